package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model/session"
	"hubwatch/ui/fault"
)

// comparedMsg carries the result of comparing failed tasks with good ones.
type comparedMsg session.Compared

// compare compares failed tasks with good ones, off the event loop, if the
// groups are open and something may have changed.
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

// compared handles the result.
func (a *app) compared(msg comparedMsg) {
	a.session.Learn(session.Compared(msg))
	a.front.Regrouped()
}
