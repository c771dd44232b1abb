package front

import (
	"slices"

	"hubwatch/ui/groups"
	"hubwatch/ui/table"
	"hubwatch/ui/task"
)

// stop is a screen that the user went on from, as it was.
type stop struct {
	called string
	groups *groups.Screen // nil unless the groups were in front
	task   *task.Screen   // nil unless a task was
	table  *table.View    // nil keeps the table as it is
}

// longestTrail is how many stops are remembered; older ones are forgotten.
const longestTrail = 16

// depart remembers the screen in front for the way back. changes means that the
// table will not stay as it is.
func (f *Front) depart(changes bool) {
	s := stop{called: f.called(), groups: f.Groups}
	if f.Task.ID() != "" {
		was := *f.Task
		s.task = &was
	}
	if changes {
		v := f.Table.View()
		s.table = &v
	}
	f.closeGroups()
	f.Task.Close()
	f.trail = append(f.trail, s)
	f.trail = f.trail[max(0, len(f.trail)-longestTrail):]
	f.env.Back = s.called
}

// Back returns to the screen from which the one in front was opened. A task
// that is gone is skipped.
func (f *Front) Back() {
	f.closeGroups()
	f.Task.Close()
	for len(f.trail) > 0 {
		s := f.trail[len(f.trail)-1]
		f.trail = slices.Delete(f.trail, len(f.trail)-1, len(f.trail))
		if s.table != nil {
			f.Table.Restore(*s.table)
		}
		f.Groups = s.groups
		if s.task == nil {
			break
		}
		if *f.Task = *s.task; f.Task.Task() != nil {
			break
		}
		f.Task.Close()
	}
	f.env.Back = ""
	if n := len(f.trail); n > 0 {
		f.env.Back = f.trail[n-1].called
	}
	if f.Groups != nil {
		f.Groups.Refresh()
		f.Groups.Layout(true)
	}
}

// called returns what the screen in front is called.
func (f *Front) called() string {
	switch {
	case f.Task.ID() != "":
		return "the task"
	case f.Groups != nil:
		return f.Groups.Called()
	}
	return f.Table.Called()
}

// closeGroups remembers how they were grouped.
func (f *Front) closeGroups() {
	if f.Groups != nil {
		f.grouped = f.Groups.Chosen
	}
	f.Groups = nil
}
