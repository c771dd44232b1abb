package task

import (
	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Strip says why the task under the cursor is as it is, in n lines.
func Strip(e *screen.Env, t *model.Task, n int) []string {
	lines := make([]string, n)
	if t == nil {
		return lines
	}
	look := e.Theme.States[t.State()]
	width := e.Width - 2
	if n == 1 {
		return []string{" " + look.Ink.Paint(e.Theme.Fit(t.Why(), width))}
	}
	head := look.Glyph + " "
	text := e.Theme.Wrap(t.Why(), width-2)
	for i := range lines {
		switch {
		case i >= len(text):
		case i == n-1 && i < len(text)-1: // the rest in one line, cut
			lines[i] = "   " + e.Theme.Fit(text[i]+" "+text[i+1], width-2)
		default:
			lines[i] = "   " + text[i]
		}
	}
	lines[0] = " " + look.Ink.Paint(head) + text[0]
	if len(text) < n {
		lines[n-1] = e.Theme.Faint.Paint(e.Theme.Fit("   "+checkText(e, t), e.Width))
	}
	return lines
}

// checkText says on what basis the task is called slow, when HubSpot last
// answered about it, and why it does not answer now.
func checkText(e *screen.Env, t *model.Task) string {
	s := "never checked"
	if at := t.CheckedAt(); !at.IsZero() {
		s = "checked " + model.Age(e.Now.Sub(at)) + " ago"
	}
	switch {
	case t.Err != nil && !t.Err.Missing():
		s += "; the last check failed " + model.Age(e.Now.Sub(t.AskedAt)) + " ago: " + t.Err.Error()
	case t.State().Final():
		s += "; settled, not asked again"
	case t.Frozen():
		s += "; not asked again, " + e.Keys.Name(keys.Check) + " does"
	case t.InFlight:
		s += "; asking now"
	}
	if why := e.Peers().SlowWhy(t, e.Now); why != "" {
		return why + "; " + s
	}
	return s
}
