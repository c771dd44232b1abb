package ui

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

const (
	railFrom  = 160 // screens of that width have a rail with the tabs and the causes
	railWidth = 26
)

// rail draws the tabs and the most frequent causes, n lines of railWidth cells.
func (a *app) rail(n int) []string {
	lines := []string{a.Theme.Heading.Paint(a.Theme.Fit(" VIEWS", railWidth))}
	for i, v := range a.table.views {
		lines = append(lines, a.railLine(fmt.Sprintf("%d %s", i+1, v.Name), v.count, i == a.table.at))
	}
	if causes := a.Causes().Groups().Causes(); len(causes) > 0 {
		lines = append(lines, "", a.Theme.Heading.Paint(a.Theme.Fit(" CAUSES", railWidth)))
		for _, c := range causes {
			if len(lines) == n {
				break
			}
			lines = append(lines, a.railLine(a.Causes().Title(c), c.Tasks, false))
		}
	}
	for i := range lines {
		lines[i] = a.Theme.Fit(lines[i], railWidth)
	}
	for len(lines) < n {
		lines = append(lines, theme.Spaces(railWidth))
	}
	return lines[:n]
}

func (a *app) railLine(text string, n int, front bool) string {
	marker, color := " ", a.Theme.Faint
	if front {
		marker, color = a.Theme.Sign("▌", ">"), a.Theme.Title
	}
	number := fmt.Sprintf(" %d ", n)
	return a.Theme.Notice.Paint(marker) + color.Paint(a.Theme.Fit(text, railWidth-1-len(number))+number)
}

// besideRail draws the rail to the left of lines.
func (a *app) besideRail(lines []string) {
	bar := a.Theme.Rule.Paint(a.Theme.Sign("│", "|"))
	for i, left := range a.rail(len(lines)) {
		lines[i] = left + bar + lines[i]
	}
}

// The strip of events is on screens of that size and larger.
const (
	eventsWidth  = 200
	eventsHeight = 50
	eventLines   = 5
)

// maxRecent is how many events are kept for the strip.
const maxRecent = 20

// eventStrip is what happened last, the latest first.
func (a *app) eventStrip() []string {
	lines := []string{a.Theme.Rule.Paint(strings.Repeat(a.Theme.Sign("─", "-"), a.Width))}
	for i := len(a.Recent()) - 1; i >= 0 && len(lines) < eventLines; i-- {
		lines = append(lines, a.Theme.Faint.Paint(a.Theme.Fit(" "+a.eventText(a.Recent()[i]), a.Width)))
	}
	for len(lines) < eventLines {
		lines = append(lines, "")
	}
	return lines
}

// eventText is an event in a line of words.
func (a *app) eventText(e model.Event) string {
	s := e.At.Local().Format("15:04:05") + "  " + string(e.ID)
	if t := a.List().Task(e.ID); t != nil && t.Name() != "" {
		s += "  " + t.Name().Tail(longestPath).Line()
	}
	switch e.Kind {
	case model.EventAdded:
		return s + "  added"
	case model.EventState:
		s += "  " + e.From.Word() + " > " + e.To.Word()
		if e.Errors > 0 {
			s += " (" + model.Plural(e.Errors, "error") + ")"
		}
		return s
	case model.EventFailed:
		return s + "  checks fail: " + e.Err.Error()
	case model.EventBack:
		return s + "  checks work again"
	case model.EventCause:
		return s + e.Told.Line()
	}
	return s
}
