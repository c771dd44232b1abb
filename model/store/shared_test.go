package store

import (
	"testing"
	"time"

	"hubwatch/model"
)

// two opens one file twice, as two processes do.
func two(t *testing.T) (a, b *SQLite) {
	t.Helper()
	a = openNew(t)
	return a, openAt(t, a.Path())
}

func reported(id model.TaskID, second int, word string) *model.Task {
	return &model.Task{
		ID: id, AskedAt: at(second), ReportAt: at(second), SeenAt: at(second),
		Report: &model.Report{Status: model.ParseStatus(word), RawStatus: model.Text(word)},
	}
}

func TestLease(t *testing.T) {
	a, b := two(t)
	now := 0
	for _, s := range []*SQLite{a, b} {
		s.elapsed = func() time.Duration { return time.Duration(now) * time.Second }
	}
	for _, step := range []struct {
		name         string
		s            *SQLite
		asks         string
		second       int
		held         bool
		holder       string
		since, until int
	}{
		{"take", a, "a", 0, true, "a", 0, 6},
		{"refused", b, "b", 1, false, "a", 0, 6},
		{"renew", a, "a", 4, true, "a", 0, 10},
		{"asked a moment before it was renewed", b, "b", 3, false, "a", 0, 10},
		{"still refused", b, "b", 9, false, "a", 0, 10},
		{"taken over", b, "b", 10, true, "b", 10, 16},
		{"lost", a, "a", 11, false, "b", 10, 16},
		{"the clock was set back", a, "a", -3600, true, "a", -3600, -3594},
	} {
		now = step.second
		l, err := step.s.Take(ctx, Turn{Holder: step.asks, Now: at(step.second)})
		if err != nil {
			t.Fatal(err)
		}
		if l.Held != step.held || l.Holder != step.holder || l.PID == 0 ||
			!l.Since.Equal(at(step.since)) || !l.Until.Equal(at(step.until)) {
			t.Errorf("%s: %+v", step.name, l)
		}
	}
	if err := b.Release(ctx, "b"); err != nil {
		t.Fatal(err) // of no effect: it is not b's
	}
	if l, _ := b.Take(ctx, Turn{Holder: "b", Now: at(-3599)}); l.Held {
		t.Error("releasing what another holds gave it up")
	}
	if err := a.Release(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if l, _ := b.Take(ctx, Turn{Holder: "b", Now: at(-3599)}); !l.Held {
		t.Error("not free after its release")
	}
}

// TestALeaseOutlivesASetClock sets the clock of the machine between two looks at
// the lease of another process.
func TestALeaseOutlivesASetClock(t *testing.T) {
	for _, set := range []int{-3600, 3600, 365 * 86400, -int(t0.Unix())} {
		a, b := two(t)
		passed := 0
		b.elapsed = func() time.Duration { return time.Duration(passed) * time.Second }
		want := func(what string, s *SQLite, who string, second int, held bool) {
			t.Helper()
			if l, err := s.Take(ctx, Turn{Holder: who, Now: at(second)}); err != nil || l.Held != held {
				t.Errorf("the clock set by %d s, %s: %+v, %v", set, what, l, err)
			}
		}
		want("a takes it", a, "a", 0, true)
		want("b is refused", b, "b", 0, false)
		passed = 1
		want("b is refused, before a has renewed it", b, "b", set+1, false)
		want("a renews it", a, "a", set+1, true)
		passed = 2
		want("b is refused, after a has renewed it", b, "b", set+2, false)
		passed = 7
		want("b is refused as long as a lease lasts", b, "b", set+6, false)
		passed = 9
		want("b takes it when a is gone", b, "b", set+9, true)
	}
}
