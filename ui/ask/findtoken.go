package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
)

// FindToken looks for the token, which may take until the user answers a dialog
// elsewhere. It returns nil when there is one to use, or why there is none; ctx
// ends it.
type FindToken func(ctx context.Context) error

// TokenFound says how the search for the token ended.
type TokenFound struct{ Err error }

// StartFinding begins the search for the token, if there is one to make, and
// answers with a [TokenFound]. Nothing is asked until it ends.
func (a *Polling) StartFinding(ctx context.Context) tea.Cmd {
	find := a.Find
	if find == nil {
		return nil
	}
	ctx, a.stop = context.WithCancel(ctx)
	a.env.Sought = a.env.Now
	return fault.Guarded(func() tea.Msg { return TokenFound{find(ctx)} })
}

// Finding reports whether the search for the token is under way.
func (a *Polling) Finding() bool { return a.stop != nil }

// StopFinding cancels the search for the token; its [TokenFound] still comes.
func (a *Polling) StopFinding() { a.stop() }

// FindingEnded notes that the search has ended.
func (a *Polling) FindingEnded() {
	a.stop()
	a.stop, a.env.Sought = nil, time.Time{}
}
