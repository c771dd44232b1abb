package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// dropped is a task that was dropped, with its place, so that it can come back.
type dropped struct {
	task  *model.Task
	place int
}

// drop takes a task off the watchlist. HubSpot is not told: nothing changes
// there.
func (a *app) drop(t *model.Task) tea.Cmd {
	if t == nil {
		return nil
	}
	a.edit(EditDrop, t)
	task, place := a.list.Drop(t.ID)
	a.causes.forget(t.ID)
	a.undo = append(a.undo, dropped{task, place})
	a.say("dropped %s, z brings it back", t.ID)
	a.afterDrop()
	return a.syncing()
}

// undrop brings the task back that was dropped last.
func (a *app) undrop() tea.Cmd {
	if len(a.undo) == 0 {
		a.say("nothing to undo")
		return nil
	}
	last := a.undo[len(a.undo)-1]
	a.undo = a.undo[:len(a.undo)-1]
	a.list.Undrop(last.task, last.place)
	a.causes.learn(last.task)
	a.edit(EditUndrop, last.task)
	a.say("%s is back", last.task.ID)
	a.table.forget(&a.list)
	a.table.hold(last.task.ID)
	a.keys.enable(true, a.task != nil)
	return a.syncing()
}
