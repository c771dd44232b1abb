package keep

import (
	"context"
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"hubwatch/config"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/output"
)

// How long the end of a command waits for the hook to be told of what is left:
// one that a user leaves does not keep the terminal.
const (
	hookDrain  = 10 * time.Second
	LeaveDrain = time.Second
)

// hook tells the program of the settings what is written to the journal, event
// by event, while this process is the one that polls HubSpot. The store records
// which event was told, so that a process that takes over also tells what its
// predecessor wrote last.
type hook struct {
	store store.Store
	tell  func(ctx context.Context, event []byte) error
	say   func(string)
	mine  atomic.Bool // whether this process asks HubSpot
	quiet sync.Map    // the tasks of whose events it is not told, since they do not count

	after int64 // the last event that was told, or was not ours to tell
	ended chan struct{}
	done  chan struct{}
	left  context.Context // ends with the first signal
	stop  context.CancelFunc
	said  string
}

// startHook starts telling the program argv what happens from now on; nil if
// there is none. say is told about problems.
func startHook(ctx context.Context, s store.Store, argv []string, profile string, say func(string)) (*hook, error) {
	if len(argv) == 0 {
		return nil, nil
	}
	after, err := s.LastEvent(ctx)
	if errors.Is(err, store.ErrGone) {
		after, err = math.MaxInt64, nil // nothing that is in the next one is news
	}
	if err != nil {
		return nil, err
	}
	h := &hook{
		store: s, say: say, after: after, ended: make(chan struct{}), done: make(chan struct{}), left: ctx,
		tell: func(ctx context.Context, event []byte) error { return config.RunHook(ctx, argv, profile, event) },
	}
	// ctrl-c does not end it: what is known by then is told.
	ctx, h.stop = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer exit.OnPanic()
		defer close(h.done)
		h.loop(ctx)
	}()
	return h, nil
}

// loop follows the journal until close.
func (h *hook) loop(ctx context.Context) {
	for {
		last := false
		select {
		case <-h.ended:
			last = true
		case <-time.After(followEvery):
		}
		if err := h.next(ctx); err != nil && ctx.Err() == nil {
			h.complain(err)
		}
		if last || ctx.Err() != nil {
			return
		}
	}
}

// next tells the new entries of the journal.
func (h *hook) next(ctx context.Context) error {
	last, err := h.store.LastEvent(ctx)
	switch {
	case errors.Is(err, store.ErrGone):
		return nil
	case err != nil:
		return err
	}
	h.after = min(h.after, last) // of another journal what is there was told
	return journalAfter(ctx, h.store, &h.after, func(e store.Entry) error {
		if !h.mine.Load() {
			return nil
		}
		first, err := h.store.Tell(ctx, e.Seq)
		if err != nil {
			h.after = e.Seq - 1 // it is told when that can be noted
			return err
		}
		if _, quiet := h.quiet.Load(e.ID); quiet || !first {
			return nil
		}
		line, err := output.JSONLine(journal.EventOf(e.Seq, e.Event, e.Told))
		if err == nil {
			err = h.tell(ctx, line)
		}
		if err != nil && ctx.Err() == nil {
			h.complain(err)
		}
		return ctx.Err()
	})
}

// complain reports a problem, once as long as it stays the same.
func (h *hook) complain(err error) {
	if text := err.Error(); text != h.said {
		h.said = text
		h.say(text)
	}
}

// close tells what is left, for a limited time, which a signal shortens. That
// includes the events of what was saved last.
func (h *hook) close(drain time.Duration) error {
	if h == nil {
		return nil
	}
	close(h.ended)
	defer h.stop()
	over := time.After(drain)
	for signal := h.left.Done(); ; {
		select {
		case <-h.done:
			return nil
		case <-signal:
			signal, over = nil, time.After(min(drain, LeaveDrain))
		case <-over:
			h.stop()
			select {
			case <-h.done:
			case <-time.After(shortLimit): // what it started is on its own
			}
			return errors.New("the hook is slow: it was not told of the last events")
		}
	}
}

// hush records the tasks about which the hook is not told, before their events
// are written.
func (h *hook) hush(out session.Outbox) {
	if h == nil {
		return
	}
	for _, e := range out.Events {
		h.quiet.Delete(e.ID)
	}
	for _, id := range out.Quiet {
		h.quiet.Store(id, true)
	}
}

// follow turns the hook on or off as this process becomes or ceases to be the
// one that polls.
func (h *hook) follow(mine bool) {
	if h != nil {
		h.mine.Store(mine)
	}
}
