package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hubwatch/config/clock"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
)

const (
	watchTick      = 250 * time.Millisecond // between two looks at the clock
	shortestWait   = 5 * time.Millisecond   // so that it does not turn in circles
	predictEvery   = 5 * time.Second        // between two looks at how long it will take
	syncEvery      = 500 * time.Millisecond // between two exchanges with the store
	checkLimit     = time.Minute            // for one check, its turn at the limiter included
	storePatience  = 30 * time.Second       // how long the end waits for a store that fails
	flushLimit     = 5 * time.Second        // for the last exchange
	accountLimit   = 10 * time.Second       // for the name of the account
	sweepPatience  = 30 * time.Second       // for tasks that HubSpot does not answer for
	followPatience = 10 * time.Second       // for tasks that the one who asks has not asked about
	firstPatience  = 2 * time.Minute        // without any answer since the start
	outagePatience = 10 * time.Minute       // without answers, once there were some
)

// watcher does what the dashboard does, without a screen: it asks about the
// tasks of a watchlist when they are due, exchanges what it learns with the
// store, and leaves the asking to another process that does it already.
type watcher struct {
	checker session.Checker
	keeper  session.Keeper // nil keeps nothing
	clock   *clock.Clock   // nil is a new one
	step    time.Duration  // how far the machine's clock was set when that was said last
	list    model.Watchlist
	pace    model.Pace
	shown   []model.TaskID // asked sooner; nil for no preference
	// What the limits allow, and who is to know how long the work will take, and
	// how many checks are to go out at once. If nil, checks are chosen early and
	// wait for their turn at the limiter.
	budget func() model.Budget
	expect func(time.Duration)
	hurry  func(int)
	// What to call, if not nil: with each answer, with what newly became true,
	// and with what a person should know.
	observed func(model.Observation)
	learned  func([]model.Event)
	say      func(string)

	answers chan model.Observation
	outbox  session.Outbox
	dirty   map[model.TaskID]bool
	unsaved error     // why the last exchange did not work
	lost    bool      // there is no database
	next    time.Time // when the next one is due
	poller  string    // who asks HubSpot instead of us
	until   time.Time // we may ask until then
	health  health

	expected time.Time // when expect is called again
}

// run goes on until done says that it is over, done fails, or ctx ends. done is called after everything that happens, and a few times a second.
// What was learned is in the store when run returns.
func (w *watcher) run(ctx context.Context, done func(now time.Time) (bool, error)) error {
	w.answers = make(chan model.Observation, model.MaxInFlight)
	w.dirty = map[model.TaskID]bool{}
	checks, cancel := context.WithCancel(ctx)
	err := w.loop(checks, done)
	cancel()
	if failed := w.lastly(ctx); err == nil {
		err = failed
	}
	return err
}

// lastly writes what is left, and tries again for a while if the store fails;
// after a signal it tries once.
func (w *watcher) lastly(ctx context.Context) error {
	for begun := w.now(); ; {
		err := w.flush()
		if err == nil || ctx.Err() != nil || w.now().Sub(begun) > storePatience {
			return err
		}
		select {
		case <-time.After(4 * syncEvery):
		case <-ctx.Done():
		}
	}
}

func (w *watcher) loop(ctx context.Context, done func(time.Time) (bool, error)) error {
	for {
		now := w.now()
		w.sayStep()
		if err := w.sync(ctx, now); err != nil {
			return err
		}
		if over, err := done(now); over || err != nil {
			return err
		}
		wait := w.ask(ctx, now)
		select {
		case o := <-w.answers:
			w.take(o)
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// now is the time by the clock of this process.
func (w *watcher) now() time.Time {
	if w.clock == nil {
		w.clock = clock.New()
	}
	return w.clock.Now()
}

// sayStep says once that the clock of the machine was set.
func (w *watcher) sayStep() {
	step := w.clock.Step()
	if text := ui.StepText(step - w.step); text != "" {
		w.step = step
		if w.say != nil {
			w.say(text)
		}
	}
}

// ask starts the checks that are due, if it is for us to ask, and tells when
// to look again.
func (w *watcher) ask(ctx context.Context, now time.Time) (wait time.Duration) {
	if w.keeper != nil && (w.poller != "" || !now.Before(w.until)) {
		return watchTick
	}
	w.list.Show(w.shown, now)
	if w.budget != nil {
		w.pace.Turns(w.budget())
		w.predict(now)
	}
	due := w.list.Due(now, &w.pace)
	if w.hurry != nil {
		w.hurry(w.pace.Hurried())
	}
	for _, id := range due {
		go func() {
			defer exit.OnPanic()
			ctx, cancel := context.WithTimeout(ctx, checkLimit)
			defer cancel()
			report, err := w.checker.Check(ctx, id)
			w.answers <- model.Observe(id, now, w.now(), report, err)
		}()
	}
	at := w.list.NextAt(now, &w.pace)
	if w.budget == nil || at.IsZero() || !w.pace.Open(now, w.list.InFlight()) {
		return watchTick
	}
	return min(watchTick, max(at.Sub(now), shortestWait))
}

// predict tells the limiter, now and then, how long the work will take.
func (w *watcher) predict(now time.Time) {
	if w.expect != nil && !now.Before(w.expected) {
		left, _ := w.list.Left()
		w.expect(left)
		w.expected = now.Add(predictEvery)
	}
}

// take applies one answer.
func (w *watcher) take(o model.Observation) {
	events := w.list.Apply(o)
	w.tellWrong()
	if w.pace.Observe(o, rand.Float64()) {
		w.list.Forgive(o.At)
	}
	w.health.observe(o.At, o.Err)
	w.dirty[o.ID] = true
	w.outbox.Events = append(w.outbox.Events, events...)
	if w.observed != nil {
		w.observed(o)
	}
	w.tell(events)
}

// tellWrong says which orders of answers were seen to be wrong.
func (w *watcher) tellWrong() {
	for _, wrong := range w.list.TakeWrong() {
		if w.say != nil {
			w.say(wrong.String())
		}
	}
}

func (w *watcher) tell(events []model.Event) {
	if w.learned != nil && len(events) > 0 {
		w.learned(events)
	}
}

// sync exchanges changes with the store when it is time to. It fails when the
// store has failed for too long.
func (w *watcher) sync(ctx context.Context, now time.Time) error {
	if w.keeper == nil || now.Before(w.next) {
		return nil
	}
	w.next = now.Add(syncEvery)
	in, err := w.keeper.Sync(ctx, w.pack())
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case in.Anew:
		w.writeAnew()
		if w.say != nil {
			w.say("the watchlist is written to a new database")
		}
	case in.Lost && !w.lost:
		w.writeAnew() // as soon as there is one
	case err == nil:
		for _, t := range w.outbox.Checked {
			w.list.Saved(t)
		}
		w.outbox = session.Outbox{}
		clear(w.dirty)
	}
	w.lost = in.Lost
	if err != nil {
		w.next = now.Add(4 * syncEvery)
		if in.Until.IsZero() {
			in.Poller, in.Until = w.poller, now.Add(store.LeaseTime) // as before
		}
	}
	w.saySaving(err)
	w.receive(in, now)
	return nil
}

// saySaving says once that nothing can be saved, and once that it can again.
func (w *watcher) saySaving(err error) {
	if w.say != nil && (err == nil) != (w.unsaved == nil) {
		if err != nil {
			w.say("the watchlist cannot be saved: " + err.Error() + "; the checks go on, and it is tried again")
		} else {
			w.say("the watchlist can be saved again")
		}
	}
	w.unsaved = err
}

// writeAnew has everything written that is known: this is another database.
func (w *watcher) writeAnew() {
	all := make([]*model.Task, 0, w.list.Len())
	for _, t := range w.list.Tasks() {
		all = append(all, t.Copy())
		w.dirty[t.ID] = true
	}
	w.outbox.Edits = append(w.outbox.Edits, session.Edit{Kind: session.EditAdd, Tasks: all})
	w.next = time.Time{}
}

// pack is what the store does not know yet. It is kept until it does.
func (w *watcher) pack() session.Outbox {
	w.outbox.Checked = nil
	for id := range w.dirty {
		if t := w.list.Task(id); t != nil {
			w.outbox.Checked = append(w.outbox.Checked, t.Copy())
		}
	}
	w.outbox.Idle = w.pace.Stopped() != nil
	return w.outbox
}

// receive takes in what other processes did.
func (w *watcher) receive(in session.Inbox, now time.Time) {
	if w.say != nil && in.Poller != w.poller {
		if in.Poller != "" {
			w.say(fmt.Sprintf("another hubwatch (%s) asks HubSpot; following what it learns", in.Poller))
		} else {
			w.say("nobody else asks HubSpot any more; asking from here")
		}
	}
	w.poller, w.until = in.Poller, in.Until
	for _, t := range in.Tasks {
		t.NotAfter(now)
		put := w.list.Put
		if w.dirty[t.ID] {
			put = w.list.PutBeside
		}
		w.tell(put(t))
		if t.Report == nil && w.list.Task(t.ID).Report != nil {
			w.dirty[t.ID] = true // the store has lost it
		}
		if w.poller != "" && !t.AskedAt.IsZero() {
			w.health.observe(t.AskedAt, t.Err)
		}
	}
	for _, id := range in.Gone {
		w.list.Drop(id)
	}
	w.tellWrong()
}

// flush writes what is left at the end, also after ctrl-c.
func (w *watcher) flush() error {
	if w.keeper == nil {
		return nil
	}
	out := w.pack()
	if len(out.Checked) == 0 && len(out.Events) == 0 && len(out.Edits) == 0 {
		return nil
	}
	limit := flushLimit
	if w.unsaved != nil {
		limit = time.Second // it has not worked just before
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if _, err := w.keeper.Sync(ctx, out); err != nil {
		return exit.With(exit.Internal, fmt.Errorf("the last answers could not be saved: %w", err))
	}
	return nil
}

// health is how well HubSpot can be reached. The zero value knows nothing.
type health struct {
	answered bool              // it has answered once
	since    time.Time         // the first failure since it last did; zero if none
	why      *model.CheckError // the latest failure, nil if none
}

// observe learns from one answer of HubSpot's, or none.
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

// lost is why there is no point in trying on, or nil. A wrong address or proxy
// does not heal; a HubSpot that has answered mostly comes back within minutes,
// and so do routers and tunnels.
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
