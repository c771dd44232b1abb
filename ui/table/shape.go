package table

import (
	"hubwatch/ui/frame"
)

// shape is how the lines of the screen are shared out.
type shape struct {
	header   int  // lines of account, counts and pace
	banner   bool // a line that says what is in the way
	tabs     bool
	filter   int // lines of the filter, none unless there is one
	headings bool
	strip    int  // lines that say why the task under the cursor is as it is
	divider  bool // a line above them
	pane     pane // the preview, which takes the place of the strip
	rail     bool // the tabs and causes on the left, instead of the line of tabs
	events   int  // lines of what happened last
	rows     int

	tabsAt, filterAt, rowsAt int // the first line of each
	splitAt                  int // the column of the line before a preview on the right
	width                    int // of the rows
}

// shape shares out the screen: the rows get what is left.
func (t *Screen) shape() shape {
	f := shape{header: 1, strip: 1}
	banner, _ := frame.Banner(t.Env)
	said := banner != "" || frame.Digest(t.Env) != ""
	switch {
	case t.Height >= 20:
		f = shape{header: frame.HeaderLines(t.Env), banner: said, tabs: true, headings: true, strip: 2, divider: true}
	case t.Height >= 14:
		f = shape{header: 2, banner: said, tabs: !said, headings: true, strip: 1}
	}
	if t.cards() {
		f.headings, f.divider, f.strip = false, false, frame.Count(banner != "" && !f.banner)
	}
	if t.Width >= railFrom && t.Height >= 20 {
		f.rail, f.tabs = true, false
	}
	if t.Width >= eventsWidth && t.Height >= eventsHeight {
		f.events = eventLines
	}
	if t.line != nil || t.tab().narrowed() {
		f.filter = len(t.filterLines())
	}
	lines := t.Height - f.header - f.filter - f.events - 1 - frame.Count(f.banner, f.tabs, f.headings)
	switch f.pane = t.pane(lines); {
	case f.pane.right:
		f.strip, f.divider = 0, false
	case f.pane.height > 0:
		f.strip = f.pane.height
	}
	f.rows = max(1, lines-f.strip-frame.Count(f.divider))
	f.place(t.Width)
	return f
}

// place works out where everything stands on a screen of that width.
func (f *shape) place(width int) {
	f.tabsAt = f.header + frame.Count(f.banner)
	f.filterAt = f.tabsAt + frame.Count(f.tabs)
	f.rowsAt = f.filterAt + f.filter + frame.Count(f.headings)
	f.width = width
	if f.rail {
		f.width -= railWidth + 1
	}
	if f.pane.right {
		f.width -= f.pane.width + 1
		f.splitAt = width - f.pane.width - 1
	}
}

// Layout gives everything its room, so that the row under the cursor is in view.
// While another screen is in front there is no preview to make.
func (t *Screen) Layout(inFront bool) {
	f := t.shape()
	t.resize(f.rows)
	if t.line != nil {
		t.line.layout(f.filterAt)
	}
	if !inFront || f.pane == (pane{}) || t.Current() == nil {
		return
	}
	width, height := f.pane.width, f.pane.height
	if f.pane.right {
		width, height = width-1, f.rows+frame.Count(f.headings)
	}
	t.preview.Layout(t.Current(), width, height)
}
