package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
)

// screen draws the whole screen.
func (a *app) screen() tea.View {
	v := tea.NewView(a.draw())
	v.AltScreen = true
	v.ReportFocus = true
	if a.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	a.tty.Tell(&v, frame.ProgressBar(a.Env), frame.Status(a.Env))
	if in := a.input(); in != nil && !a.small() {
		v.Cursor = in.Cursor()
	}
	return v
}

// The narrowest and lowest screens that the dashboard is drawn on.
const (
	minWidth  = 40
	minHeight = 10
)

// small reports whether the terminal is too small for the dashboard. It then
// says so, and only the keys that leave work.
func (a *app) small() bool { return a.Width < minWidth || a.Height < minHeight }

func (a *app) draw() string {
	switch {
	case a.Width == 0 || a.Height == 0:
		return "" // the size is not known yet
	case a.small():
		return strings.Join(frame.Small(a.Env, minWidth, minHeight), "\n")
	}
	lines := a.front.Screen().Lines()
	for _, s := range a.sheets {
		sheet := s.Lines()
		lines = append(lines[:max(0, min(len(lines), a.Height-len(sheet)))], sheet...)
	}
	return a.Theme.Plain(strings.Join(lines, "\n"))
}
