package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// frame is how the lines of the screen are shared out.
type frame struct {
	header   int  // lines of account, counts and pace
	banner   bool // a line that says what is in the way
	tabs     bool
	filter   int // lines of the filter, none unless there is one
	headings bool
	strip    int  // lines that say why the task under the cursor is as it is
	divider  bool // a line above them
	pane     pane // the preview, which takes the place of the strip
	rows     int
}

// frame shares out the screen: the rows get what is left.
func (a *app) frame() frame {
	f := frame{header: 1, strip: 1}
	banner, _ := a.banner()
	switch {
	case a.height >= 20:
		f = frame{header: 2, banner: banner != "", tabs: true, headings: true, strip: 2, divider: true}
	case a.height >= 14:
		f = frame{header: 2, banner: banner != "", tabs: banner == "", headings: true, strip: 1}
	}
	if a.filtering != nil || a.table.view().narrowed() {
		f.filter = len(a.filterLines())
	}
	lines := a.height - f.header - f.filter - 1 - count(f.banner, f.tabs, f.headings)
	switch f.pane = a.pane(lines); {
	case f.pane.right:
		f.strip, f.divider = 0, false
	case f.pane.height > 0:
		f.strip = f.pane.height
	}
	f.rows = max(1, lines-f.strip-count(f.divider))
	return f
}

func count(bs ...bool) int {
	n := 0
	for _, b := range bs {
		if b {
			n++
		}
	}
	return n
}

// View draws the whole screen.
func (a *app) View() tea.View {
	v := tea.NewView(a.draw())
	v.AltScreen = true
	v.ReportFocus = true
	if a.opt.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = a.title()
	switch {
	case a.width < minWidth || a.height < minHeight:
	case a.token != nil:
		v.Cursor = a.token.cursor(a.width, a.height, &a.looks)
	case a.intake != nil:
		v.Cursor = a.intake.cursor(a.height)
	case a.describe != nil:
		v.Cursor = a.describe.cursor(a.height)
	case a.help != nil:
		v.Cursor = a.help.cursor()
	case a.task != nil && a.task.seeking != nil:
		v.Cursor = a.task.seekCursor(a.height)
	case a.picker != nil:
		v.Cursor = a.picker.cursor(a.height)
	case a.filtering != nil:
		f := a.frame()
		v.Cursor = a.filtering.cursor(f.header + count(f.banner, f.tabs))
	}
	return v
}

// title is what the terminal's own title bar says.
func (a *app) title() string {
	s := fmt.Sprintf("hubwatch %s: %d/%d", a.accountName(), a.list.Settled(), a.list.Len())
	if n := a.list.Count(model.StateErrors); n > 0 {
		s += fmt.Sprintf(", %d with errors", n)
	}
	return s
}

// The narrowest and lowest screens that the dashboard is drawn on.
const (
	minWidth  = 30
	minHeight = 6
)

func (a *app) draw() string {
	switch {
	case a.width == 0 || a.height == 0:
		return "" // the size is not known yet
	case a.width < minWidth || a.height < minHeight:
		return a.looks.fit(a.countsText(a.width)+"  too small: widen, or Q quits", a.width)
	}
	var lines []string
	switch {
	case a.help != nil:
		lines = a.helpLines()
	case a.task != nil:
		lines = a.taskLines()
	default:
		lines = a.tableLines()
	}
	var sheet []string
	switch {
	case a.token != nil:
		sheet = a.token.lines(a.width, a.height, &a.looks)
	case a.intake != nil:
		sheet = a.intake.lines(a.width, &a.looks)
	case a.describe != nil:
		sheet = a.describe.lines(a.width, &a.looks)
	case a.copying != nil:
		sheet = a.copying.lines(a.width, a.height, &a.looks)
	case a.picker != nil:
		sheet = a.picker.lines(a.width, a.height, &a.looks)
	}
	lines = append(lines[:max(0, min(len(lines), a.height-len(sheet)))], sheet...)
	return strings.Join(lines, "\n")
}

func (a *app) tableLines() []string {
	f := a.frame()
	lines := a.header(f.header)
	if f.banner {
		lines = append(lines, a.rule())
	}
	if f.tabs {
		lines = append(lines, a.tabs())
	}
	if f.filter > 0 {
		lines = append(lines, a.filterLines()...)
	}
	width := a.width
	if f.pane.right {
		width -= f.pane.width + 1
	}
	cols := layout(width, a.table.chosen, a.table.columns)
	var rows []string
	if f.headings {
		rows = append(rows, headings(cols, &a.looks))
	}
	rows = append(rows, a.rowLines(cols, width, f.rows)...)
	if f.pane.right {
		a.beside(rows, width, f.pane)
	}
	lines = append(lines, rows...)
	if f.divider {
		lines = append(lines, a.looks.rule.paint(strings.Repeat(a.looks.sign("─", "-"), a.width)))
	}
	if text, loud := a.banner(); text != "" && !f.banner {
		lines = append(lines, a.bannerLine(text, loud))
	} else if f.strip > 0 && f.pane.height > 0 {
		lines = append(lines, a.previewLines(a.table.current(), a.width, f.pane.height)...)
	} else if f.strip > 0 {
		lines = append(lines, a.strip(a.table.current(), f.strip)...)
	}
	return append(lines, a.footer())
}

// rowLines draws the rows in view and pads them to n lines.
func (a *app) rowLines(cols []column, width, n int) []string {
	lines := make([]string, 0, n)
	from, to := a.table.ranged()
	for i, shown := range a.table.visible() {
		t := shown.task
		r := row{task: t, state: t.State(), stale: a.pace.Stale(t, a.now), now: a.now, looks: &a.looks}
		if c := a.causes.of(t.ID); c != nil {
			r.cause = a.causes.title(c)
		}
		at := a.table.top + i
		r.marked = a.table.marks.has(t.ID) || from <= at && at < to
		lines = append(lines, r.line(cols, at == a.table.index, width))
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

// beside draws the preview to the right of lines of that width.
func (a *app) beside(lines []string, width int, p pane) {
	bar := a.looks.rule.paint(a.looks.sign("│", "|"))
	for i, line := range a.previewLines(a.table.current(), p.width-1, len(lines)) {
		lines[i] = a.looks.fit(lines[i], width) + bar + " " + line
	}
}

// rule is the line under the header: the banner if there is one.
func (a *app) rule() string {
	if text, loud := a.banner(); text != "" {
		return a.bannerLine(text, loud)
	}
	return a.looks.rule.paint(strings.Repeat(a.looks.sign("─", "-"), a.width))
}

func (a *app) bannerLine(text string, loud bool) string {
	color := a.looks.stale
	if loud {
		color = a.looks.banner
	}
	return color.paint(a.looks.fit(" "+text, a.width))
}
