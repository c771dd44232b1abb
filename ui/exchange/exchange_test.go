package exchange

import (
	"context"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// kept is a Keeper that counts what it is told to keep.
type kept struct {
	session.Keeper
	syncs, events int
}

func (k *kept) Sync(_ context.Context, out session.Outbox) (session.Inbox, error) {
	k.syncs++
	k.events += len(out.Events)
	return session.Inbox{}, nil
}

// TestWhatWasAskedForLastIsWritten ends a dashboard with an exchange that nobody
// has begun, that is over, and that nobody has heard of: it is written once.
func TestWhatWasAskedForLastIsWritten(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for name, begins := range map[string]bool{"it never began": false, "it is over, and not told": true} {
		k := &kept{}
		e := New(k, session.New(session.Start{Kept: true}))
		cmd := e.Start(session.Outbox{Events: []model.Event{{At: now, Kind: model.EventState}}})
		if begins {
			cmd()
		}
		err := e.Flush(func() session.Outbox { return session.Outbox{} }, now)
		late := cmd()
		if err != nil || k.events != 1 || k.syncs != 2 || late != nil {
			t.Errorf("%s: %v, %d events in %d exchanges, and %v afterwards; want 1 in 2, and nothing", name, err, k.events, k.syncs, late)
		}
	}
}
