package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model/session"
	"hubwatch/ui/fault"
)

// comparedMsg carries what came of comparing the failed with the good.
type comparedMsg session.Compared

// compare compares the failed with the good, off the event loop, if a user
// looks at the groups and something may have changed.
func (a *app) compare() tea.Cmd {
	if a.front.Groups == nil {
		return nil
	}
	run := a.session.Compare(a.Now)
	if run == nil {
		return nil
	}
	return fault.Guarded(func() tea.Msg { return comparedMsg(run()) })
}

// compared handles what was found.
func (a *app) compared(msg comparedMsg) {
	a.session.Learn(session.Compared(msg))
	a.front.Regrouped()
}
