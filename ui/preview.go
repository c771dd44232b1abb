package ui

import "hubwatch/model"

// preview is the open task in small, beside the table or below it. It follows
// the cursor.
type preview struct {
	app   *app
	shown taskScreen
}

// previewStep is by how many lines the preview scrolls.
const previewStep = 3

// scroll moves what the preview shows. It is at the beginning again for each
// task.
func (p *preview) scroll(by int) {
	switch t := &p.shown.tree; {
	case t.Theme == nil: // nothing is shown yet
	case by > 0:
		t.Down(by)
	default:
		t.Up(-by)
	}
}

// layout shows a task, from its beginning when it is another one or has changed.
func (p *preview) layout(t *model.Task, width, height int) {
	s := &p.shown
	if s.id != t.ID || s.made != versionOf(t) {
		*s = taskScreen{id: t.ID}
	}
	p.app.updateTask(s, t)
	s.tree.Resize(width, height-len(p.app.previewHead(t, width)))
}

// strip says why a task is as it is, in n lines.
func (p *preview) strip(t *model.Task, n int) []string { return p.app.strip(t, n) }

// previewHead is which task it is and why it is as it is.
func (a *app) previewHead(t *model.Task, width int) []string {
	look := a.Theme.States[t.State()]
	lines := []string{look.Ink.Paint(look.Glyph+" "+t.State().Word()) + "  " + a.Theme.Title.Paint(string(t.ID))}
	for _, part := range a.sentence(t, width, 2) {
		lines = append(lines, a.Theme.Text.Paint(part))
	}
	return append(lines, "")
}

// lines is the task in short: why it is as it is, then its errors, its
// folder and its times, as many as there is room for.
func (p *preview) lines(t *model.Task, width, height int) []string {
	if t == nil {
		return p.strip(nil, height)
	}
	lines := p.app.previewHead(t, width)
	if s := &p.shown; s.id == t.ID {
		lines = append(lines, s.tree.Lines(false)...)
	}
	for i, line := range lines {
		lines[i] = p.app.Theme.Fit(line, width)
	}
	return lines[:min(len(lines), height)]
}
