package facts

import (
	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// checkText says why the task is called slow, when HubSpot last answered about
// it, and why it does not answer now.
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
