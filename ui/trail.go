package ui

import (
	"slices"

	"hubwatch/ui/groups"
	"hubwatch/ui/table"
	"hubwatch/ui/task"
)

// stop is a screen that a person went on from, as it was.
type stop struct {
	called string
	groups *groups.Screen // nil unless the groups were in front
	task   *task.Screen   // nil unless a task was
	table  *table.View    // nil keeps the table as it is
}

// longestTrail is how many stops are remembered: whoever goes on and on forgets
// where it began.
const longestTrail = 16

// depart remembers the screen in front, for the way back. changes is that the
// table will not be what it is now.
func (a *app) depart(changes bool) {
	s := stop{called: a.called(), groups: a.groups}
	if a.task.ID() != "" {
		was := *a.task
		s.task = &was
	}
	if changes {
		v := a.table.View()
		s.table = &v
	}
	a.closeGroups()
	a.task.Close()
	a.trail = append(a.trail, s)
	a.trail = a.trail[max(0, len(a.trail)-longestTrail):]
	a.Back = s.called
}

// goBack goes back to the screen that the one in front was opened from. A task that
// is gone is passed by.
func (a *app) goBack() {
	a.closeGroups()
	a.task.Close()
	for len(a.trail) > 0 {
		s := a.trail[len(a.trail)-1]
		a.trail = slices.Delete(a.trail, len(a.trail)-1, len(a.trail))
		if s.table != nil {
			a.table.Restore(*s.table)
		}
		a.groups = s.groups
		if s.task == nil {
			break
		}
		if *a.task = *s.task; a.task.Task() != nil {
			break
		}
		a.task.Close()
	}
	a.Back = ""
	if n := len(a.trail); n > 0 {
		a.Back = a.trail[n-1].called
	}
	if a.groups != nil {
		a.groups.Refresh()
		a.groups.Layout(true)
	}
}

// called is what the screen in front is called.
func (a *app) called() string {
	switch {
	case a.task.ID() != "":
		return "the task"
	case a.groups != nil:
		return a.groups.Called()
	}
	return a.table.Called()
}
