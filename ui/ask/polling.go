package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/screen"
)

// Options are the collaborators of a [Polling]. Checker and Clock are required;
// anything else may be nil.
type Options struct {
	Checker  session.Checker
	Searcher session.Searcher
	Looker   session.Looker
	Clock    func() time.Time
	Account  func(context.Context) (model.Account, error)
	Find     FindToken
	Limiter  session.Limiter
	Hold     func(held bool) // is told when a user pauses and goes on
}

// Polling decides, for the dashboard, what HubSpot is asked and when, by the
// session's schedule and by what the user wants. It belongs to the event loop.
type Polling struct {
	Options
	env     *screen.Env
	session *session.Session
	stop    context.CancelFunc // ends the search for the token; nil unless it goes on
}

// New returns the polling of a session.
func New(e *screen.Env, s *session.Session, with Options) *Polling {
	return &Polling{Options: with, env: e, session: s}
}

// StartDue starts the checks, searches and looks that are due and that the request
// limits allow now, each as a command of its own. Tasks in shown come first.
func (a *Polling) StartDue(ctx context.Context, shown []model.TaskID) tea.Cmd {
	due := a.session.Due(a.env.Now, shown, a.Limiter)
	cmds := make([]tea.Cmd, 0, len(due.Checks)+len(due.Searches)+len(due.Looks))
	for _, q := range due.Searches {
		cmds = append(cmds, search(ctx, a.Searcher, q))
	}
	for _, q := range due.Looks {
		cmds = append(cmds, look(ctx, a.Looker, q))
	}
	for _, id := range due.Checks {
		cmds = append(cmds, check(ctx, a.Checker, a.Clock, id))
	}
	return tea.Batch(cmds...)
}

// May reports whether anything may be asked now.
func (a *Polling) May() bool {
	return !a.Tokenless() && a.env.Replay == nil && a.session.MayAsk(a.env.Now)
}

// NextIn returns how long it takes until the next check is due, or until the
// limits allow one. ok is false if passing time alone brings neither.
func (a *Polling) NextIn() (wait time.Duration, ok bool) {
	at := a.session.NextAt(a.env.Now)
	return at.Sub(a.env.Now), !at.IsZero()
}

// CheckNow has tasks checked as soon as the limits allow. It returns what to
// tell the user.
func (a *Polling) CheckNow(tasks ...*model.Task) string {
	if why := a.waits(); why != "" {
		return why
	}
	a.session.Want(tasks...)
	return "checking " + a.env.Theme.Named(a.env.Width, tasks...)
}

// CheckAllNow has every open task checked, or looks for the token again if
// there is none. It returns what to tell the user, "" for nothing.
func (a *Polling) CheckAllNow(ctx context.Context) (said string, look tea.Cmd) {
	if a.env.NoToken != "" && a.Find != nil {
		a.env.NoToken = ""
		return "", a.StartFinding(ctx)
	}
	if why := a.waits(); why != "" {
		return why, nil
	}
	return "checking " + model.Plural(a.session.WantOpen(), "task"), nil
}

// waits returns why this process is not the one to ask, "" if it is.
func (a *Polling) waits() string {
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

// Pause pauses polling, or resumes it.
func (a *Polling) Pause() {
	held := !a.env.Pace().Held
	a.session.Hold(held, a.env.Now)
	if a.Hold != nil {
		a.Hold(held)
	}
}

// AskAccount asks HubSpot which account the token belongs to, if there is a token.
func (a *Polling) AskAccount(ctx context.Context) tea.Cmd {
	if a.Tokenless() {
		return nil
	}
	return account(ctx, a.Account)
}

// Tokenless reports whether there is no token to ask with.
func (a *Polling) Tokenless() bool { return a.env.NoToken != "" || a.Finding() }
