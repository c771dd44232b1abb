package frame

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Events is what happened last, the latest first, in n lines; the first is a rule.
func Events(e *screen.Env, n int) []string {
	lines := []string{e.Theme.Rule.Paint(strings.Repeat(e.Theme.Sign("─", "-"), e.Width))}
	for i := len(e.Recent()) - 1; i >= 0 && len(lines) < n; i-- {
		lines = append(lines, e.Theme.Faint.Paint(e.Theme.Fit(" "+eventText(e, e.Recent()[i]), e.Width)))
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

// eventText is an event in a line of words.
func eventText(e *screen.Env, of model.Event) string {
	s := of.At.Local().Format("15:04:05") + "  " + string(of.ID)
	if t := e.List().Task(of.ID); t != nil && t.Name() != "" {
		s += "  " + t.Name().Tail(theme.LongestLine).Line()
	}
	switch of.Kind {
	case model.EventAdded:
		return s + "  added"
	case model.EventState:
		s += "  " + of.From.Word() + " > " + of.To.Word()
		if of.Errors > 0 {
			s += " (" + model.Plural(of.Errors, "error") + ")"
		}
		return s
	case model.EventFailed:
		return s + "  checks fail: " + of.Err.Error()
	case model.EventBack:
		return s + "  checks work again"
	case model.EventCause:
		return s + of.Told.Line()
	}
	return s
}
