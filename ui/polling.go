package ui

import (
	"context"
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
	"hubwatch/ui/pulse"
)

// checks starts the checks that are due and that the request limits allow now,
// each a command of its own. What has to wait is chosen when its turn comes.
func (a *app) checks() tea.Cmd {
	if a.tokenless() || a.Replay != nil || !a.session.MayAsk(a.Now) {
		return nil
	}
	due := a.session.Due(a.Now, a.front().Shown(), a.budget())
	if a.opt.Hurry != nil {
		a.opt.Hurry(due.Hurried)
	}
	cmds := make([]tea.Cmd, 0, len(due.Checks)+len(due.Searches)+1)
	for _, search := range due.Searches {
		cmds = append(cmds, ask.Folders(a.ctx, a.opt.Searcher, search))
	}
	for _, id := range due.Checks {
		cmds = append(cmds, ask.Task(a.ctx, a.opt.Checker, a.opt.Clock, id))
	}
	return tea.Batch(append(cmds, a.wake())...)
}

// asking is what is under way between a person and HubSpot.
type asking struct {
	turn     time.Time          // when a turnMsg comes, the zero time if none does
	stopFind context.CancelFunc // ends the search for the token; nil unless it goes on
}

// turnMsg says that a check may be due between two ticks.
type turnMsg struct{}

// wake asks for a turnMsg when the next check is due, or the limits allow one
// again, if that is before the next tick.
func (a *app) wake() tea.Cmd {
	at := a.session.NextAt(a.Now)
	if at.IsZero() {
		return nil
	}
	wait := max(at.Sub(a.Now), shortestWake)
	if wait >= pulse.Every || !a.asking.turn.IsZero() && !a.Now.Add(wait).Before(a.asking.turn) {
		return nil
	}
	a.asking.turn = a.Now.Add(wait)
	return tea.Tick(wait, func(time.Time) tea.Msg { return turnMsg{} })
}

// shortestWake keeps the program from turning in circles.
const shortestWake = 5 * time.Millisecond

// checked takes in one answer and asks the next task. What an answer tells is drawn
// at once if it is new and in view, or about the task that is looked at; all else is
// drawn with the ages, once a second.
func (a *app) checked(msg ask.Checked) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	if msg.Observation.Err != nil || a.Pace().Outage() != nil || a.looksAt(msg.Observation.ID) {
		a.redraw()
	}
	a.took(a.session.Observe(msg.Observation, rand.Float64()))
	return a.checks()
}

// looksAt tells whether a task is open or under the cursor.
func (a *app) looksAt(id model.TaskID) bool {
	under := a.table.Current()
	return a.task.ID() == id || under != nil && under.ID == id
}

// searched takes in what a search for folders found.
func (a *app) searched(msg ask.Searched) tea.Cmd {
	if a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	a.took(a.session.Found(msg.Search, msg.Folders, msg.Err, a.Now))
	return a.checks()
}

// refresh asks about tasks out of turn, inside the limit.
func (a *app) refresh(tasks ...*model.Task) tea.Cmd {
	if len(tasks) == 0 || a.waitsForOther() {
		return nil
	}
	a.session.Want(tasks...)
	a.say("checking %s", model.Named(tasks))
	return a.checks()
}

// waitsForOther tells, and says, that it is not for us to ask.
func (a *app) waitsForOther() bool {
	a.NoToken = "" // there may be one by now
	switch {
	case a.asking.stopFind != nil:
		a.say("HubSpot is asked as soon as there is a token")
	case a.Replay != nil:
		a.say("a replay asks HubSpot nothing")
	case a.session.MayAsk(a.Now), a.Pace().Stopped() != nil:
		return false
	case a.Poller() != "":
		a.say("another hubwatch asks HubSpot: %s", a.Poller())
	default:
		a.say("HubSpot is not asked before it is clear who asks")
	}
	return true
}

// refreshAll asks about every task that can still change.
func (a *app) refreshAll() tea.Cmd {
	if a.NoToken != "" && a.opt.Find != nil {
		a.NoToken = ""
		return a.find()
	}
	if a.waitsForOther() {
		return nil
	}
	n := a.session.WantOpen()
	a.say("checking %s", model.Plural(n, "task"))
	return a.checks()
}

// pause stops the polling, or goes on.
func (a *app) pause() {
	held := !a.Pace().Held
	a.session.Hold(held, a.Now)
	if a.opt.Hold != nil {
		a.opt.Hold(held)
	}
}

// budget is what the request limits allow now; nil if that is not known.
func (a *app) budget() *model.Budget {
	if a.Budget == nil {
		return nil
	}
	b := a.Budget()
	return &b
}

// forecast tells the limiter, now and then, how long the work will take.
func (a *app) forecast() {
	if left, due := a.session.ExpectEnd(a.Now, a.budget()); due && a.opt.Expect != nil {
		a.opt.Expect(left)
	}
}

// asksAccount asks whose the token is, if there is one.
func (a *app) asksAccount() tea.Cmd {
	if a.tokenless() {
		return nil
	}
	return ask.Account(a.ctx, a.opt.Account)
}
