package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/fault"
	"hubwatch/ui/groups"
)

// comparedMsg carries what came of comparing the failed with the good.
type comparedMsg session.Compared

// compare compares the failed with the good, off the event loop, if a person
// looks at the groups and something may have changed.
func (a *app) compare() tea.Cmd {
	if a.groups == nil {
		return nil
	}
	run := a.session.Compare(a.Now)
	if run == nil {
		return nil
	}
	return fault.Guarded(func() tea.Msg { return comparedMsg(run()) })
}

// compared takes in what was found.
func (a *app) compared(msg comparedMsg) {
	a.session.Learn(session.Compared(msg))
	if a.groups != nil {
		a.groups.Refresh()
	}
}

// openGroups groups the tasks, in the way a person chose last; if it is about a
// task, by cause where it has one.
func (a *app) openGroups(of *model.Task) {
	by := a.memory.groupedBy
	if of != nil && a.Causes().Of(of.ID) != nil {
		by = ""
	}
	a.depart(false)
	a.groups = groups.New(a.Env, a.table.MarkedText, by)
	if of != nil {
		a.groups.Seek(of.ID)
	}
}

func (a *app) closeGroups() {
	if a.groups != nil {
		a.memory.groupedBy = a.groups.Chosen
	}
	a.groups = nil
}
