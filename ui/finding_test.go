package ui

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// TestTheScreenIsThereWhileTheTokenIsLookedFor has a keyring that opens a dialog.
func TestTheScreenIsThereWhileTheTokenIsLookedFor(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer error         // of the keyring
		after  time.Duration // when it comes; 0 is never
		press  string
		shows  string
		asked  bool
	}{
		{name: "unlocked", after: 20 * time.Second, shows: "pending", asked: true},
		{name: "refused", after: 20 * time.Second, answer: errors.New("the keyring refused"), shows: "the keyring refused"},
		{name: "not waited for", press: "esc", shows: "The keyring was not waited for"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var asked atomic.Int64
			checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
				asked.Add(1)
				return model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil
			})
			find := func(ctx context.Context) error {
				never := make(<-chan time.Time)
				if tc.after > 0 {
					never = time.After(tc.after)
				}
				select {
				case <-never:
					return tc.answer
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			login := func(context.Context, string) (string, error) { return "", errors.New("no") }
			h := start(t, Options{Checker: checker, Tasks: watched(ids(3)...), Find: find, Login: login}, 100, 24)
			defer h.stop()
			h.shows("AAEZ6w00001")
			h.wait(2 * time.Second)
			h.shows("Waiting for the keyring", "esc without it")
			h.press("j", "r")
			h.shows("HubSpot is asked as soon as there is a token")
			if n := asked.Load(); n != 0 {
				t.Errorf("%s: %d checks without a token", tc.name, n)
			}
			if tc.press != "" {
				h.press(tc.press)
			}
			h.wait(tc.after + 2*time.Second)
			if tc.press != "" {
				h.shows(tc.shows)
				h.press("esc", "R") // the sheet, then another try
				h.wait(2 * time.Second)
				h.shows("Waiting for the keyring")
				h.press("esc")
				h.wait(2 * time.Second)
			}
			h.hides("Waiting for the keyring")
			h.shows(tc.shows)
			if got := asked.Load() > 0; got != tc.asked {
				t.Errorf("%s: asked %v, want %v", tc.name, got, tc.asked)
			}
		})
	}
}

// TestLeavingDoesNotWaitForTheKeyring holds that a dialog nobody answers keeps
// nobody.
func TestLeavingDoesNotWaitForTheKeyring(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		find := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(1)...), Find: find}, 80, 24)
		h.wait(5 * time.Second)
		h.press("q")
		<-h.done
		h.stop()
	})
}

// TestPollingGoesOnWithoutADisk breaks the store for a while: nothing is asked
// less, and all is saved afterwards.
func TestPollingGoesOnWithoutADisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			asked.Add(1)
			return model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING"}, nil
		})
		k := &shelf{}
		h := start(t, Options{Checker: checker, Tasks: watched(ids(3)...), Keeper: k}, 120, 24)
		defer h.stop()
		h.wait(10 * time.Second)
		k.set(func(s *shelf) { s.failing = errors.New("no space left on the disk") })
		h.wait(30 * time.Second)
		before := asked.Load()
		h.wait(time.Minute)
		if n := asked.Load() - before; n < 30 {
			t.Errorf("%d checks in a minute without a disk, want them all", n)
		}
		h.shows("The watchlist cannot be saved: no space left on the disk. 3 changes wait.")
		k.set(func(s *shelf) { s.failing = nil })
		h.wait(5 * time.Second)
		h.hides("cannot be saved")
		for _, id := range ids(3) {
			if k.checked(id) == nil {
				t.Errorf("%s is not saved", id)
			}
		}
	})
}

// TestANewDatabaseGetsEverything holds that what the screen shows is written
// when the database was lost.
func TestANewDatabaseGetsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Keeper: k}, 120, 24)
		defer h.stop()
		h.wait(20 * time.Second)
		k.set(func(s *shelf) { s.out, s.inbox.Anew = nil, true })
		h.wait(2 * time.Second)
		h.shows("written to a new database")
		if got := k.edits(session.EditAdd); len(got) != 3 {
			t.Errorf("%v added anew, want all three", got)
		}
		for _, id := range ids(3) {
			if k.checked(id) == nil {
				t.Errorf("what is known of %s is not written", id)
			}
		}
	})
}

// TestASetClockIsSaidOnce holds that one line says it, and that nothing else
// changes.
func TestASetClockIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var step atomic.Int64
		h := start(t, Options{
			Checker: queue(time.Now()), Tasks: watched(ids(3)...), Step: func() time.Duration { return time.Duration(step.Load()) },
		}, 120, 24)
		defer h.stop()
		h.wait(5 * time.Second)
		step.Store(int64(-time.Hour))
		h.wait(time.Second)
		h.shows("the clock of this machine was set back by 1h00m; the checks go on as before")
		h.wait(30 * time.Second)
		h.hides("the clock of this machine")
		step.Store(int64(time.Second))
		h.wait(time.Second)
		h.shows("the clock of this machine was set ahead by 1h00m")
	})
}

// TestALostDatabaseIsNoGoodEnd holds that leaving is no success when nothing of
// what the screen shows is kept.
func TestALostDatabaseIsNoGoodEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Keeper: k}, 120, 24)
		defer h.stop()
		h.wait(40 * time.Second)
		k.set(func(s *shelf) { s.failing, s.lost = errors.New("the folder is gone"), true })
		h.wait(3 * time.Second)
		h.shows("The watchlist cannot be saved: the folder is gone. 4 changes wait.")
		if err := h.app.flush(); err == nil {
			t.Error("nothing is said at the end")
		}
	})
}
