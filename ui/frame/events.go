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
	parts := []string{of.At.Local().Format("15:04:05")}
	if of.ID != "" {
		parts = append(parts, string(of.ID))
	}
	if t := e.List().Task(of.ID); t != nil && t.Name() != "" {
		parts = append(parts, t.Name().Tail(theme.LongestLine).Line())
	}
	words := of.Words()
	if of.Kind == model.EventState && of.Errors > 0 {
		words += " (" + model.Plural(of.Errors, "error") + ")"
	}
	return strings.Join(append(parts, words), "  ")
}
