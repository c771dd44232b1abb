// Package exchange keeps a session and its store in step, off the event loop.
package exchange

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model/session"
	"hubwatch/ui/fault"
)

const (
	// Limit bounds one exchange, and every other request to the store.
	Limit = 15 * time.Second

	quitLimit = 2 * time.Second
	farQuit   = 5 * time.Second        // for a store on a network
	shortQuit = 200 * time.Millisecond // for a store that has just failed
)

// Exchange exchanges changes with a Keeper, one Sync at a time.
type Exchange struct {
	keeper  session.Keeper
	session *session.Session
	running bool
	under   int // how many changes the running one writes
	last    *once
}

// once is one exchange. Whoever begins it first carries it out: where the
// dashboard ends in the same moment nobody carries out what it asked for last.
type once struct {
	begun  atomic.Bool
	answer chan Synced // gets it, for Flush
	out    session.Outbox
}

// carry carries it out, if nobody has begun it.
func (o *once) carry(k session.Keeper, limit time.Duration) (msg Synced, ok bool) {
	if !o.begun.CompareAndSwap(false, true) {
		return Synced{}, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	inbox, err := k.Sync(ctx, o.out)
	msg = Synced{o.out, inbox, err}
	o.answer <- msg
	return msg, true
}

// New returns the exchange of s with k, which is nil if nothing is kept.
func New(k session.Keeper, s *session.Session) *Exchange { return &Exchange{keeper: k, session: s} }

// Synced carries the answer to one exchange.
type Synced struct {
	Out   session.Outbox
	Inbox session.Inbox
	Err   error
}

// Empty reports whether nothing came of it.
func (m Synced) Empty() bool {
	return m.Err == nil && len(m.Inbox.Tasks)+len(m.Inbox.Gone) == 0
}

// NextIn returns how long it takes until the next one is due, nothing or less if
// it is. ok is false while one goes on, and if nothing is kept.
func (e *Exchange) NextIn(now time.Time) (wait time.Duration, ok bool) {
	at, ok := e.session.SyncAt()
	return at.Sub(now), ok && !e.running
}

// Start gives out to the Keeper and answers with a [Synced]. Quitting does not
// cancel it: when the dashboard ends in the meantime nobody handles messages any
// more, and [Exchange.Flush] gets the answer.
func (e *Exchange) Start(out session.Outbox) tea.Cmd {
	keeper, this := e.keeper, &once{answer: make(chan Synced, 1), out: out}
	e.running, e.under, e.last = true, changesIn(out), this
	return fault.Guarded(func() tea.Msg {
		if msg, ok := this.carry(keeper, Limit); ok {
			return msg
		}
		return nil
	})
}

// Over notes that an answer came.
func (e *Exchange) Over() { e.running = false }

// changesIn returns how many changes an outbox has, except for how the user
// looks at it.
func changesIn(out session.Outbox) int { return len(out.Edits) + len(out.Checked) + len(out.Events) }

// Flush writes what is left when the dashboard ends; pack is what the Keeper is
// to be told. A store that has just failed gets one more try, and a short one.
func (e *Exchange) Flush(pack func() session.Outbox, now time.Time) error {
	if e.keeper == nil {
		return nil
	}
	limit := quitLimit
	switch {
	case e.session.Unsaved() != nil:
		limit = shortQuit
	case e.session.Strict():
		limit = farQuit
	}
	over := time.After(limit)
	if e.running && e.session.Waiting()+e.under == 0 {
		return nil // only how the user looks at it would be lost
	}
	if e.running {
		e.last.carry(e.keeper, limit)
		select {
		case msg := <-e.last.answer:
			e.session.Receive(msg.Out, msg.Inbox, msg.Err, now)
		case <-over:
			return errors.New("the last changes may not be saved: the watchlist's database does not answer")
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	for {
		out := pack()
		in, err := e.keeper.Sync(ctx, out)
		switch {
		case err != nil && changesIn(out) > 0:
			return fmt.Errorf("the last changes could not be saved: %w", err)
		case err != nil || !in.Anew: // another database wants more
			return nil
		}
		e.session.Receive(out, in, err, now)
	}
}
