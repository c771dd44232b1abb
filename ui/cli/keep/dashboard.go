package keep

import (
	"context"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// Dashboard is the watchlist of a dashboard, which opens even if the watchlist
// cannot be read or written: it watches what it is given and tries again.
type Dashboard struct {
	Watchlist
	Unsaved []*model.Task // named on the command line, and not in it yet
	Notice  string        // what a user should know about it; "" for nothing
	There   bool          // whether there is a database yet
}

// OpenDashboard opens the watchlist in a store and puts tasks on it. The error
// is one that will not pass by itself.
func OpenDashboard(ctx context.Context, s store.Store, ids []model.TaskID, now time.Time) (*Dashboard, error) {
	d := &Dashboard{Watchlist: Watchlist{Store: s}}
	limited, cancel := context.WithTimeout(ctx, limit(s))
	defer cancel()
	_, err := d.Renew(limited)
	if store.Refused(err) {
		return nil, exit.With(exit.Internal, err)
	}
	d.There = err == nil
	d.Notice = strings.Join(d.Notices(), "; ")
	if len(ids) == 0 {
		return d, nil
	}
	if err := d.ReadOnly(); err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	entries := make([]model.Task, 0, len(ids))
	for _, id := range ids {
		entries = append(entries, model.Task{ID: id, AddedAt: now})
	}
	if _, err := d.Add(limited, entries); err != nil {
		var list model.Watchlist
		for _, id := range ids {
			list.Add(id, "", now)
		}
		d.Unsaved = list.Tasks()
	}
	return d, nil
}

// Left is what a dashboard begins with.
type Left struct {
	Tasks    []*model.Task
	Revision int64 // of the tasks
	View     []byte
	Plan     plan.Plan
}

// Left reads what is known, and what became of the IDs of causes; nothing
// without a database.
func (d *Dashboard) Left(ctx context.Context, now time.Time) (Left, error) {
	var l Left
	if !d.There {
		return l, nil
	}
	var err error
	if l.Tasks, l.Revision, err = d.Load(ctx); err != nil {
		return l, exit.With(exit.Internal, err)
	}
	for _, t := range l.Tasks {
		t.NotAfter(now)
	}
	if l.View, err = d.View(ctx, dashboardView); err != nil {
		return l, exit.With(exit.Internal, err)
	}
	d.Became, _ = causesNow(ctx, d.Store, now) // where that cannot be written, it is found out again
	l.Plan, err = StoredPlan(ctx, d.Store)
	return l, err
}
