package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// claim puts the user on the current cause or tasks, or takes them off if they
// are on all of these already.
func (a *app) claim() tea.Cmd {
	if a.front.Groups == nil || a.front.Task.ID() != "" {
		a.announce(a.session.ClaimTasks(a.front.Screen().Tasks(), a.Now, a.Times))
		return a.exchange()
	}
	of := a.front.Groups.Cause()
	if of == nil {
		a.say("claims are of causes and tasks: %s groups by cause, %s shows the tasks", a.Keys.Name(keys.Group), a.Keys.Name(keys.Open))
		return nil
	}
	a.announce(a.session.ClaimCause(of, a.Now, a.Times))
	return a.exchange()
}

// refusesEdit reports whether the watchlist may not be changed here, and tells
// the user why.
func (a *app) refusesEdit() bool {
	err := a.ReadOnly()
	if err != nil {
		a.say("%s", model.Text(err.Error()).Line())
	}
	return err != nil
}
