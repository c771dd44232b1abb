package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
)

// FindToken looks for the token, which may wait for a user to answer a dialog
// elsewhere. It returns when there is one to ask HubSpot with, or why there is
// none; ctx ends it.
type FindToken func(ctx context.Context) error

// TokenFound says how the search for the token ended.
type TokenFound struct{ Err error }

// StartFinding begins the search for the token, if there is one to begin, and answers with a
// [TokenFound]. Until it ends nothing is asked.
func (a *Polling) StartFinding(ctx context.Context) tea.Cmd {
	find := a.Find
	if find == nil {
		return nil
	}
	ctx, a.stop = context.WithCancel(ctx)
	a.env.Sought = a.env.Now
	return fault.Guarded(func() tea.Msg { return TokenFound{find(ctx)} })
}

// Finding reports whether the token is looked for.
func (a *Polling) Finding() bool { return a.stop != nil }

// StopFinding ends the search for the token, which answers all the same.
func (a *Polling) StopFinding() { a.stop() }

// FindingEnded notes that the search has ended.
func (a *Polling) FindingEnded() {
	a.stop()
	a.stop, a.env.Sought = nil, time.Time{}
}
