// Package front holds the screens, which of them fills the terminal, and the
// way back to those the user came from.
package front

import (
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/frame"
	"hubwatch/ui/groups"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/table"
	"hubwatch/ui/task"
)

// Front is the screen in front, and those that can take its place.
type Front struct {
	Table  *table.Screen  // always there
	Task   *task.Screen   // without an ID unless it is in front
	Groups *groups.Screen // nil unless they are in front

	env     *screen.Env
	trail   []stop // where a user came from, the latest last
	grouped string // how a user last grouped; "" is by cause
}

// New returns a Front with the table in front.
func New(e *screen.Env, t *table.Screen) *Front {
	return &Front{Table: t, Task: task.New(e), env: e}
}

// Screen returns what fills the terminal.
func (f *Front) Screen() screen.Screen {
	switch {
	case f.Task.ID() != "":
		return f.Task
	case f.Groups != nil:
		return f.Groups
	}
	return f.Table
}

// Here returns what decides which actions work.
func (f *Front) Here() keys.Here { return frame.Here(f.env, f.Screen().Place()) }

// LooksAt reports whether a task is open or under the cursor.
func (f *Front) LooksAt(id model.TaskID) bool {
	under := f.Table.Current()
	return f.Task.ID() == id || under != nil && under.ID == id
}

// Open opens a task, unless it is nil.
func (f *Front) Open(t *model.Task) []screen.Intent {
	if t == nil {
		return nil
	}
	if f.Task.ID() == "" {
		f.depart(false)
	}
	if f.Task.ID() != t.ID {
		f.Task.Open(t.ID)
		f.Table.Hold(t.ID)
	}
	f.Layout()
	return f.Task.Want()
}

// Step opens another task of the table.
func (f *Front) Step(by screen.Step) []screen.Intent {
	if !by.ToDo {
		return f.Open(f.Table.Step(by.By))
	}
	t := f.Table.StepProblem(by.By)
	if t == nil {
		return []screen.Intent{screen.Say{Text: "nothing shown in the table is to do"}}
	}
	return f.Open(t)
}

// OpenGroups opens the groups, by the grouping the user chose last; for a task
// that has a cause, by cause.
func (f *Front) OpenGroups(of *model.Task) {
	by := f.grouped
	if of != nil && f.env.Causes().Of(of.ID) != nil {
		by = ""
	}
	f.depart(false)
	f.Groups = groups.New(f.env, f.Table.MarkedText, by)
	if of != nil {
		f.Groups.Seek(of.ID)
	}
}

// Narrow shows the table with a filter.
func (f *Front) Narrow(filter string) {
	f.depart(true)
	f.Table.Narrow(filter)
}

// ShowTab shows a tab of the table, counted from 1.
func (f *Front) ShowTab(number int) {
	f.depart(true)
	f.Table.ShowTab(number - 1)
}

// Changed handles changes of the session. A task that is gone is closed.
func (f *Front) Changed(ch session.Changes) {
	f.Table.Changed(ch)
	switch {
	case f.Groups == nil:
	case ch.Anew:
		f.Groups.Refresh() // what is under the cursor is told again, too
	case len(ch.Tasks)+len(ch.Gone) > 0:
		f.Groups.Changed()
	}
	if f.Task.ID() != "" && f.Task.Task() == nil {
		f.Back()
	}
}

// Regrouped rebuilds the groups with what is known now.
func (f *Front) Regrouped() {
	if f.Groups != nil {
		f.Groups.Refresh()
	}
}

// Layout sizes everything and updates an open task.
func (f *Front) Layout() {
	f.Table.Layout(f.Task.ID() == "" && f.Groups == nil)
	switch {
	case f.Task.ID() != "":
		f.Task.Layout(f.Table.Position())
	case f.Groups != nil:
		f.Groups.Layout(false)
	}
}

// Resized is Layout for a terminal with another size or other colors.
func (f *Front) Resized() {
	f.Layout()
	if f.Groups != nil {
		f.Groups.Layout(true)
	}
}
