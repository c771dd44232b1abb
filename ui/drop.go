package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// drop takes tasks off the watchlist. HubSpot is not told: nothing changes
// there.
func (a *app) drop(tasks ...*model.Task) tea.Cmd {
	if len(tasks) == 0 {
		return nil
	}
	var marked []model.TaskID
	for _, t := range tasks {
		if a.table.marks.has(t.ID) {
			marked = append(marked, t.ID)
		}
	}
	ch := a.session.Drop(tasks, marked)
	a.say("dropped %s, %s brings %s back", named(tasks), a.Keys.Name(keys.Undo), itOrThem(tasks))
	a.took(ch)
	return a.exchange()
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
	back, ok := a.session.Undo()
	if !ok {
		a.say("nothing to undo")
		return nil
	}
	for _, id := range back.Marked {
		a.table.marks.set(id, true)
	}
	a.say("back: %s", named(back.Tasks))
	a.table.cursor = back.Tasks[0].ID
	a.table.count()
	a.table.fill()
	return a.exchange()
}
