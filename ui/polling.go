package ui

import (
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
)

// pollDue starts the checks, searches and looks that are due.
func (a *app) pollDue() tea.Cmd {
	if !a.polling.May() {
		return nil
	}
	cmd := a.polling.StartDue(a.ctx, a.front.Screen().Shown())
	if wait, ok := a.polling.NextIn(); ok {
		a.pulse.In(wait)
	}
	return cmd
}

// checked handles one answer and starts the next checks. News about a task in
// view, or about the current one, is drawn at once; everything else with the
// ages, once a second.
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

// searched handles the result of a search for folders.
func (a *app) searched(msg ask.Searched) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	a.announce(a.session.Found(msg.Search, msg.Folders, msg.Err, a.Now))
	return a.pollDue()
}

// surveyed handles the result of a look at the plan's folders.
func (a *app) surveyed(msg ask.Surveyed) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	a.announce(a.session.Looked(msg.Question, msg.Folders, msg.After, msg.Err, a.Now))
	return a.pollDue()
}

// checkNow has tasks checked as soon as the limits allow.
func (a *app) checkNow(tasks ...*model.Task) {
	if len(tasks) > 0 {
		a.say("%s", a.polling.CheckNow(tasks...))
	}
}

// checkAllNow has every open task checked as soon as the limits allow.
func (a *app) checkAllNow() tea.Cmd {
	said, cmd := a.polling.CheckAllNow(a.ctx)
	if said != "" {
		a.say("%s", said)
	}
	return tea.Batch(cmd, a.pollDue())
}
