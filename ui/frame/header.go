// Package frame draws what surrounds every screen: the overall progress, what
// is to be done, notices, the journal, and the hints. Everything is drawn from
// what screens see; no state is kept here.
package frame

import (
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
)

// Header returns the first lines of the dashboard: the overall progress, and
// what is to be done again. If there is room for only one line, it is the
// second with the progress at its right.
func Header(e *screen.Env, lines int) []string {
	if lines < 2 {
		return []string{headline(e, settledText(e))}
	}
	return []string{progressLine(e), headline(e, "")}
}

// HeaderLines returns how many lines of header the screen has.
func HeaderLines(e *screen.Env) int {
	if e.Height < 14 {
		return 1
	}
	return 2
}

// From these widths on whose tasks they are is told at more length.
const (
	profileFrom = 60
	nameFrom    = 120
)

// putAccount writes whose tasks they are.
func putAccount(e *screen.Env, l *page.Line) {
	id := e.Account.PortalID.Line()
	if e.Width >= nameFrom {
		l.Put(e.Theme.Title, "hubwatch")
		l.Put(e.Theme.Text, "  ")
	}
	if e.Width >= profileFrom || id == "" {
		l.Put(e.Theme.Account, e.Theme.UpTo(e.Where, max(8, e.Width/4)))
		if id != "" {
			l.Put(e.Theme.Text, " ")
		}
	}
	l.Put(e.Theme.Faint, e.Theme.UpTo(id, max(8, e.Width/4)))
	if region := e.Account.Region.Line(); region != "" && id != "" && e.Width >= nameFrom {
		l.Put(e.Theme.Faint, e.Theme.UpTo(" ("+region+")", 20))
	}
}

// AccountName returns the shortest name that tells the account from others.
func AccountName(e *screen.Env) string {
	if id := e.Account.PortalID; id != "" {
		return id.Line()
	}
	return e.Where
}
