package cli

import (
	"context"
	"errors"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/watch"
)

// openWatchlist opens the watchlist of the profile. A damaged one that was set
// aside is named on stderr.
func (p *program) openWatchlist() (*keep.Watchlist, error) {
	if err := p.checkProfile(); err != nil {
		return nil, err
	}
	s, err := p.store()
	if err != nil {
		return nil, err
	}
	return keep.Open(context.Background(), s, p.time().Now(), p.io.Say)
}

// withWatchlist runs f on the watchlist. What goes wrong there is our fault or the
// disk's, not the user's.
func (p *program) withWatchlist(f func(*keep.Watchlist) error) error {
	w, err := p.openWatchlist()
	if err != nil {
		return err
	}
	err = f(w)
	if err != nil && !exit.Named(err) {
		err = exit.With(exit.Internal, err)
	}
	return errors.Join(err, w.Close())
}

// stored is the selection of what the store holds, and the revision it is of.
// A filter picks from them once. The error has exit code 3 if nothing is
// selected, or a task is not watched.
func (p *program) stored(ctx context.Context, w *keep.Watchlist, named []model.TaskID, filter string) (watch.Selection, int64, error) {
	sel, revision, err := p.loaded(ctx, w)
	if err != nil {
		return sel, 0, err
	}
	sel.Named = named
	for _, id := range named {
		if sel.List().Task(id) == nil {
			return watch.Selection{}, 0, exit.Usagef("%s is not on the watchlist; \"hubwatch add\" puts it there", id)
		}
	}
	if sel.List().Len() == 0 {
		return watch.Selection{}, 0, exit.Usagef("the watchlist is empty: name task IDs, or put some on it with \"hubwatch add\"")
	}
	if filter != "" {
		tasks, err := p.picked(sel.Session, filter)
		if err != nil {
			return watch.Selection{}, 0, err
		}
		sel.Named = keep.IDs(tasks)
	}
	return sel, revision, nil
}

// loaded is all that the store holds, and the revision it is of.
func (p *program) loaded(ctx context.Context, w *keep.Watchlist) (watch.Selection, int64, error) {
	tasks, revision, err := w.Load(ctx)
	if err != nil {
		return watch.Selection{}, 0, exit.With(exit.Internal, err)
	}
	now := p.time().Now()
	for _, t := range tasks {
		t.NotAfter(now)
	}
	kept, err := keep.StoredPlan(ctx, w.Store)
	return watch.Selection{Session: p.sessionOf(w, tasks, kept)}, revision, err
}

// sessionOf is a session with tasks as they were left, with their plan and with
// what is known of causes.
func (p *program) sessionOf(w *keep.Watchlist, tasks []*model.Task, kept plan.Plan) *session.Session {
	notes, _ := p.knownCauses() // what is wrong with the team's is said by the dashboard
	return session.New(session.Start{Tasks: tasks, Plan: kept, Became: w.Became, Notes: notes, Kept: true})
}
