package task

import (
	"hubwatch/model"
	"hubwatch/ui/screen"
)

// Preview is the open task in small, beside the table or below it. It follows
// the cursor.
type Preview struct {
	*screen.Env
	shown Screen
}

// previewStep is by how many lines the preview scrolls.
const previewStep = 3

// Scroll moves what the preview shows a step down, or up. It is at the beginning
// again for each task.
func (p *Preview) Scroll(down bool) {
	switch t := &p.shown.tree; {
	case t.Theme == nil: // nothing is shown yet
	case down:
		t.Down(previewStep)
	default:
		t.Up(previewStep)
	}
}

// Layout shows a task in width and height, from its beginning when it is another
// one or has changed.
func (p *Preview) Layout(t *model.Task, width, height int) {
	s := &p.shown
	if s.id != t.ID || s.made != versionOf(t) {
		*s = Screen{Env: p.Env, id: t.ID}
	}
	s.update(t)
	s.tree.Resize(width, height-len(p.head(t, width)))
}

// head is which task it is and why it is as it is.
func (p *Preview) head(t *model.Task, width int) []string {
	look := p.Theme.States[t.State()]
	lines := []string{look.Ink.Paint(look.Glyph+" "+t.State().Word()) + "  " + p.Theme.Title.Paint(string(t.ID))}
	for _, part := range sentence(p.Env, t, width, 2) {
		lines = append(lines, p.Theme.Text.Paint(part))
	}
	return append(lines, "")
}

// Lines is a task in short: why it is as it is, then its errors, its folder and
// its times, as many as there is room for. Nil is no task.
func (p *Preview) Lines(t *model.Task, width, height int) []string {
	if t == nil {
		return Strip(p.Env, nil, height)
	}
	lines := p.head(t, width)
	if s := &p.shown; s.id == t.ID {
		lines = append(lines, s.tree.Lines(false)...)
	}
	for i, line := range lines {
		lines[i] = p.Theme.Fit(line, width)
	}
	return lines[:min(len(lines), height)]
}
