package ui

import (
	"hubwatch/model"
	"hubwatch/ui/keys"
)

// strip says why the task under the cursor is as it is, in n lines.
func (a *app) strip(t *model.Task, n int) []string {
	lines := make([]string, n)
	if t == nil {
		return lines
	}
	look := a.Theme.States[t.State()]
	width := a.Width - 2
	if n == 1 {
		return []string{" " + look.Ink.Paint(a.Theme.Fit(t.Why(), width))}
	}
	head := look.Glyph + " "
	text := a.Theme.Wrap(t.Why(), width-2)
	for i := range lines {
		switch {
		case i >= len(text):
		case i == n-1 && i < len(text)-1: // the rest in one line, cut
			lines[i] = "   " + a.Theme.Fit(text[i]+" "+text[i+1], width-2)
		default:
			lines[i] = "   " + text[i]
		}
	}
	lines[0] = " " + look.Ink.Paint(head) + text[0]
	if len(text) < n {
		lines[n-1] = a.Theme.Faint.Paint(a.Theme.Fit("   "+a.checkText(t), a.Width))
	}
	return lines
}

// checkText says on what basis the task is called slow, when HubSpot last
// answered about it, and why it does not answer now.
func (a *app) checkText(t *model.Task) string {
	s := "never checked"
	if at := t.CheckedAt(); !at.IsZero() {
		s = "checked " + model.Age(a.Now.Sub(at)) + " ago"
	}
	switch {
	case t.Err != nil && !t.Err.Missing():
		s += "; the last check failed " + model.Age(a.Now.Sub(t.AskedAt)) + " ago: " + t.Err.Error()
	case t.State().Final():
		s += "; settled, not asked again"
	case t.Frozen():
		s += "; not asked again, " + a.Keys.Name(keys.Check) + " does"
	case t.InFlight:
		s += "; asking now"
	}
	if why := a.Peers().SlowWhy(t, a.Now); why != "" {
		return why + "; " + s
	}
	return s
}
