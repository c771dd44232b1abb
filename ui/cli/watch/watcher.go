// Package watch drives a session without a screen: until tasks are settled, or once
// over the open ones. It also says how a command ends that has checked tasks.
package watch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hubwatch/config/clock"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
)

// SweepPatience is how long a sweep waits for tasks about which HubSpot does
// not answer.
const SweepPatience = 30 * time.Second

const (
	watchTick      = 250 * time.Millisecond // between two looks at the clock
	shortestWait   = 5 * time.Millisecond   // so that it does not turn in circles
	checkLimit     = time.Minute            // for one check, its turn at the limiter included
	storePatience  = 30 * time.Second       // how long the end waits for a store that fails
	storeRetry     = 2 * time.Second        // between two tries then
	flushLimit     = 5 * time.Second        // for the last exchange
	accountLimit   = 10 * time.Second       // for the name of the account
	followPatience = 10 * time.Second       // for tasks that the one who asks has not asked about
	firstPatience  = 2 * time.Minute        // without any answer since the start
	outagePatience = 10 * time.Minute       // without answers, once there were some
)

// Watcher drives a session without a screen: it checks the tasks that are due
// and exchanges changes with the store.
type Watcher struct {
	*session.Session
	Checker  session.Checker
	Searcher session.Searcher // searches for folders; nil if nobody may
	Limiter  session.Limiter  // nil if there is none
	Keeper   session.Keeper   // nil keeps nothing
	Clock    *clock.Clock     // nil is a new one
	shown    []model.TaskID   // asked sooner; nil for no preference
	// What to call, if not nil: with each answer, with what newly became true,
	// and with what a user should know.
	observed func(model.Observation)
	learned  func([]model.Event)
	Say      func(string)

	answers chan model.Observation
	found   chan searched
	health  health
}

// Run goes on until done returns true or an error, or ctx ends. done is called
// after everything that happens, and a few times a second. What was learned is
// in the store when Run returns.
func (w *Watcher) Run(ctx context.Context, done func(now time.Time) (bool, error)) error {
	w.answers, w.found = make(chan model.Observation, model.MaxInFlight), make(chan searched, model.MaxInFlight)
	if w.Searcher != nil {
		w.Scout()
	}
	checks, cancel := context.WithCancel(ctx)
	err := w.loop(checks, done)
	cancel()
	failed := w.lastly(ctx)
	if err == nil {
		return failed
	}
	if failed != nil {
		w.tell(failed.Error())
	}
	return err
}

// lastly writes what is left, and tries again for a while if the store fails,
// which it says; after a signal it tries once.
func (w *Watcher) lastly(ctx context.Context) error {
	said := false
	for begun := w.now(); w.Keeper != nil && w.Waiting() > 0; {
		err := w.flush()
		switch {
		case err == nil:
			continue // another database may want more
		case ctx.Err() != nil, w.now().Sub(begun) > storePatience:
			return exit.With(exit.Internal, fmt.Errorf("the last answers could not be saved: %w", err))
		case !said:
			said = true
			w.tell(fmt.Sprintf("the last answers cannot be saved yet: %v; it is tried for %s", err, model.Span(storePatience)))
		}
		select {
		case <-time.After(storeRetry):
		case <-ctx.Done():
		}
	}
	return nil
}

func (w *Watcher) loop(ctx context.Context, done func(time.Time) (bool, error)) error {
	for {
		now := w.now()
		w.announce(w.ClockSet(w.Clock.Step()))
		if err := w.sync(ctx, now); err != nil {
			return err
		}
		if over, err := done(now); over || err != nil {
			return err
		}
		wait := w.startDue(ctx, now)
		select {
		case o := <-w.answers:
			w.checked(o)
		case f := <-w.found:
			w.announce(w.Found(f.search, f.folders, f.err, w.now()))
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// now returns the time by the clock of this process.
func (w *Watcher) now() time.Time {
	if w.Clock == nil {
		w.Clock = clock.New()
	}
	return w.Clock.Now()
}

// startDue starts the checks that are due, if this process is the one to ask, and
// returns when to look again.
func (w *Watcher) startDue(ctx context.Context, now time.Time) (wait time.Duration) {
	if !w.MayAsk(now) {
		return watchTick
	}
	due := w.Due(now, w.shown, w.Limiter)
	for _, s := range due.Searches {
		go w.search(ctx, s)
	}
	for _, id := range due.Checks {
		go func() {
			defer exit.OnPanic()
			ctx, cancel := context.WithTimeout(ctx, checkLimit)
			defer cancel()
			report, err := w.Checker.Check(ctx, id)
			w.answers <- model.Observe(id, now, w.now(), report, err)
		}()
	}
	at := w.NextAt(now)
	if w.Limiter == nil || at.IsZero() {
		return watchTick
	}
	return min(watchTick, max(at.Sub(now), shortestWait))
}

// searched is what a search for folders found.
type searched struct {
	search  model.Search
	folders []model.Folder
	err     error
}

// search searches for folders.
func (w *Watcher) search(ctx context.Context, s model.Search) {
	defer exit.OnPanic()
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	folders, err := w.Searcher.Folders(ctx, s.Folders)
	w.found <- searched{s, folders, err}
}

// checked handles one answer.
func (w *Watcher) checked(o model.Observation) {
	ch := w.Observe(o, rand.Float64())
	w.health.observe(o.At, o.Err)
	if w.observed != nil {
		w.observed(o)
	}
	w.announce(ch)
}

// announce reports changes, and frees the answers that are on disk.
func (w *Watcher) announce(ch session.Changes) {
	for _, text := range ch.Said {
		w.tell(text)
	}
	for _, t := range ch.Saved {
		w.List().Saved(t)
	}
	if w.learned != nil && len(ch.Events) > 0 {
		w.learned(ch.Events)
	}
}

// tell tells the user something.
func (w *Watcher) tell(text string) {
	if w.Say != nil {
		w.Say(text)
	}
}

// sync exchanges changes with the store if it is time to.
func (w *Watcher) sync(ctx context.Context, now time.Time) error {
	if w.Keeper == nil || !w.SyncDue(now) {
		return nil
	}
	out := w.Pack(now)
	in, err := w.Keeper.Sync(ctx, out)
	if err != nil && ctx.Err() != nil {
		w.Unpack(out)
		return ctx.Err()
	}
	poller := w.Poller()
	was := w.Unsaved()
	ch := w.Receive(out, in, err, now)
	w.saySaving(was, err)
	w.sayPoller(poller)
	w.announce(ch)
	for _, t := range ch.Tasks {
		if w.Poller() != "" && !t.AskedAt.IsZero() {
			w.health.observe(t.AskedAt, t.Err)
		}
	}
	return ctx.Err()
}

// saySaving says once that nothing can be saved, and once that it can again.
func (w *Watcher) saySaving(was, err error) {
	meanwhile := "; the checks go on, and it is tried again"
	if w.Strict() {
		meanwhile = "; HubSpot is not asked until it is there again"
	}
	switch {
	case (err == nil) == (was == nil):
	case err != nil:
		w.tell("the watchlist cannot be saved: " + err.Error() + meanwhile)
	default:
		w.tell("the watchlist can be saved again")
	}
}

// sayPoller says who polls HubSpot if that has changed.
func (w *Watcher) sayPoller(before string) {
	switch w.Poller() {
	case before:
	case "":
		w.tell("nobody else asks HubSpot any more; asking from here")
	default:
		w.tell(fmt.Sprintf("another hubwatch (%s) asks HubSpot; following what it learns", w.Poller()))
	}
}

// flush writes what is left at the end, even after ctrl-c.
func (w *Watcher) flush() error {
	limit := flushLimit
	if w.Unsaved() != nil {
		limit = time.Second // it has not worked just before
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	out := w.Pack(w.now())
	in, err := w.Keeper.Sync(ctx, out)
	w.Receive(out, in, err, w.now())
	return err
}

// health tracks how well HubSpot can be reached. The zero value knows nothing.
type health struct {
	answered bool              // it has answered once
	since    time.Time         // the first failure since it last did; zero if none
	why      *model.CheckError // the latest failure, nil if none
}

// observe learns from one answer, or from none.
func (h *health) observe(at time.Time, err *model.CheckError) {
	if err == nil || err.Missing() || err.Kind == model.KindPermission {
		*h = health{answered: true}
		return
	}
	if h.why = err; h.since.IsZero() {
		h.since = at
	}
	if err.Kind == model.KindRateLimited || err.Kind == model.KindMoving {
		h.answered = true // it is there
	}
}

// lost returns why there is no point in trying further, or nil. A wrong address
// or proxy does not heal; a HubSpot that has answered before mostly comes back
// within minutes, and so do routers and tunnels.
func (h *health) lost(now time.Time) *model.CheckError {
	patience := firstPatience
	if h.answered {
		patience = outagePatience
	}
	if h.why == nil || now.Sub(h.since) < patience {
		return nil
	}
	return h.why
}

// Account returns the account as HubSpot names it, if this process has asked
// and got an answer. Nothing depends on it.
func (w *Watcher) Account(ctx context.Context) model.Account {
	c, ok := w.Checker.(interface {
		Account(context.Context) (model.Account, error)
	})
	if !ok || w.Poller() != "" || !w.health.answered || w.health.why != nil {
		return model.Account{}
	}
	ctx, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	account, _ := c.Account(ctx)
	return account
}
