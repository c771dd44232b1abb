package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/fault"
)

const (
	syncLimit = 15 * time.Second
	shortQuit = 200 * time.Millisecond // for a store that has just failed
)

// syncing is the exchange with the Keeper.
type syncing struct {
	running bool
	under   int            // how many changes it writes
	done    chan syncedMsg // gets its answer, for flush
	viewAt  time.Time      // when the view is saved next
}

// syncedMsg carries the answer to a Sync. Sent by syncCmd.
type syncedMsg struct {
	out   session.Outbox
	inbox session.Inbox
	err   error
}

// empty tells whether nothing came of it.
func (m syncedMsg) empty() bool {
	return m.err == nil && len(m.inbox.Tasks)+len(m.inbox.Gone) == 0
}

// syncCmd runs a Sync and answers with a syncedMsg, which also goes to done:
// when the dashboard ends in the meantime nobody handles messages any more.
// Quitting does not cancel it.
func syncCmd(k session.Keeper, out session.Outbox, done chan<- syncedMsg) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), syncLimit)
		defer cancel()
		inbox, err := k.Sync(ctx, out)
		msg := syncedMsg{out, inbox, err}
		done <- msg
		return msg
	})
}

// exchange starts a Sync when one is due. One runs at a time.
func (a *app) exchange() tea.Cmd {
	if a.sync.running || !a.session.SyncDue(a.Now) {
		return nil
	}
	out := a.pack()
	a.sync.running, a.sync.under, a.sync.done = true, changesIn(out), make(chan syncedMsg, 1)
	return syncCmd(a.opt.Keeper, out, a.sync.done)
}

// changesIn is how many changes an outbox has, but for how the person looks at it.
func changesIn(out session.Outbox) int { return len(out.Edits) + len(out.Checked) + len(out.Events) }

// pack is what the Keeper is to be told.
func (a *app) pack() session.Outbox {
	out := a.session.Pack(a.Now)
	out.Idle = out.Idle || a.tokenless()
	out.View = a.viewToSave()
	return out
}

// synced takes in what changed elsewhere. What could not be written is kept
// for the next time.
func (a *app) synced(msg syncedMsg) tea.Cmd {
	a.sync.running = false
	if msg.err != nil || msg.inbox.Anew {
		a.saveViewSoon()
	}
	poller := a.Poller()
	ch := a.session.Receive(msg.out, msg.inbox, msg.err, a.Now)
	a.saved(ch.Saved)
	if a.Poller() != poller {
		a.redraw() // the banner says who asks
	}
	open := a.task.ID()
	a.took(ch)
	if open != "" && a.task.ID() == "" { // else the next key would go to another task unseen
		a.say("task %s is not watched any more: another hubwatch dropped it", open)
	}
	return a.checks()
}

// saved lets go of the answers that are on disk now, but of the one that is
// looked at.
func (a *app) saved(tasks []*model.Task) {
	for _, t := range tasks {
		if a.opt.Raw != nil && a.task.ID() != t.ID {
			a.List().Saved(t)
		}
	}
}

// flush writes what is left when the dashboard ends. A store that has just
// failed gets one more try, and a short one.
func (a *app) flush() error {
	if a.opt.Keeper == nil {
		return nil
	}
	limit := quitLimit
	if a.Unsaved() != nil {
		limit = shortQuit
	}
	over := time.After(limit)
	if a.sync.running && a.session.Waiting()+a.sync.under == 0 {
		return nil // only how the person looks at it would be lost
	}
	if a.sync.running {
		select {
		case msg := <-a.sync.done:
			a.session.Receive(msg.out, msg.inbox, msg.err, a.Now)
		case <-over:
			return errors.New("the last changes may not be saved: the watchlist's database does not answer")
		}
	}
	a.sync.viewAt = time.Time{}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	for {
		out := a.pack()
		in, err := a.opt.Keeper.Sync(ctx, out)
		switch {
		case err != nil && changesIn(out) > 0:
			return fmt.Errorf("the last changes could not be saved: %w", err)
		case err != nil || !in.Anew: // another database wants more
			return nil
		}
		a.session.Receive(out, in, err, a.Now)
	}
}
