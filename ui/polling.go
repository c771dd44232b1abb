package ui

import (
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
)

// pollDue starts the checks that are due.
func (a *app) pollDue() tea.Cmd {
	if !a.polling.May() {
		return nil
	}
	return a.polling.StartDue(a.ctx, a.front.Screen().Shown())
}

// checked handles one answer and asks the next task. What an answer tells is
// drawn at once if it is new and in view, or about the task that is looked at;
// everything else is drawn with the ages, once a second.
func (a *app) checked(msg ask.Checked) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	if msg.Observation.Err != nil || a.Pace().Outage() != nil || a.front.LooksAt(msg.Observation.ID) {
		a.redraw()
	}
	a.announce(a.session.Observe(msg.Observation, rand.Float64()))
	return a.pollDue()
}

// searched handles what a search for folders found.
func (a *app) searched(msg ask.Searched) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	a.announce(a.session.Found(msg.Search, msg.Folders, msg.Err, a.Now))
	return a.pollDue()
}

// surveyed handles what a look at folders of the plan has shown.
func (a *app) surveyed(msg ask.Surveyed) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	a.announce(a.session.Looked(msg.Question, msg.Folders, msg.After, msg.Err, a.Now))
	return a.pollDue()
}

// checkNow has tasks asked out of turn.
func (a *app) checkNow(tasks ...*model.Task) {
	if len(tasks) > 0 {
		a.say("%s", a.polling.CheckNow(tasks...))
	}
}

// checkAllNow has every task asked that can still change.
func (a *app) checkAllNow() tea.Cmd {
	said, cmd := a.polling.CheckAllNow(a.ctx)
	if said != "" {
		a.say("%s", said)
	}
	return tea.Batch(cmd, a.pollDue())
}
