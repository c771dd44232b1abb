package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/fault"
	"hubwatch/ui/pulse"
	"hubwatch/ui/screen"
)

// With is whom an [Asking] asks, and whom it tells. Checker and Clock are required,
// what is nil is left out.
type With struct {
	Checker  session.Checker
	Searcher session.Searcher
	Looker   session.Looker
	Clock    func() time.Time
	Account  func(context.Context) (model.Account, error)
	Find     Find
	Limiter  session.Limiter
	Hold     func(held bool) // is told when a person pauses and goes on
}

// Asking is what goes on between a person and HubSpot: what is asked when, and what
// a person wants asked. It belongs to the event loop.
type Asking struct {
	With
	env     *screen.Env
	session *session.Session
	turn    time.Time          // when a [Turn] comes, the zero time if none does
	stop    context.CancelFunc // ends the search for the token; nil unless it goes on
}

// New is the asking for a session.
func New(e *screen.Env, s *session.Session, with With) *Asking {
	return &Asking{With: with, env: e, session: s}
}

// Due starts the checks that are due and that the request limits allow now, each a
// command of its own, those of tasks in shown first. What has to wait is chosen when
// its turn comes.
func (a *Asking) Due(ctx context.Context, shown []model.TaskID) tea.Cmd {
	due := a.session.Due(a.env.Now, shown, a.Limiter)
	cmds := make([]tea.Cmd, 0, len(due.Checks)+len(due.Searches)+len(due.Looks)+1)
	for _, search := range due.Searches {
		cmds = append(cmds, folders(ctx, a.Searcher, search))
	}
	for _, q := range due.Looks {
		cmds = append(cmds, look(ctx, a.Looker, q))
	}
	for _, id := range due.Checks {
		cmds = append(cmds, task(ctx, a.Checker, a.Clock, id))
	}
	return tea.Batch(append(cmds, a.wake())...)
}

// May tells whether anything may be asked now.
func (a *Asking) May() bool {
	return !a.Tokenless() && a.env.Replay == nil && a.session.MayAsk(a.env.Now)
}

// Turn says that a check may be due between two ticks.
type Turn struct{}

// Turned takes in that the turn came.
func (a *Asking) Turned() { a.turn = time.Time{} }

// shortestWake keeps the program from turning in circles.
const shortestWake = 5 * time.Millisecond

// wake asks for a [Turn] when the next check is due, or the limits allow one again,
// if that is before the next tick.
func (a *Asking) wake() tea.Cmd {
	now := a.env.Now
	at := a.session.NextAt(now)
	if at.IsZero() {
		return nil
	}
	wait := max(at.Sub(now), shortestWake)
	if wait >= pulse.Every || !a.turn.IsZero() && !now.Add(wait).Before(a.turn) {
		return nil
	}
	a.turn = now.Add(wait)
	return tea.Tick(wait, func(time.Time) tea.Msg { return Turn{} })
}

// Want has tasks asked out of turn, inside the limit. It returns what to say.
func (a *Asking) Want(tasks ...*model.Task) string {
	if why := a.waits(); why != "" {
		return why
	}
	a.session.Want(tasks...)
	return "checking " + a.env.Theme.Named(a.env.Width, tasks...)
}

// WantAll has every task asked that can still change, or looks for the token
// again. It returns what to say, "" for nothing.
func (a *Asking) WantAll(ctx context.Context) (said string, look tea.Cmd) {
	if a.env.NoToken != "" && a.With.Find != nil {
		a.env.NoToken = ""
		return "", a.Look(ctx)
	}
	if why := a.waits(); why != "" {
		return why, nil
	}
	return "checking " + model.Plural(a.session.WantOpen(), "task"), nil
}

// waits is why it is not for us to ask, "" if it is.
func (a *Asking) waits() string {
	a.env.NoToken = "" // there may be one by now
	switch {
	case a.stop != nil:
		return "HubSpot is asked as soon as there is a token"
	case a.env.Replay != nil:
		return "a replay asks HubSpot nothing"
	case a.session.MayAsk(a.env.Now), a.env.Pace().Stopped() != nil:
		return ""
	case a.env.Poller() != "":
		return "another hubwatch asks HubSpot: " + a.env.Poller()
	}
	return "HubSpot is not asked before it is clear who asks"
}

// Pause stops the polling, or goes on.
func (a *Asking) Pause() {
	held := !a.env.Pace().Held
	a.session.Hold(held, a.env.Now)
	if a.Hold != nil {
		a.Hold(held)
	}
}

// Whose asks whose the token is, if there is one.
func (a *Asking) Whose(ctx context.Context) tea.Cmd {
	if a.Tokenless() {
		return nil
	}
	return account(ctx, a.Account)
}

// Tokenless tells whether there is no token to ask with.
func (a *Asking) Tokenless() bool { return a.env.NoToken != "" || a.Looking() }

// Find looks for the token, which may wait for a person to answer a dialog
// elsewhere. It returns when there is one to ask HubSpot with, or why there is
// none; ctx ends it.
type Find func(ctx context.Context) error

// Found says how the search for the token ended.
type Found struct{ Err error }

// Look begins the search for the token, if there is one to begin, and answers with a
// [Found]. Until it ends nothing is asked.
func (a *Asking) Look(ctx context.Context) tea.Cmd {
	find := a.With.Find
	if find == nil {
		return nil
	}
	ctx, a.stop = context.WithCancel(ctx)
	a.env.Sought = a.env.Now
	return fault.Guarded(func() tea.Msg { return Found{find(ctx)} })
}

// Looking tells whether the token is looked for.
func (a *Asking) Looking() bool { return a.stop != nil }

// LookNoMore ends the search for the token, which answers all the same.
func (a *Asking) LookNoMore() { a.stop() }

// Looked takes in that the search has ended.
func (a *Asking) Looked() {
	a.stop()
	a.stop, a.env.Sought = nil, time.Time{}
}
