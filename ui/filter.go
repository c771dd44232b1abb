package ui

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model/query"
	"hubwatch/ui/theme"
)

// filtering is the line in which a filter is typed. The table follows every
// key.
type filtering struct {
	input  textinput.Model
	before string // the filter as it was, for esc
	err    *query.Error
	past   int // which filter of the history stands in the line, counted from the latest; 0 is none
}

func (a *app) openFilter() {
	f := &filtering{input: a.theme.NewInput("/", "words, or status:errors age>10m label:press !archived"), before: a.table.view().filter}
	f.input.SetValue(f.before)
	if f.before != "" {
		f.input.SetValue(f.before + " ") // what is typed narrows it further
	}
	f.input.CursorEnd()
	f.input.Focus()
	a.filtering = f
	f.resize(a.width)
	a.filter(f.before)
}

func (f *filtering) resize(width int) { f.input.SetWidth(max(10, width-18)) }

func (a *app) filterKey(msg tea.KeyPressMsg) tea.Cmd {
	f := a.filtering
	switch {
	case msg.String() == "esc":
		a.filter(f.before)
		a.filtering = nil
	case key.Matches(msg, a.keys.Accept):
		if f.err == nil {
			a.table.remember(f.input.Value())
			a.filtering = nil
		}
	case msg.String() == "up":
		f.recall(a.table.past, +1)
		a.filter(f.input.Value())
	case msg.String() == "down":
		f.recall(a.table.past, -1)
		a.filter(f.input.Value())
	default:
		var cmd tea.Cmd
		before := f.input.Value()
		f.input, cmd = f.input.Update(msg)
		if f.input.Value() != before {
			a.filter(f.input.Value())
		}
		return cmd
	}
	return nil
}

// recall puts an older (by = 1) or newer filter of the history into the line.
func (f *filtering) recall(past []string, by int) {
	f.past = max(0, min(f.past+by, len(past)))
	text := f.before
	if f.past > 0 {
		text = past[len(past)-f.past]
	}
	f.input.SetValue(text)
	f.input.CursorEnd()
}

// filter narrows the table to what a query lets through, and remembers what is
// wrong with it.
func (a *app) filter(text string) {
	err := a.table.filter(strings.TrimRight(text, " "), &a.list)
	if a.filtering != nil {
		a.filtering.err, _ = errors.AsType[*query.Error](err)
	}
}

// narrow shows just what a query lets through, as if a person had typed it.
func (a *app) narrow(text string) {
	a.table.view().problems = false
	a.filter(text)
	a.table.remember(text)
}

// filterLines is what narrows the table, and how many tasks are left; below it
// what is wrong with it, where it is.
func (a *app) filterLines() []string {
	v := a.table.view()
	shown := fmt.Sprintf("%d of %d ", len(a.table.rows), v.count)
	if a.filtering != nil {
		lines := []string{theme.Join(" "+a.filtering.input.View(), a.theme.Faint.Paint(shown), a.width, &a.theme)}
		if e := a.filtering.err; e != nil {
			lines = append(lines, a.mistake(e))
		}
		return lines
	}
	text := a.theme.Key.Paint("/") + a.theme.Value.Paint(v.filter)
	switch {
	case v.problems && v.filter == "":
		text = a.theme.Value.Paint("only problems")
	case v.problems:
		text += a.theme.Faint.Paint("  only problems")
	}
	return []string{theme.Join(" "+text, a.theme.Faint.Paint(shown), a.width, &a.theme)}
}

// mistake points at the part of the filter that is wrong and says what is.
func (a *app) mistake(e *query.Error) string {
	at := min(2+e.At, a.width/2)
	mark := strings.Repeat("^", max(1, min(e.Len, a.width/4)))
	return theme.Spaces(at) + a.theme.Stale.Paint(a.theme.Fit(mark+" "+e.What, a.width-at))
}

// cursor is where the terminal's cursor belongs when the filter stands in line
// y.
func (f *filtering) cursor(y int) *tea.Cursor {
	c := f.input.Cursor()
	if c != nil {
		c.X++
		c.Y = y
	}
	return c
}
