package table

import (
	"fmt"

	"hubwatch/ui/theme"
)

const (
	railFrom  = 160 // screens of that width have a rail with the tabs and the causes
	railWidth = 26
)

// rail draws the tabs and the most frequent causes, n lines of railWidth cells.
func (t *Screen) rail(n int) []string {
	lines := []string{t.Theme.Heading.Paint(t.Theme.Fit(" VIEWS", railWidth))}
	for i, v := range t.tabs {
		lines = append(lines, t.railLine(fmt.Sprintf("%d %s", i+1, v.Name), v.count, i == t.inFront))
	}
	if causes := t.Causes().Groups().Causes(); len(causes) > 0 {
		lines = append(lines, "", t.Theme.Heading.Paint(t.Theme.Fit(" CAUSES", railWidth)))
		for _, c := range causes {
			if len(lines) == n {
				break
			}
			lines = append(lines, t.railLine(t.Causes().Title(c), c.Tasks, false))
		}
	}
	for i := range lines {
		lines[i] = t.Theme.Fit(lines[i], railWidth)
	}
	for len(lines) < n {
		lines = append(lines, theme.Spaces(railWidth))
	}
	return lines[:n]
}

func (t *Screen) railLine(text string, n int, front bool) string {
	marker, color := " ", t.Theme.Faint
	if front {
		marker, color = t.Theme.Sign("▌", ">"), t.Theme.Title
	}
	number := fmt.Sprintf(" %d ", n)
	return t.Theme.Notice.Paint(marker) + color.Paint(t.Theme.Fit(text, railWidth-1-len(number))+number)
}

// besideRail draws the rail to the left of lines.
func (t *Screen) besideRail(lines []string) {
	bar := t.Theme.Rule.Paint(t.Theme.Sign("│", "|"))
	for i, left := range t.rail(len(lines)) {
		lines[i] = left + bar + lines[i]
	}
}

// The strip of events is on screens of that size and larger.
const (
	eventsWidth  = 200
	eventsHeight = 50
	eventLines   = 5
)
