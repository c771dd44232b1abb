// Package ask asks HubSpot off the event loop. Each command answers with one
// message.
package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/survey"
	"hubwatch/ui/fault"
)

// limit bounds one request, waiting for its turn at the limiter included.
const limit = time.Minute

// Checked carries the outcome of one check.
type Checked struct{ Observation model.Observation }

// check checks one task and answers with a [Checked].
func check(ctx context.Context, c session.Checker, clock func() time.Time, id model.TaskID) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		asked := clock()
		report, err := c.Check(ctx, id)
		return Checked{model.Observe(id, asked, clock(), report, err)}
	})
}

// Searched carries the result of a search for folders.
type Searched struct {
	Search  model.Search
	Folders []model.Folder
	Err     error
}

// search searches for folders and answers with a [Searched].
func search(ctx context.Context, s session.Searcher, q model.Search) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		folders, err := s.Folders(ctx, q.Folders)
		return Searched{q, folders, err}
	})
}

// Surveyed carries the result of a look at folders of the plan.
type Surveyed struct {
	Question survey.Question
	Folders  []model.Folder
	After    model.Text // where the next page begins
	Err      error
}

// look looks at folders and answers with a [Surveyed].
func look(ctx context.Context, l session.Looker, q survey.Question) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		folders, after, err := l.Look(ctx, q)
		return Surveyed{q, folders, after, err}
	})
}

// AccountKnown carries the account the token belongs to, the zero account if
// HubSpot did not say.
type AccountKnown struct{ Account model.Account }

// account asks for the account and answers with an [AccountKnown]; nil if ask
// is nil.
func account(ctx context.Context, ask func(context.Context) (model.Account, error)) tea.Cmd {
	if ask == nil {
		return nil
	}
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		account, _ := ask(ctx) // each check says why not
		return AccountKnown{account}
	})
}
