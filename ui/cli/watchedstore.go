package cli

import (
	"context"
	"strings"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
)

// watchedStore is the watchlist of a dashboard, which opens also where that
// cannot be read or written: it watches what it is given and tries again.
type watchedStore struct {
	store    *store.Store
	there    bool          // whether there is a database yet
	unsaved  []*model.Task // named on the command line, and not in it yet
	revision int64
	notice   string
}

// openLimit bounds the opening: others may write, or the disk may be slow.
const openLimit = 2 * time.Second

// openWatched opens the watchlist of the profile and puts tasks on it. The
// error is one that time does not heal.
func (p *program) openWatched(ctx context.Context, ids []model.TaskID) (*watchedStore, error) {
	if err := config.CheckProfile(p.flags.profile); err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	w := &watchedStore{store: store.New(config.WatchlistFile(p.flags.profile, p.env))}
	limited, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	_, err := w.store.Renew(limited)
	if store.Refused(err) {
		return nil, exit.With(exit.Internal, err)
	}
	w.there = err == nil
	w.notice = strings.Join(keep.Notices(w.store), "; ")
	if len(ids) == 0 {
		return w, nil
	}
	entries := make([]model.Task, 0, len(ids))
	for _, id := range ids {
		entries = append(entries, model.Task{ID: id, AddedAt: p.time().Now()})
	}
	if _, err := w.store.Add(limited, entries); err != nil {
		var list model.Watchlist
		for _, id := range ids {
			list.Add(id, "", p.time().Now())
		}
		w.unsaved = list.Tasks()
	}
	return w, nil
}

// load reads what is known, if there is a database.
func (w *watchedStore) load(ctx context.Context, p *program, planFile string, opt *ui.Options) (err error) {
	if !w.there {
		return nil
	}
	if err := p.planForDashboard(ctx, w.store, planFile, opt); err != nil {
		return err
	}
	if opt.Tasks, w.revision, err = w.store.Load(ctx); err != nil {
		return exit.With(exit.Internal, err)
	}
	for _, t := range opt.Tasks {
		t.NotAfter(p.time().Now())
	}
	if opt.View, err = w.store.View(ctx, keep.DashboardView); err != nil {
		return exit.With(exit.Internal, err)
	}
	opt.Plan, err = keep.StoredPlan(ctx, w.store)
	return err
}
