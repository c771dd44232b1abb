package table

import (
	"hubwatch/ui/frame"
	"hubwatch/ui/row"
)

// shape is how the lines and cells of the screen are divided.
type shape struct {
	header   int // lines of overall progress and what is to do
	tabs     bool
	notice   bool // a line for what must be said, or a rule
	low      bool // that line is above the footer
	headings bool
	rule     bool // a line between the rows and what is known about one
	why      int  // lines of what is known about the task under the cursor, below the rows
	journal  int  // lines of what happened last
	side     int  // cells of what is known, at the right of the rows; 0 is none
	rows     int  // lines for them
	width    int  // of the rows

	tabsAt, noticeAt, rowsAt int // the first line of each
}

// cardsBelow is the width in cells below which the screen shows cards instead
// of rows.
const cardsBelow = 80

// From these heights on the screen has more lines than those of the rows, the
// headline and the footer.
const (
	tabsFrom    = 14
	noticeFrom  = 20
	whyFrom     = 30
	journalFrom = 50

	shortWhy     = 2
	longWhy      = 7
	journalLines = 5
)

// shape divides the screen; the rows get what is left.
func (t *Screen) shape() shape {
	f := shape{header: 1, side: t.side()}
	said := t.line != nil || frame.Said(t.Env)
	switch {
	case t.Height >= noticeFrom:
		f.header, f.tabs, f.notice, f.headings, f.rule, f.why = 2, true, true, true, true, shortWhy
	case t.Height >= tabsFrom:
		f.header, f.tabs, f.notice, f.headings, f.why = 2, !said, said, true, 1
	default:
		f.notice, f.low = said, said
	}
	if t.Height >= whyFrom {
		f.why = longWhy
	}
	if t.journalShown() {
		f.journal = journalLines
	}
	if t.cards() || t.List().Len() == 0 {
		f.headings = false
	}
	if t.cards() || f.side > 0 || t.split.hidden {
		f.rule, f.why = false, 0
	}
	f.place(t.Width, t.Height)
	return f
}

// cards reports whether the screen shows cards.
func (t *Screen) cards() bool { return t.Width < cardsBelow }

// lineHeight returns how many lines a task takes.
func (t *Screen) lineHeight() int {
	if t.cards() {
		return row.CardLines
	}
	return 1
}

// place works out where everything is on a screen of that size.
func (f *shape) place(width, height int) {
	f.tabsAt = f.header
	f.noticeAt = f.tabsAt + frame.Count(f.tabs)
	f.rowsAt = f.noticeAt + frame.Count(f.notice && !f.low, f.headings)
	f.rows = max(1, height-f.rowsAt-frame.Count(f.rule, f.low)-f.why-f.journal-1)
	if f.low {
		f.noticeAt = height - 2
	}
	f.width = width
	if f.side > 0 {
		f.width -= f.side + 1
	}
}

// Layout sizes everything so that the row under the cursor is in view. While
// another screen is in front, the details of the task are not worked out.
func (t *Screen) Layout(inFront bool) {
	f := t.shape()
	t.resize(f.rows)
	if t.line != nil {
		t.line.layout(f.noticeAt)
	}
	if !inFront || t.Current() == nil {
		return
	}
	switch {
	case f.side > 0:
		t.preview.Layout(t.Current(), f.side, f.rows+1-t.sideHeads(), true)
	case f.why > 0:
		t.preview.Layout(t.Current(), t.Width, f.why, false)
	}
}
