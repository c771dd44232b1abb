package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// tableFrame is how the lines of the screen are shared out.
type tableFrame struct {
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
}

// frame shares out the screen: the rows get what is left.
func (a *app) frame() tableFrame {
	f := tableFrame{header: 1, strip: 1}
	banner, _ := frame.Banner(a.Env)
	said := banner != "" || frame.Digest(a.Env) != ""
	switch {
	case a.Height >= 20:
		f = tableFrame{header: frame.HeaderLines(a.Env), banner: said, tabs: true, headings: true, strip: 2, divider: true}
	case a.Height >= 14:
		f = tableFrame{header: 2, banner: said, tabs: !said, headings: true, strip: 1}
	}
	if a.table.cards() {
		f.headings, f.divider, f.strip = false, false, count(banner != "" && !f.banner)
	}
	if a.Width >= railFrom && a.Height >= 20 {
		f.rail, f.tabs = true, false
	}
	if a.Width >= eventsWidth && a.Height >= eventsHeight {
		f.events = eventLines
	}
	if a.table.line != nil || a.table.view().narrowed() {
		f.filter = len(a.table.filterLines())
	}
	lines := a.Height - f.header - f.filter - f.events - 1 - count(f.banner, f.tabs, f.headings)
	switch f.pane = a.table.pane(lines); {
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

// screen draws everything there is.
func (a *app) screen() tea.View {
	v := tea.NewView(a.draw())
	v.AltScreen = true
	v.ReportFocus = true
	if a.opt.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = a.Theme.Plain(frame.Title(a.Env))
	v.ProgressBar = a.progressBar()
	switch {
	case a.small():
	default:
		if in := a.input(); in != nil {
			v.Cursor = in.Cursor()
		}
	}
	return v
}

// The narrowest and lowest screens that the dashboard is drawn on.
const (
	minWidth  = 40
	minHeight = 10
)

// small tells whether the screen is too small for the dashboard. It then says
// so, and takes no key but those that leave.
func (a *app) small() bool { return a.Width < minWidth || a.Height < minHeight }

// smallLines is what still fits: how it goes, that there is no room, and the
// worst cause.
func (a *app) smallLines() []string {
	lines := []string{frame.Counts(a.Env, false, " "), "too small for more; " + a.Keys.Name(keys.QuitNow) + " quits"}
	if a.Theme.Width(lines[0])+a.Theme.Width(lines[1])+2 <= a.Width || a.Height == 1 {
		lines = []string{lines[0] + "  " + lines[1]}
	}
	if causes := a.Causes().Groups().Causes(); len(causes) > 0 {
		lines = append(lines, fmt.Sprintf("%d: %s", causes[0].Tasks, a.Causes().Title(causes[0])))
	}
	for i := range lines {
		lines[i] = a.Theme.Fit(lines[i], a.Width)
	}
	return lines[:min(len(lines), a.Height)]
}

func (a *app) draw() string {
	switch {
	case a.Width == 0 || a.Height == 0:
		return "" // the size is not known yet
	case a.small():
		return strings.Join(a.smallLines(), "\n")
	}
	var lines []string
	switch {
	case a.task != nil:
		lines = a.taskLines()
	case a.groups != nil:
		lines = a.groups.Lines()
	default:
		lines = a.tableLines()
	}
	for _, s := range a.sheets {
		lines = a.cover(lines, s.Lines())
	}
	return a.Theme.Plain(strings.Join(lines, "\n"))
}

// cover lays a sheet over the lowest of the lines.
func (a *app) cover(lines, sheet []string) []string {
	return append(lines[:max(0, min(len(lines), a.Height-len(sheet)))], sheet...)
}

func (a *app) tableLines() []string {
	f := a.frame()
	lines := frame.Header(a.Env, f.header)
	if f.banner {
		lines = append(lines, frame.Rule(a.Env))
	}
	if f.tabs {
		lines = append(lines, a.table.tabLine())
	}
	if f.filter > 0 {
		lines = append(lines, a.table.filterLines()...)
	}
	width := a.Width
	if f.rail {
		width -= railWidth + 1
	}
	if f.pane.right {
		width -= f.pane.width + 1
	}
	cols := layout(width, a.table.chosen, a.table.columns)
	var rows []string
	if f.headings {
		rows = append(rows, headings(cols, a.Theme))
	}
	if a.table.cards() {
		rows = append(rows, a.table.cardRows(width, f.rows)...)
	} else {
		rows = append(rows, a.table.rowLines(cols, width, f.rows)...)
	}
	if f.pane.right {
		a.beside(rows, width, f.pane)
	}
	if f.rail {
		a.table.besideRail(rows)
	}
	lines = append(lines, rows...)
	if f.divider {
		lines = append(lines, a.Theme.Rule.Paint(strings.Repeat(a.Theme.Sign("─", "-"), a.Width)))
	}
	if text, loud := frame.Banner(a.Env); text != "" && !f.banner {
		lines = append(lines, frame.BannerLine(a.Env, text, loud))
	} else if f.strip > 0 && f.pane.height > 0 {
		lines = append(lines, a.previewLines(a.table.current(), a.Width, f.pane.height)...)
	} else if f.strip > 0 {
		lines = append(lines, a.strip(a.table.current(), f.strip)...)
	}
	if f.events > 0 {
		lines = append(lines, a.table.eventStrip()...)
	}
	return append(lines, frame.Footer(a.Env, keys.Table, a.pending()))
}

// beside draws the preview to the right of lines of that width.
func (a *app) beside(lines []string, width int, p pane) {
	bar := a.Theme.Rule.Paint(a.Theme.Sign("│", "|"))
	for i, line := range a.previewLines(a.table.current(), p.width-1, len(lines)) {
		lines[i] = a.Theme.Fit(lines[i], width) + bar + " " + line
	}
}
