package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// drop takes tasks off the watchlist. Nothing changes in HubSpot.
func (a *app) drop(tasks ...*model.Task) tea.Cmd {
	if len(tasks) == 0 {
		return nil
	}
	ch := a.session.Drop(tasks, a.front.Table.Marked(tasks))
	a.say("dropped %s, %s brings %s back", a.Theme.Named(a.Width, tasks...), a.Keys.Name(keys.Undo), itOrThem(tasks))
	a.announce(ch)
	return a.exchange()
}

func itOrThem(tasks []*model.Task) string {
	if len(tasks) == 1 {
		return "it"
	}
	return "them"
}

// undrop restores the tasks that were dropped last.
func (a *app) undrop() tea.Cmd {
	back, ok := a.session.Undo()
	if !ok {
		a.say("nothing to undo")
		return nil
	}
	a.say("back: %s", a.Theme.Named(a.Width, back.Tasks...))
	a.front.Table.Bring(back.Tasks, back.Marked)
	return a.exchange()
}
