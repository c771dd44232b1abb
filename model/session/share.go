package session

import (
	"context"
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/model/undo"
)

// Checker asks HubSpot about one task. It is called from up to
// [model.MaxInFlight] goroutines at once. Its error is a *model.CheckError, or
// ctx's own if ctx ends first.
type Checker interface {
	Check(ctx context.Context, id model.TaskID) (model.Report, error)
}

// Limiter keeps all requests within HubSpot's limits.
type Limiter interface {
	// Budget returns what the limits allow now.
	Budget() model.Budget
	// Expect sets how long the work will take, which decides how the day's
	// requests are spread.
	Expect(left time.Duration)
	// Hurry sets how many checks may go out at once.
	Hurry(checks int)
	// Inherit says that we begin to poll, and that another machine may have
	// done so until a moment ago.
	Inherit()
}

// Keeper keeps the watchlist in a store that other processes share. Sync is
// never called twice at once.
type Keeper interface {
	// Sync writes what changed here and returns what changed elsewhere. After
	// an error the same Outbox is passed again with what was added to it; the
	// Inbox is valid as far as it got.
	Sync(ctx context.Context, out Outbox) (Inbox, error)
}

// Outbox is what changed here since the last Sync.
type Outbox struct {
	Edits   []Edit         // what a user did, in order
	Checked []*model.Task  // what checks taught
	Events  []model.Event  // for the journal
	Quiet   []model.TaskID // of Events, those of tasks that do not count: nobody is told of these
	Causes  []cause.Change
	Idle    bool           // we cannot ask HubSpot now: another process may
	Alive   model.Text     // the user, if that one has done something; what that one is on is kept
	Places  *undo.Snapshot // where folders are before their first start; nil for none
	View    []byte         // how the user looks at the watchlist, as JSON; nil if that is kept already
}

// EditKind says what a user did to tasks.
type EditKind int

// The kinds of edits. There is no zero kind.
const (
	EditAdd EditKind = iota + 1
	EditDrop
	EditUndrop
	EditDescribe
	EditClaim
)

// Edit is one thing a user did to tasks, or about them.
type Edit struct {
	Kind   EditKind
	Tasks  []*model.Task
	Claims model.ClaimChange // EditClaim only
}

// Inbox is what changed elsewhere, and who may ask HubSpot.
type Inbox struct {
	Plan     *plan.Plan // nil unless there is a new one
	Tasks    []*model.Task
	Gone     []model.TaskID
	Poller   string       // who asks HubSpot instead of us; "" if we may
	Until    time.Time    // how long we may without asking again
	Anew     bool         // this is another database than before: everything is to be written
	Lost     bool         // there is no database: nothing of what is known is kept
	Claims   model.Claims // who is on what; nil if that is not known, or as it was
	Others   []string     // who has the watchlist open; only with Claims
	ReadOnly error        // why nothing may be changed here; nil if it may
	Strict   bool         // other machines share it: without an exchange nobody asks HubSpot, except for a moment
}

const (
	syncEvery  = 750 * time.Millisecond // between two exchanges with the Keeper, unless a user does something
	retryEvery = 2 * time.Second        // after one that failed
	asBefore   = 15 * time.Second       // how long it stays as it is who asks, while the Keeper cannot tell
)

// share is where a session stands with its Keeper.
type share struct {
	poller string    // who asks HubSpot instead of us
	until  time.Time // we may ask until then
	lost   bool      // there is no database
	strict bool      // nobody asks without it
	err    error     // why the last exchange failed
}

// outbox collects what the Keeper has not been told yet.
type outbox struct {
	kept    bool
	next    time.Time // when the next exchange is due
	edits   []Edit
	events  []model.Event
	causes  []cause.Change
	checked []model.TaskID // since the last exchange
	dirty   map[model.TaskID]bool
	places  *undo.Snapshot
}

// MayAsk reports whether this process is the one to ask HubSpot.
func (s *Session) MayAsk(now time.Time) bool {
	return !s.outbox.kept || s.share.poller == "" && now.Before(s.share.until)
}

// Poller returns who polls HubSpot instead of us, "" if nobody does.
func (k *Known) Poller() string { return k.share.poller }

// Unsaved returns why the last exchange with the Keeper failed, nil if it did not.
func (k *Known) Unsaved() error { return k.share.err }

// Strict reports whether nobody polls HubSpot while the exchange with the
// Keeper fails.
func (k *Known) Strict() bool { return k.share.strict }

// Waiting returns how many changes wait to be written.
func (k *Known) Waiting() int { return len(k.outbox.edits) + len(k.outbox.checked) }

// SyncDue reports whether it is time for another exchange with the Keeper. At
// most one is under way.
func (s *Session) SyncDue(now time.Time) bool { return s.outbox.kept && !now.Before(s.outbox.next) }

// SyncAt returns when that is, in the past if it is now; ok is false without a Keeper.
func (s *Session) SyncAt() (at time.Time, ok bool) { return s.outbox.next, s.outbox.kept }

// Pack empties the outbox for the Keeper. Tasks that were checked are copied as
// they are now. The outcome goes to Receive.
func (s *Session) Pack(now time.Time) Outbox {
	o := &s.outbox
	out := Outbox{Edits: o.edits, Events: o.events, Causes: o.causes, Places: o.places, Idle: s.pace.Stopped() != nil}
	if s.people.active {
		out.Alive, s.people.active = s.people.me, false
	}
	for _, id := range o.checked {
		if t := s.list.Task(id); t != nil {
			out.Checked = append(out.Checked, t.Copy())
		}
	}
	for _, e := range o.events {
		if t := s.list.Task(e.ID); t != nil && t.Replaced() && !slices.Contains(out.Quiet, e.ID) {
			out.Quiet = append(out.Quiet, e.ID)
		}
	}
	if changes := s.causes.groups.Changes(); s.MayAsk(now) { // who asks tells
		out.Causes = append(out.Causes, changes...)
	}
	*o = outbox{kept: o.kept, next: now.Add(syncEvery)}
	return out
}

// Receive records the outcome of an exchange: what changed elsewhere, and who
// may ask. What could not be written is kept for the next one.
func (s *Session) Receive(out Outbox, in Inbox, err error, now time.Time) Changes {
	var ch Changes
	if err != nil || in.Anew {
		s.outbox.next = now.Add(retryEvery)
	}
	s.written(&ch, out, in, err)
	if err != nil && in.Until.IsZero() {
		in.Poller, in.Until = s.share.poller, now.Add(asBefore)
	}
	before := s.MayAsk(now)
	s.share = share{in.Poller, in.Until, in.Lost, in.Strict, err}
	s.heir = s.heir || in.Strict && !before && s.MayAsk(now)
	s.meet(&ch, in, now)
	s.replan(&ch, in.Plan)
	s.merge(&ch, in, now)
	return ch
}

// written keeps what of the outbox is not in the store, or everything known if
// the store is another database than before, or gone.
func (s *Session) written(ch *Changes, out Outbox, in Inbox, err error) {
	if err != nil || in.Anew {
		s.Unpack(out)
	} else {
		ch.Saved = out.Checked
	}
	switch {
	case in.Anew && in.Strict && s.share.lost:
		ch.Said = append(ch.Said, "the watchlist is there")
	case in.Anew:
		ch.Said = append(ch.Said, "the watchlist is written to a new database")
	}
	if in.Anew || in.Lost && !s.share.lost { // as soon as there is one
		s.edit(EditAdd, s.list.Tasks()...)
		for _, t := range s.list.Tasks() {
			s.outbox.mark(t.ID)
		}
	}
}

// fewTasks is how many tasks are handled one by one; if there are more,
// everything is refreshed.
const fewTasks = 100

// merge records the tasks that other processes changed, except those with
// unwritten edits, which the inbox does not know yet.
func (s *Session) merge(ch *Changes, in Inbox, now time.Time) {
	edited, before := s.outbox.edited(), s.list.Len()
	for _, t := range in.Tasks {
		if !edited[t.ID] {
			s.put(ch, t, now)
		}
		if watched := s.list.Task(t.ID); watched != nil {
			ch.Tasks = append(ch.Tasks, watched)
		}
	}
	s.takeWrong(ch)
	defer s.learnReplaced(ch)
	ch.Anew = ch.Anew || s.list.Len() != before || len(in.Tasks) > fewTasks
	for _, id := range in.Gone {
		if !edited[id] {
			s.list.Drop(id)
			s.forget(id)
			ch.Gone = append(ch.Gone, id)
		}
	}
}

// put records the store's copy of a task.
func (s *Session) put(ch *Changes, t *model.Task, now time.Time) {
	t.NotAfter(now)
	put := s.list.Put
	if s.outbox.dirty[t.ID] {
		put = s.list.PutBeside
	}
	s.happened(ch, put(t))
	watched := s.list.Task(t.ID)
	if t.Report == nil && watched.Report != nil {
		s.outbox.mark(t.ID) // the store has lost it
	}
	s.learn(watched)
}

// Unpack puts back what was not written.
func (s *Session) Unpack(out Outbox) {
	o := &s.outbox
	o.edits = append(out.Edits, o.edits...)
	o.events = append(out.Events, o.events...)
	o.causes = append(out.Causes, o.causes...)
	if out.Places != nil {
		o.places = out.Places
	}
	for _, t := range out.Checked {
		o.mark(t.ID)
	}
}

// taught queues what a check taught about a task.
func (o *outbox) taught(id model.TaskID, events []model.Event) {
	if o.kept {
		o.events = append(o.events, events...)
		o.mark(id)
	}
}

// mark queues a task to be written.
func (o *outbox) mark(id model.TaskID) {
	if o.dirty == nil {
		o.dirty = map[model.TaskID]bool{}
	}
	if o.kept && !o.dirty[id] {
		o.dirty[id] = true
		o.checked = append(o.checked, id)
	}
}

// edited returns the tasks with unwritten edits.
func (o *outbox) edited() map[model.TaskID]bool {
	ids := map[model.TaskID]bool{}
	for _, e := range o.edits {
		for _, t := range e.Tasks {
			ids[t.ID] = true
		}
	}
	return ids
}
