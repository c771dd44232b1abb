package exchange

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// kept is a Keeper that counts what it is told to keep.
type kept struct {
	session.Keeper
	syncs, events int
	takes         time.Duration
}

func (k *kept) Sync(ctx context.Context, out session.Outbox) (session.Inbox, error) {
	k.syncs++
	select {
	case <-time.After(k.takes):
	case <-ctx.Done():
		return session.Inbox{}, ctx.Err()
	}
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

// TestALeavingUserWaitsForAStoreFarAway holds that the last changes are saved in a
// store that others share, where an exchange takes seconds.
func TestALeavingUserWaitsForAStoreFarAway(t *testing.T) {
	for far, saved := range map[bool]bool{false: false, true: true} {
		synctest.Test(t, func(t *testing.T) {
			now := time.Now()
			k := &kept{takes: 3 * time.Second}
			s := session.New(session.Start{Kept: true})
			s.Receive(session.Outbox{}, session.Inbox{Strict: far, Until: now}, nil, now)
			last := session.Outbox{Events: []model.Event{{At: now, Kind: model.EventNoted}}}
			err := New(k, s).Flush(func() session.Outbox { return last }, now)
			if (err == nil) != saved || (k.events == 1) != saved {
				t.Errorf("far away %v: %d events kept, %v", far, k.events, err)
			}
		})
	}
}
