package table

import (
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/theme"
)

// cardsBelow is the width below which tasks are cards instead of rows: a few
// lines for each, the most important first.
const cardsBelow = 80

// cards tells whether the screen shows cards.
func (t *Screen) cards() bool { return t.Width < cardsBelow }

// cardLines is how many lines the card of a task takes: its state, what it is
// called, and why it has a problem.
func cardLines(t *model.Task) int {
	return 1 + frame.Count(t.Name() != "", t.Reason() != "")
}

// cardRows draws the cards in view and pads them to n lines.
func (t *Screen) cardRows(width, n int) []string {
	lines := make([]string, 0, n)
	for i, r := range t.rowsInView() {
		lines = append(lines, r.card(t.top+i == t.index, width)...)
	}
	return t.padRows(lines, width, n)
}

// card is the lines of one task.
func (r row) card(selected bool, width int) []string {
	state := r.stateCell()
	under := theme.Ink{}
	if selected {
		under = r.theme.Selected
	}
	errs, age, badge := "", "", r.badge()
	if n := r.errorCount(); n > 0 {
		errs = fmt.Sprintf(" %d err", n)
	}
	if d, ok := r.task.InState(r.now); ok {
		age = fmt.Sprintf(" %4s", model.Age(d))
	}
	if badge != "" {
		badge = " " + badge
	}
	head := r.theme.Fit(state.text, 13)
	free := max(1, width-2-r.theme.Width(head)-len(errs)-len(age)-len(badge))
	lines := []string{r.marker(selected) + state.ink.On(under).Paint(head) +
		r.plain().On(under).Paint(" "+r.theme.FitTail(string(r.task.ID), free-1)) +
		r.theme.States[model.StateErrors].Ink.On(under).Paint(errs) + r.plain().On(under).Paint(age) + r.theme.Notice.On(under).Paint(badge)}
	if name := r.called(); name != "" {
		lines = append(lines, under.Paint("    ")+r.plain().On(under).Paint(r.theme.FitTail(name, width-4)))
	}
	if reason := r.task.Reason(); reason != "" {
		if r.cause != "" {
			reason = r.cause
		}
		lines = append(lines, under.Paint("    ")+r.theme.Faint.On(under).Paint(r.theme.Fit(reason, width-4)))
	}
	return lines
}
