package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"hubwatch/config/clock"
	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui"
)

// keeper lets a dashboard keep its watchlist in a store and takes turns with
// other dashboards in asking HubSpot.
type keeper struct {
	mu       sync.Mutex
	store    *store.Store
	holder   string // our name among all processes
	revision int64
	planned  string // the version of the plan that the dashboard has
	wrong    int    // how many joins by order were known to be wrong then
	lease    store.Lease
	until    time.Time // when it ends, by our clock, unless it is renewed
	renew    time.Time // when to ask for the lease again
	hook     *hook     // nil if there is none
	requests *requestLog
	say      func(string)
	clock    *clock.Clock
}

// renewEvery is how often the lease is asked for or renewed: several times
// before it runs out.
const renewEvery = time.Second

// dashboardView is the name under which the store keeps how a person looks at
// the dashboard.
const dashboardView = "dashboard"

func newKeeper(s *store.Store, revision int64) *keeper {
	host, _ := os.Hostname() // only a name among others
	return &keeper{
		store: s, revision: revision, clock: clock.New(), requests: &requestLog{},
		holder: fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano()),
	}
}

// keeper makes a keeper that runs the hook of the settings; say is told what goes
// wrong with that.
func (p *program) keeper(ctx context.Context, s *store.Store, revision int64, say func(string)) (*keeper, error) {
	k := newKeeper(s, revision)
	k.say, k.clock, k.requests = say, p.time(), p.asked()
	var err error
	if k.hook, err = p.startHook(ctx, s, say); err != nil {
		return nil, exitWith(exitInternal, err)
	}
	return k, nil
}

// Sync writes the outbox, and returns what other processes wrote and who may
// ask HubSpot. What was written stays written when a later step fails: every
// step may be done twice.
func (k *keeper) Sync(ctx context.Context, out ui.Outbox) (ui.Inbox, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range out.Edits {
		if err := k.edit(ctx, e); err != nil {
			return ui.Inbox{}, err
		}
	}
	if len(out.Checked) > 0 || len(out.Events) > 0 {
		if err := k.store.Save(ctx, out.Checked, out.Events); err != nil {
			return ui.Inbox{}, err
		}
	}
	if err := k.requests.write(ctx, k.store); err != nil {
		return ui.Inbox{}, err
	}
	if err := k.become(ctx, out.Causes); err != nil {
		return ui.Inbox{}, err
	}
	if out.View != nil {
		if err := k.store.SaveView(ctx, dashboardView, out.View); err != nil {
			return ui.Inbox{}, err
		}
	}
	if out.Idle && k.lease.Held {
		if err := k.store.Release(ctx, k.holder); err != nil {
			return ui.Inbox{}, err
		}
		k.lease, k.renew = store.Lease{}, time.Time{}
	}
	if now := k.clock.Now(); !out.Idle && !now.Before(k.renew) {
		lease, err := k.store.Lease(ctx, k.holder, k.clock.Wall())
		if err != nil {
			return ui.Inbox{}, err
		}
		k.lease, k.renew, k.until = lease, now.Add(renewEvery), now.Add(store.LeaseTime)
	}
	changes, err := k.store.Since(ctx, k.revision)
	if err != nil {
		return ui.Inbox{}, err
	}
	newPlan, err := k.newPlan(ctx, changes.Revision != k.revision)
	if err != nil {
		return ui.Inbox{}, err
	}
	k.revision = changes.Revision
	in := ui.Inbox{Plan: newPlan, Tasks: changes.Tasks, Gone: changes.Gone, Until: k.until}
	k.hook.follow(k.lease.Held)
	if !k.lease.Held && !out.Idle {
		in.Poller = fmt.Sprintf("process %d", k.lease.PID)
	}
	return in, nil
}

// become notes what became of causes.
func (k *keeper) become(ctx context.Context, changes []cause.Change) error {
	if len(changes) == 0 {
		return nil
	}
	became := map[string][]string{}
	var told []model.Text
	for _, c := range changes {
		became[c.From] = append(became[c.From], c.Into)
		told = append(told, model.Text(c.String()))
	}
	return k.store.Become(ctx, became, false, k.clock.Now(), told...)
}

// newPlan is the plan if it is another one than at the last time, else nil:
// somebody gave another, or, if tasks have changed, a result may have shown that
// an order of answers was wrong. A plan that cannot be read is passed over.
func (k *keeper) newPlan(ctx context.Context, changed bool) (*plan.Plan, error) {
	version, err := k.store.View(ctx, planVersion)
	if err != nil {
		return nil, err
	}
	wrong := k.wrong
	if changed {
		all, err := k.store.Wrong(ctx)
		if err != nil {
			return nil, err
		}
		wrong = len(all)
	}
	if string(version) == k.planned && wrong == k.wrong {
		return nil, nil
	}
	p, err := storedPlan(ctx, k.store)
	if err != nil {
		return nil, nil
	}
	k.planned, k.wrong = string(version), wrong
	return &p, nil
}

func (k *keeper) edit(ctx context.Context, e ui.Edit) error {
	var err error
	switch e.Kind {
	case ui.EditAdd:
		entries := make([]model.Task, 0, len(e.Tasks))
		for _, t := range e.Tasks {
			entries = append(entries, *t)
		}
		_, err = k.store.Add(ctx, entries)
	case ui.EditDrop:
		_, err = k.store.Remove(ctx, idsOf(e.Tasks), time.Now())
	case ui.EditUndrop:
		_, err = k.store.Restore(ctx, idsOf(e.Tasks))
	case ui.EditDescribe:
		for _, t := range e.Tasks {
			err = k.store.Label(ctx, t.ID, t.Label, t.Note)
			if errors.Is(err, store.ErrNotWatched) {
				err = nil // somebody dropped it in the meantime
			}
		}
	}
	return err
}

func idsOf(tasks []*model.Task) []model.TaskID {
	ids := make([]model.TaskID, 0, len(tasks))
	for _, t := range tasks {
		ids = append(ids, t.ID)
	}
	return ids
}

// close tells the hook what is left, and gives the turn to another dashboard.
func (k *keeper) close() {
	if err := k.hook.close(); err != nil {
		k.say(err.Error())
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.store.Release(ctx, k.holder) // it ends by itself within seconds
}
