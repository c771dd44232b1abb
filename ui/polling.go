package ui

import (
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// checks starts the checks that are due and that the request limits allow now,
// each a command of its own. What has to wait is chosen when its turn comes.
func (a *app) checks() tea.Cmd {
	if !a.mayPoll() || a.tokenless() || a.opt.Replay != nil {
		return nil
	}
	a.list.Show(a.shown(), a.Now)
	if a.opt.Budget != nil {
		a.pace.Turns(a.opt.Budget())
	}
	due := a.list.Due(a.Now, &a.pace)
	if a.opt.Hurry != nil {
		a.opt.Hurry(a.pace.Hurried())
	}
	cmds := make([]tea.Cmd, 0, len(due)+1)
	for _, id := range due {
		cmds = append(cmds, checkCmd(a.ctx, a.opt.Checker, a.opt.Clock, id, a.gen))
	}
	return tea.Batch(append(cmds, a.wake())...)
}

// turnMsg says that a check may be due between two ticks.
type turnMsg struct{}

// wake asks for a turnMsg when the next check is due, or the limits allow one
// again, if that is before the next tick.
func (a *app) wake() tea.Cmd {
	if a.pace.Held || !a.pace.Open(a.Now, a.list.InFlight()) {
		return nil
	}
	at := a.list.NextAt(a.Now, &a.pace)
	if at.IsZero() {
		return nil
	}
	wait := max(at.Sub(a.Now), shortestWake)
	if wait >= tickEvery || !a.turn.IsZero() && !a.Now.Add(wait).Before(a.turn) {
		return nil
	}
	a.turn = a.Now.Add(wait)
	return tea.Tick(wait, func(time.Time) tea.Msg { return turnMsg{} })
}

// shortestWake keeps the program from turning in circles.
const shortestWake = 5 * time.Millisecond

// checked takes in one answer and asks the next task.
func (a *app) checked(msg checkedMsg) tea.Cmd {
	if msg.gen != a.gen || a.ctx.Err() != nil {
		return nil
	}
	a.clock()
	events := a.list.Apply(msg.obs)
	if a.pace.Observe(msg.obs, rand.Float64()) {
		a.list.Forgive(a.Now)
	}
	a.learn(a.list.Task(msg.obs.ID))
	a.tellWrong()
	a.sync.mark(msg.obs.ID)
	a.sync.outbox.Events = append(a.sync.outbox.Events, events...)
	a.happened(events)
	if t := a.list.Task(msg.obs.ID); t != nil {
		a.table.update(t)
	}
	return a.checks()
}

// refresh asks about tasks out of turn, inside the limit.
func (a *app) refresh(tasks ...*model.Task) tea.Cmd {
	if len(tasks) == 0 || a.waitsForOther() {
		return nil
	}
	a.pace.Resume()
	for _, t := range tasks {
		a.list.Want(t.ID)
	}
	a.say("checking %s", named(tasks))
	return a.checks()
}

// waitsForOther tells, and says, that it is not for us to ask.
func (a *app) waitsForOther() bool {
	a.opt.NoToken = "" // there may be one by now
	switch {
	case a.finding != nil:
		a.say("HubSpot is asked as soon as there is a token")
	case a.opt.Replay != nil:
		a.say("a replay asks HubSpot nothing")
	case a.mayPoll(), a.pace.Stopped() != nil:
		return false
	case a.sync.poller != "":
		a.say("another hubwatch asks HubSpot: %s", a.sync.poller)
	default:
		a.say("HubSpot is not asked before it is clear who asks")
	}
	return true
}

// refreshAll asks about every task that can still change.
func (a *app) refreshAll() tea.Cmd {
	if a.opt.NoToken != "" && a.opt.Find != nil {
		a.opt.NoToken = ""
		return a.find()
	}
	if a.waitsForOther() {
		return nil
	}
	a.pace.Resume()
	n := 0
	for _, t := range a.list.Tasks() {
		if !t.State().Final() && a.list.Want(t.ID) {
			n++
		}
	}
	a.say("checking %s", model.Plural(n, "task"))
	return a.checks()
}

// pause stops the polling, or goes on.
func (a *app) pause() {
	a.pace.Held = !a.pace.Held
	if a.opt.Hold != nil {
		a.opt.Hold(a.pace.Held)
	}
}

// prediction is how many checks the next hour will take.
type prediction struct {
	hourly int
	of     int       // how many forecasts it is the average of
	next   time.Time // when it is made anew
}

const (
	predictEvery = 5 * time.Second // spares looking at every task for each frame
	predictOver  = 24              // forecasts: how many tasks run at a moment is chance
)

// take takes in a forecast. One that is quite different means that other tasks
// are watched now, and counts at once.
func (p *prediction) take(forecast int) {
	if forecast > 2*p.hourly || 2*forecast < p.hourly {
		p.hourly, p.of = forecast, 0
	}
	p.of = min(p.of+1, predictOver)
	p.hourly += (forecast - p.hourly) / p.of
}

// predict counts what the tasks want, within what the limits allow, and tells
// the limiter how long the work will take.
func (a *app) predict() {
	if a.opt.Budget == nil || a.Now.Before(a.prediction.next) {
		return
	}
	if left, _ := a.list.Left(); a.opt.Expect != nil {
		a.opt.Expect(left)
	}
	a.prediction.take(min(a.list.Forecast(a.Now, time.Hour), a.opt.Budget().PerHour))
	a.prediction.next = a.Now.Add(predictEvery)
}
