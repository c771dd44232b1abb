// Package keep connects a session with its store: it writes what changed here
// and returns what changed elsewhere, takes turns with other processes, tells
// the hook, and plays back a journal.
package keep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"hubwatch/config/clock"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// Keeper keeps the watchlist of a session in a store, and takes turns with
// other processes in asking HubSpot.
type Keeper struct {
	mu       sync.Mutex
	store    store.Store
	holder   string // our name among all processes
	revision int64
	planned  string // the version of the plan that the dashboard has
	wrong    int    // how many joins by order were known to be wrong then
	plan     []byte // the plan, nil if there is none
	lease    store.Lease
	until    time.Time // when it ends, by our clock, unless it is renewed
	renew    time.Time // when to ask for the lease again
	people   people
	hook     *hook // nil if there is none
	requests *Requests
	say      func(string)
	clock    *clock.Clock
	brought  brought
	noticed  string             // what the store has to say, and has been told
	failing  bool               // the last Sync did not do all it should
	life     context.Context    // ends every Sync
	end      context.CancelFunc // of life
	drain    time.Duration      // how long the end waits for the hook
}

// brought is how much of an outbox was written by a Sync that failed at a later
// step: the same comes again, with more behind it.
type brought struct{ edits, events, causes int }

// dashboardView is the name under which the store keeps how the user looks at
// the dashboard.
const dashboardView = "dashboard"

// Options configures a Keeper. Fields may be left at their zero value.
type Options struct {
	Store    store.Store
	Revision int64         // of what is known already
	Clock    *clock.Clock  // nil is a new one
	Requests *Requests     // written with the rest; nil if there are none
	Hook     []string      // the program that is told of every event
	Profile  string        // for the hook
	Say      func(string)  // is told what goes wrong with the hook
	Drain    time.Duration // how long the end waits for the hook; 0 is ten seconds
}

// New returns a Keeper whose hook is told what happens from now on.
func New(ctx context.Context, o Options) (*Keeper, error) {
	host, _ := os.Hostname() // only a name among others
	k := &Keeper{
		store: o.Store, revision: o.Revision, clock: o.Clock, requests: o.Requests, say: o.Say, drain: cmp.Or(o.Drain, hookDrain),
		holder: fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano()),
	}
	k.life, k.end = context.WithCancel(context.Background())
	k.noticed = strings.Join(o.Store.Notices(), "; ")
	if k.clock == nil {
		k.clock = clock.New()
	}
	if k.requests == nil {
		k.requests = &Requests{}
	}
	var err error
	if k.hook, err = startHook(ctx, o.Store, o.Hook, o.Profile, o.Say); err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	return k, nil
}

// How long a store may take to be opened, to be written in a Sync, or to be read:
// others may write, or the disk may be slow. One on a network is asked a dozen times
// one after another, each of which takes as long as the way there and back.
const (
	nearLimit  = 2 * time.Second
	farLimit   = 5 * time.Second        // less than a lease lasts
	shortLimit = 100 * time.Millisecond // when it has not worked just before
)

// limit returns how long a step may take.
func limit(s store.Store) time.Duration {
	if s.Remote() {
		return farLimit
	}
	return nearLimit
}

// Sync writes the outbox, and returns what other processes wrote and who may ask
// HubSpot. What was written stays written if a later step fails, and is not written
// again when it comes again. After an error the inbox is valid as far as it got.
func (k *Keeper) Sync(ctx context.Context, out session.Outbox) (session.Inbox, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(k.life, cancel)()
	in, err := k.sync(ctx, out)
	if k.failing = err != nil; !k.failing {
		k.brought = brought{}
	}
	if now := strings.Join(k.store.Notices(), "; "); now != k.noticed {
		if k.noticed = now; now != "" {
			k.tell(now)
		}
	}
	return in, err
}

func (k *Keeper) sync(ctx context.Context, out session.Outbox) (session.Inbox, error) {
	now := k.clock.Now()
	writing, cancel := context.WithTimeout(ctx, limit(k.store))
	defer cancel()
	anew, err := k.store.Renew(writing)
	if anew {
		return session.Inbox{Anew: true, Until: k.atFirst(now), Strict: k.store.Remote()}, k.begin(writing)
	}
	lost := err != nil
	switch {
	case err != nil:
	case k.store.ReadOnly() != nil:
		return k.lookOn(ctx, now)
	default:
		err = k.write(writing, out, now)
	}
	reading, cancel := context.WithTimeout(ctx, limit(k.store))
	defer cancel()
	var in session.Inbox
	var unread error
	if !k.store.Remote() || !errors.Is(err, store.ErrGone) { // else it would only be waited for once more
		in, unread = k.read(reading)
	}
	if ctx.Err() != nil && !k.store.Remote() {
		return session.Inbox{}, ctx.Err()
	}
	switch {
	case err == nil || out.Idle:
	case k.store.Remote():
		k.renew = time.Time{} // and until then nobody asks who cannot be told from those that are gone
	default:
		k.hold(reading, now)
	}
	in.Until, in.Lost, in.Strict = k.until, lost, k.store.Remote()
	if in.Until.IsZero() && k.store.Remote() {
		in.Until = now // nothing is settled yet
	}
	k.hook.follow(k.lease.Held)
	if !k.lease.Held && k.lease.Holder != "" && !out.Idle {
		in.Poller = k.lease.Asks()
	}
	if err == nil {
		err = unread
	}
	return in, err
}

// atFirst returns how long this process may poll before it is settled who does:
// not at all if other machines share the store.
func (k *Keeper) atFirst(now time.Time) time.Time {
	if k.store.Remote() {
		return now
	}
	return now.Add(store.LeaseTime)
}

// tell says something to the user who watches.
func (k *Keeper) tell(text string) {
	if k.say != nil {
		k.say(text)
	}
}

// begin starts over with another database than before, which may be empty: it
// gets the plan.
func (k *Keeper) begin(ctx context.Context) error {
	k.revision, k.renew, k.lease, k.brought = 0, time.Time{}, store.Lease{}, brought{}
	if k.plan == nil {
		return nil
	}
	if err := k.store.SaveDocument(ctx, planName, k.plan); err != nil {
		return err
	}
	return k.store.SaveDocument(ctx, planVersion, []byte(k.planned))
}

// write writes the outbox, and asks for the lease or gives it up.
func (k *Keeper) write(ctx context.Context, out session.Outbox, now time.Time) error {
	for _, e := range out.Edits[k.brought.edits:] {
		if err := k.edit(ctx, e); err != nil {
			return err
		}
		k.brought.edits++
	}
	if err := k.take(ctx, out, now); err != nil {
		return err
	}
	if err := k.places(ctx, out.Places); err != nil {
		return err
	}
	if err := k.alive(ctx, out.Alive, now); err != nil {
		return err
	}
	if out.View != nil {
		if err := k.store.SaveView(ctx, dashboardView, out.View); err != nil {
			return err
		}
	}
	if err := k.store.BindPending(ctx); err != nil {
		return err
	}
	if out.Idle && k.lease.Held {
		if err := k.store.Release(ctx, k.holder); err != nil {
			return err
		}
		k.lease, k.renew = store.Lease{}, time.Time{}
	}
	return nil
}

// read returns what other processes wrote.
func (k *Keeper) read(ctx context.Context) (session.Inbox, error) {
	changes, err := k.store.Since(ctx, k.revision)
	if err != nil {
		return session.Inbox{}, err
	}
	newPlan, err := k.newPlan(ctx, changes.Revision != k.revision)
	if err != nil {
		return session.Inbox{}, err
	}
	in := session.Inbox{Plan: newPlan, Tasks: changes.Tasks, Gone: changes.Gone}
	if err := k.meet(ctx, &in); err != nil {
		return session.Inbox{}, err
	}
	k.revision = changes.Revision
	return in, nil
}

// newPlan returns the plan if it has changed since the last time, else nil:
// somebody gave another, or, if tasks have changed, a result may have disproved
// an order of answers. A plan that cannot be read is skipped.
func (k *Keeper) newPlan(ctx context.Context, changed bool) (*plan.Plan, error) {
	version, err := k.store.Document(ctx, planVersion)
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
	p, err := StoredPlan(ctx, k.store)
	if err != nil {
		return nil, nil //nolint:nilerr // a plan that cannot be read is skipped
	}
	if k.plan, err = k.store.Document(ctx, planName); err != nil {
		return nil, err
	}
	k.planned, k.wrong = string(version), wrong
	return &p, nil
}

func (k *Keeper) add(ctx context.Context, tasks []*model.Task) error {
	entries := make([]model.Task, 0, len(tasks))
	for _, t := range tasks {
		entries = append(entries, *t)
	}
	_, err := k.store.Add(ctx, entries)
	return err
}

func (k *Keeper) edit(ctx context.Context, e session.Edit) error {
	var err error
	switch e.Kind {
	case session.EditAdd:
		err = k.add(ctx, e.Tasks)
	case session.EditDrop:
		_, err = k.store.Remove(ctx, IDs(e.Tasks), time.Now())
	case session.EditUndrop:
		if _, err = k.store.Restore(ctx, IDs(e.Tasks)); err == nil {
			err = k.add(ctx, e.Tasks) // another database than before does not have them
		}
	case session.EditDescribe:
		for _, t := range e.Tasks {
			err = k.store.Label(ctx, t.ID, t.Label, t.Note)
			if errors.Is(err, store.ErrNotWatched) {
				err = nil // somebody dropped it in the meantime
			}
		}
	case session.EditClaim:
		err = k.store.Claim(ctx, e.Claims, k.clock.Wall())
	}
	return err
}

// IDs returns the IDs of tasks.
func IDs(tasks []*model.Task) []model.TaskID {
	ids := make([]model.TaskID, 0, len(tasks))
	for _, t := range tasks {
		ids = append(ids, t.ID)
	}
	return ids
}

// SayTo sets where problems with the hook are reported from now on.
func (k *Keeper) SayTo(say func(string)) { k.say = say }

// Failed reports whether the last Sync was incomplete.
func (k *Keeper) Failed() bool {
	if !k.mu.TryLock() {
		return true // one goes on that nobody waits for
	}
	defer k.mu.Unlock()
	return k.failing
}

// Close tells the hook what is left, and gives up the right to ask.
func (k *Keeper) Close() {
	k.end()
	if err := k.hook.close(k.drain); err != nil {
		k.say(err.Error())
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	within := limit(k.store)
	if k.failing {
		within = shortLimit
	}
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	_ = k.store.Release(ctx, k.holder) // it ends by itself within seconds
}
