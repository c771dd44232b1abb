package table

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/query"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// filterLine is the line in which a filter is typed. The table follows every key.
type filterLine struct {
	*screen.Env
	table  *Screen
	input  input.Line
	before string // the filter as it was, for esc
	err    *query.Error
	past   int // which filter of the history stands in the line, counted from the latest; 0 is none
	line   int // of the screen
}

// openFilter opens the line, with the filter there is.
func (t *Screen) openFilter() {
	f := &filterLine{Env: t.Env, table: t, before: t.tab().filter}
	f.input = input.New(t.Theme, "/", "words, or status:failed age>10m label:press !archived")
	f.input.SetValue(f.before)
	if f.before != "" {
		f.input.SetValue(f.before + " ") // what is typed narrows it further
	}
	f.input.CursorEnd()
	t.line = f
	f.layout(0)
	f.narrow()
}

// layout gives the line its place and its room.
func (f *filterLine) layout(line int) {
	f.line = line
	f.input.SetWidth(max(10, f.Width-18))
}

// Key types, takes a filter from the history, or closes the line.
func (f *filterLine) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch keys.InSheet(msg) {
	case keys.Leave:
		f.input.SetValue(f.before)
		f.narrow()
		f.table.line = nil
	case keys.Accept:
		if f.err == nil {
			f.table.remember(f.input.Value())
			f.table.line = nil
		}
	case keys.Up:
		f.recall(f.table.past, +1)
	case keys.Down:
		f.recall(f.table.past, -1)
	default:
		if f.input.Type(msg) {
			f.narrow()
		}
	}
	return nil
}

// Paste narrows by what is pasted.
func (f *filterLine) Paste(text string) (took bool, asks []screen.Intent) {
	if took = f.input.Paste(text); took {
		f.narrow()
	}
	return took, nil
}

// Typing returns true: letters belong to the filter.
func (f *filterLine) Typing() bool { return true }

// Cursor is in the line of the filter.
func (f *filterLine) Cursor() *tea.Cursor { return f.input.CursorAt(f.line) }

// recall puts an older (by = 1) or newer filter of the history into the line.
func (f *filterLine) recall(past []string, by int) {
	f.past = max(0, min(f.past+by, len(past)))
	text := f.before
	if f.past > 0 {
		text = past[len(past)-f.past]
	}
	f.input.SetValue(text)
	f.input.CursorEnd()
	f.narrow()
}

// narrow applies the filter and remembers what is wrong with it.
func (f *filterLine) narrow() {
	f.err, _ = errors.AsType[*query.Error](f.table.filter(f.input.Value()))
}

// narrow applies a filter as if the user had typed it.
func (t *Screen) narrow(text string) {
	_ = t.filter(text) // a mistake in it is seen in the table
	t.remember(text)
}

// Narrow shows the tasks that match a filter to a user who comes from another
// screen.
func (t *Screen) Narrow(text string) {
	t.ShowTab(0)
	t.marks.close()
	t.cursor, t.came = "", text
	t.narrow(text)
}

// view returns the line, with the number of matches or the mistake at its right.
func (f *filterLine) view() string {
	right := f.Theme.Faint.Paint(fmt.Sprintf("%s of %s", model.Thousands(len(f.table.rows)), model.Thousands(f.table.tab().count)))
	if f.err != nil {
		right = f.Theme.Stale.Paint(f.Theme.UpTo(f.err.What, f.Width-2-mistakeLeaves))
	}
	return f.Theme.Fit("  "+f.input.View(), f.Width-1-f.Theme.Width(right)-1) + " " + right
}

// hints returns what keys do while the filter is typed.
func (f *filterLine) hints() []string {
	hints := []string{"enter", "keeps", "esc", "as it was"}
	switch {
	case f.before != "":
	case f.table.cards():
		hints[3] = "all again"
	default:
		hints[3] = "all " + model.Thousands(f.table.tab().count) + " again"
	}
	if len(f.table.past) > 0 {
		hints = append(hints, f.Theme.Sign("↑", "up"), "earlier")
	}
	return hints
}

// mistakeLeaves is how many cells of the filter stay visible beside its mistake.
const mistakeLeaves = 16
