package ui

import "hubwatch/model"

// preview is the open task in small, beside the table or below it. It follows
// the cursor.
type preview struct{ shown taskScreen }

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

// layoutPreview shows the task under the cursor, from its beginning when it is
// another one or has changed.
func (a *app) layoutPreview(f tableFrame) {
	t := a.table.current()
	if t == nil || f.pane == (pane{}) {
		return
	}
	s := &a.table.preview.shown
	if s.id != t.ID || s.made != versionOf(t) {
		*s = taskScreen{id: t.ID}
	}
	a.updateTask(s, t)
	width, height := f.pane.width, f.pane.height
	if f.pane.right {
		width, height = width-1, f.rows+count(f.headings)
	}
	s.tree.Resize(width, height-len(a.previewHead(t, width)))
}

// previewHead is which task it is and why it is as it is.
func (a *app) previewHead(t *model.Task, width int) []string {
	look := a.Theme.States[t.State()]
	lines := []string{look.Ink.Paint(look.Glyph+" "+t.State().Word()) + "  " + a.Theme.Title.Paint(string(t.ID))}
	for _, part := range a.sentence(t, width, 2) {
		lines = append(lines, a.Theme.Text.Paint(part))
	}
	return append(lines, "")
}

// previewLines is the task in short: why it is as it is, then its errors, its
// folder and its times, as many as there is room for.
func (a *app) previewLines(t *model.Task, width, height int) []string {
	if t == nil {
		return a.strip(nil, height)
	}
	lines := a.previewHead(t, width)
	if s := &a.table.preview.shown; s.id == t.ID {
		lines = append(lines, s.tree.Lines(false)...)
	}
	for i, line := range lines {
		lines[i] = a.Theme.Fit(line, width)
	}
	return lines[:min(len(lines), height)]
}
