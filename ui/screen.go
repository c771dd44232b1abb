package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// screen draws everything there is.
func (a *app) screen() tea.View {
	v := tea.NewView(a.draw())
	v.AltScreen = true
	v.ReportFocus = true
	if a.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = a.Theme.Plain(frame.Title(a.Env))
	v.ProgressBar = a.person.ProgressBar()
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
	lines := a.front().Lines()
	for _, s := range a.sheets {
		lines = a.cover(lines, s.Lines())
	}
	return a.Theme.Plain(strings.Join(lines, "\n"))
}

// cover lays a sheet over the lowest of the lines.
func (a *app) cover(lines, sheet []string) []string {
	return append(lines[:max(0, min(len(lines), a.Height-len(sheet)))], sheet...)
}
