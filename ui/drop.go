package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// dropped is tasks that were dropped at once, with their places and marks, so
// that they can come back.
type dropped struct {
	tasks  []*model.Task
	places []int
	marked map[model.TaskID]bool
}

// drop takes tasks off the watchlist. HubSpot is not told: nothing changes
// there.
func (a *app) drop(tasks ...*model.Task) tea.Cmd {
	if len(tasks) == 0 {
		return nil
	}
	a.edit(EditDrop, tasks...)
	gone := dropped{tasks: tasks, marked: map[model.TaskID]bool{}}
	for _, t := range tasks {
		_, place := a.list.Drop(t.ID)
		gone.places = append(gone.places, place)
		gone.marked[t.ID] = a.table.marks.has(t.ID)
		a.forget(t.ID)
	}
	a.undo = append(a.undo, gone)
	a.say("dropped %s, %s brings %s back", named(tasks), pressName(a.Theme, a.keys.Undo), itOrThem(tasks))
	a.afterDrop()
	return a.syncing()
}

// named says which tasks, or how many.
func named(tasks []*model.Task) string {
	if len(tasks) == 1 {
		return string(tasks[0].ID)
	}
	return model.Plural(len(tasks), "task")
}

func itOrThem(tasks []*model.Task) string {
	if len(tasks) == 1 {
		return "it"
	}
	return "them"
}

// undrop brings the tasks back that were dropped last.
func (a *app) undrop() tea.Cmd {
	if len(a.undo) == 0 {
		a.say("nothing to undo")
		return nil
	}
	last := a.undo[len(a.undo)-1]
	a.undo = a.undo[:len(a.undo)-1]
	for i := len(last.tasks) - 1; i >= 0; i-- { // the last one first: the places are as they were then
		a.list.Undrop(last.tasks[i], last.places[i])
		a.learn(a.list.Task(last.tasks[i].ID)) // another one, if it was added anew
		if last.marked[last.tasks[i].ID] {
			a.table.marks.set(last.tasks[i].ID, true)
		}
	}
	a.edit(EditUndrop, last.tasks...)
	a.say("back: %s", named(last.tasks))
	a.table.cursor = last.tasks[0].ID
	a.table.count(&a.list)
	a.table.fill(&a.list)
	a.keys.enable(true, a.task != nil)
	return a.syncing()
}
