package watch

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// leaving is a keeper that keeps all it is given, and beside which somebody leaves.
type leaving struct {
	leave  context.CancelFunc
	events int
}

func (l *leaving) Sync(_ context.Context, out session.Outbox) (session.Inbox, error) {
	l.leave()
	l.events += len(out.Events)
	return session.Inbox{Until: time.Now().Add(time.Hour)}, nil
}

// TestLeavingBesideAnExchangeWritesNothingTwice holds that what was written while
// somebody left is not written again at the end.
func TestLeavingBesideAnExchangeWritesNothingTwice(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	k := &leaving{leave: cancel}
	w := &Watcher{Session: session.New(session.Start{Tasks: []*model.Task{{ID: "a"}}, Kept: true}), Keeper: k}
	now := w.now()
	w.Observe(model.Observe("a", now, now, model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil), 0.5)
	if err := w.sync(ctx, now); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that somebody has left", err)
	}
	if err := w.flush(); err != nil || k.events != 1 {
		t.Errorf("%v, %d events were written, want one", err, k.events)
	}
}

// full is a keeper that keeps nothing.
type full struct{}

func (full) Sync(context.Context, session.Outbox) (session.Inbox, error) {
	return session.Inbox{}, errors.New("no space left")
}

// TestWhatIsNotSavedIsSaid holds that a user is told that nothing could be saved,
// also where the command ends for another reason.
func TestWhatIsNotSavedIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said []string
		w := &Watcher{Session: session.New(session.Start{Tasks: []*model.Task{{ID: "a"}}, Kept: true}), Keeper: full{}, Say: func(s string) { said = append(said, s) }}
		now := w.now()
		w.Observe(model.Observe("a", now, now, model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil), 0.5)
		timeIsUp := errors.New("the time is up")
		err := w.Run(t.Context(), func(time.Time) (bool, error) { return true, timeIsUp })
		all := strings.Join(said, "\n")
		if !errors.Is(err, timeIsUp) || !strings.Contains(all, "cannot be saved yet: no space left; it is tried for 30s") || !strings.HasSuffix(all, "could not be saved: no space left") {
			t.Errorf("error %v, said %q", err, said)
		}
	})
}
