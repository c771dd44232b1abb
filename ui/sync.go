package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
)

// What the dashboard shares with its Keeper.
type (
	Keeper   = session.Keeper
	Outbox   = session.Outbox
	Inbox    = session.Inbox
	Edit     = session.Edit
	EditKind = session.EditKind
	Checker  = session.Checker
)

// The kinds of edits.
const (
	EditAdd      = session.EditAdd
	EditDrop     = session.EditDrop
	EditUndrop   = session.EditUndrop
	EditDescribe = session.EditDescribe
)

const (
	syncEvery = 500 * time.Millisecond
	syncLimit = 15 * time.Second
	shortQuit = 200 * time.Millisecond // for a store that has just failed
)

// syncState is where the dashboard stands with its Keeper.
type syncState struct {
	outbox  Outbox
	dirty   map[model.TaskID]bool // checked since the last Sync
	running bool
	lost    bool           // there is no database
	under   int            // how many changes the running one writes
	done    chan syncedMsg // gets the answer of the running one, for flush
	next    time.Time
	poller  string
	until   time.Time // we may ask HubSpot until then
	err     error     // why the last Sync failed
}

// syncedMsg carries the answer to a Sync. Sent by syncCmd.
type syncedMsg struct {
	out   Outbox
	inbox Inbox
	err   error
}

// empty tells whether nothing came of it.
func (m syncedMsg) empty() bool {
	return m.err == nil && len(m.inbox.Tasks)+len(m.inbox.Gone) == 0
}

// syncCmd runs a Sync and answers with a syncedMsg, which also goes to done:
// when the dashboard ends in the meantime nobody handles messages any more.
// Quitting does not cancel it.
func syncCmd(k Keeper, out Outbox, done chan<- syncedMsg) tea.Cmd {
	return guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), syncLimit)
		defer cancel()
		inbox, err := k.Sync(ctx, out)
		msg := syncedMsg{out, inbox, err}
		done <- msg
		return msg
	})
}

// mayPoll tells whether it is for us to ask HubSpot.
func (a *app) mayPoll() bool {
	return a.opt.Keeper == nil || a.sync.poller == "" && a.Now.Before(a.sync.until)
}

// syncing starts a Sync when one is due. One runs at a time.
func (a *app) syncing() tea.Cmd {
	s := &a.sync
	if a.opt.Keeper == nil || s.running || a.Now.Before(s.next) {
		return nil
	}
	s.running, s.next = true, a.Now.Add(syncEvery)
	s.done = make(chan syncedMsg, 1)
	out := a.pack()
	s.under = len(out.Edits) + len(out.Checked) + len(out.Events)
	return syncCmd(a.opt.Keeper, out, s.done)
}

// pack empties the outbox. Tasks that were checked are copied as they are now.
func (a *app) pack() Outbox {
	out := a.sync.outbox
	a.sync.outbox = Outbox{}
	for id := range a.sync.dirty {
		if t := a.list.Task(id); t != nil {
			out.Checked = append(out.Checked, t.Copy())
		}
	}
	clear(a.sync.dirty)
	out.Idle = a.pace.Stopped() != nil || a.tokenless()
	if changes := a.causes.groups.Changes(); a.mayPoll() { // one dashboard tells
		out.Causes = append(out.Causes, changes...)
	}
	out.View = a.keep()
	return out
}

// synced takes in what changed elsewhere. What could not be written is kept
// for the next time.
func (a *app) synced(msg syncedMsg) tea.Cmd {
	s := &a.sync
	s.running, s.err = false, msg.err
	if msg.err != nil || msg.inbox.Anew {
		s.unpack(msg.out)
		s.next = a.Now.Add(4 * syncEvery)
		a.keepNext()
	}
	if msg.inbox.Anew {
		a.writeAnew()
		a.say("the watchlist is written to a new database")
	}
	if msg.inbox.Lost && !s.lost {
		a.writeAnew() // as soon as there is one
	}
	s.lost = msg.inbox.Lost
	if msg.err != nil && msg.inbox.Until.IsZero() {
		msg.inbox.Poller, msg.inbox.Until = s.poller, a.Now.Add(syncLimit) // as before
	}
	if msg.err == nil && !msg.inbox.Anew {
		a.saved(msg.out.Checked)
	}
	if s.poller != msg.inbox.Poller {
		a.redraw() // the banner says who asks
	}
	s.poller, s.until = msg.inbox.Poller, msg.inbox.Until
	a.replan(msg.inbox.Plan)
	edited, before := s.edited(), a.list.Len()
	for _, t := range msg.inbox.Tasks {
		if !edited[t.ID] {
			t.NotAfter(a.Now)
			put := a.list.Put
			if s.dirty[t.ID] {
				put = a.list.PutBeside
			}
			a.happened(put(t))
			if t.Report == nil && a.list.Task(t.ID).Report != nil {
				s.mark(t.ID) // the store has lost it
			}
			a.learn(a.list.Task(t.ID))
		}
	}
	a.tellWrong()
	if few := a.list.Len() == before && len(msg.inbox.Tasks) <= fewTasks; !few {
		a.table.arrange(&a.list)
	} else {
		for _, t := range msg.inbox.Tasks {
			if watched := a.list.Task(t.ID); watched != nil {
				a.table.update(watched)
			}
		}
	}
	for _, id := range msg.inbox.Gone {
		if !edited[id] {
			a.list.Drop(id)
			a.forget(id)
		}
	}
	if len(msg.inbox.Gone) > 0 {
		a.afterDrop()
	}
	a.keys.enable(a.list.Len() > 0, a.task != nil)
	return a.checks()
}

// saved lets go of the answers that are on disk now, but of the one that is
// looked at.
func (a *app) saved(tasks []*model.Task) {
	for _, t := range tasks {
		if a.opt.Raw != nil && (a.task == nil || a.task.id != t.ID) {
			a.list.Saved(t)
		}
	}
}

// fewTasks are put in their places one by one; for more the table is sorted
// anew.
const fewTasks = 100

// writeAnew has everything written that is known.
func (a *app) writeAnew() {
	a.edit(EditAdd, a.list.Tasks()...)
	for _, t := range a.list.Tasks() {
		a.sync.mark(t.ID)
	}
}

// unsaved is how many changes wait to be written.
func (s *syncState) unsaved() int { return len(s.outbox.Edits) + len(s.dirty) }

// unsavedText says how much is kept in memory only, and why.
func (s *syncState) unsavedText() string {
	text := "The watchlist cannot be saved: "
	switch n := s.unsaved(); n {
	case 0:
	case 1:
		text = "1 change waits: the" + text[3:]
	default:
		text = fmt.Sprintf("%d changes wait: the", n) + text[3:]
	}
	return text + model.Sentence(model.Text(s.err.Error()).Line()) + " Checks go on; it is tried again."
}

// unpack puts back what could not be written.
func (s *syncState) unpack(out Outbox) {
	s.outbox.Edits = append(out.Edits, s.outbox.Edits...)
	s.outbox.Events = append(out.Events, s.outbox.Events...)
	s.outbox.Causes = append(out.Causes, s.outbox.Causes...)
	for _, t := range out.Checked {
		s.mark(t.ID)
	}
}

// edited is the tasks with edits that are not written yet: what the inbox says
// of them is out of date.
func (s *syncState) edited() map[model.TaskID]bool {
	ids := map[model.TaskID]bool{}
	for _, e := range s.outbox.Edits {
		for _, t := range e.Tasks {
			ids[t.ID] = true
		}
	}
	return ids
}

// afterDrop brings the screens up to date when tasks are gone.
func (a *app) afterDrop() {
	if a.task != nil && a.list.Task(a.task.id) == nil {
		a.closeTask()
	}
	a.table.forget(&a.list)
	a.keys.enable(a.list.Len() > 0, a.task != nil)
}

// mark remembers that a check taught something of the task.
func (s *syncState) mark(id model.TaskID) {
	if s.dirty == nil {
		s.dirty = map[model.TaskID]bool{}
	}
	s.dirty[id] = true
}

// edit remembers what a person did, for the Keeper.
func (a *app) edit(kind EditKind, tasks ...*model.Task) {
	if a.opt.Keeper == nil || len(tasks) == 0 {
		return
	}
	copies := make([]*model.Task, 0, len(tasks))
	for _, t := range tasks {
		copies = append(copies, t.Copy())
	}
	a.sync.outbox.Edits = append(a.sync.outbox.Edits, Edit{Kind: kind, Tasks: copies})
	a.sync.next = a.Now // at once
}

// flush writes what is left when the dashboard ends. A store that has just
// failed gets one more try, and a short one.
func (a *app) flush() error {
	if a.opt.Keeper == nil {
		return nil
	}
	s, limit := &a.sync, quitLimit
	if s.err != nil {
		limit = shortQuit
	}
	over := time.After(limit)
	left := s.unsaved() + len(s.outbox.Events)
	if s.running && left+s.under == 0 {
		return nil // only how the person looks at it would be lost
	}
	if s.running {
		select {
		case msg := <-s.done:
			if msg.err != nil || msg.inbox.Anew {
				s.unpack(msg.out)
			}
			if msg.inbox.Anew {
				a.writeAnew()
			}
		case <-over:
			return errors.New("the last changes may not be saved: the watchlist's database does not answer")
		}
	}
	a.keeping.next = time.Time{}
	left = s.unsaved() + len(s.outbox.Events)
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	_, err := a.opt.Keeper.Sync(ctx, a.pack())
	if err != nil && left > 0 {
		return fmt.Errorf("the last changes could not be saved: %w", err)
	}
	return nil
}
