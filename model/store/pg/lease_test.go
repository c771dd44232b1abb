package pg

import (
	"errors"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
)

// must gives the count of a call that may not fail.
func must(t testing.TB) func(n int, err error) int {
	return func(n int, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}

// took gives the lease of a turn that may not fail.
func took(t testing.TB) func(l store.Lease, err error) store.Lease {
	return func(l store.Lease, err error) store.Lease {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
}

// asks has a store ask for the lease.
func asks(t *testing.T, s *Store, who string, held bool) store.Lease {
	t.Helper()
	l, err := s.Take(ctx, store.Turn{Holder: who})
	if err != nil || l.Held != held {
		t.Fatalf("%s: %+v, %v; want held %v", who, l, err, held)
	}
	return l
}

// expire has the lease run out, as if its holder had been silent.
func expire(t *testing.T, s *Store) {
	t.Helper()
	err := s.pool.do(ctx, func(c *conn) error {
		_, err := c.exec(ctx, "UPDATE hubwatch.lease SET until = clock_timestamp()")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestALateAnswerIsRefused holds that what was learned under a lease that another
// one has by now is not kept, however it comes to that.
func TestALateAnswerIsRefused(t *testing.T) {
	url := fresh(t)
	a, b := opened(t, url), opened(t, url)
	must(t)(a.Add(ctx, []model.Task{{ID: "x"}}))
	answer := []*model.Task{{ID: "x", ReportAt: time.Now(), Report: &model.Report{RawStatus: "PENDING"}}}
	event := []model.Event{{ID: "x", Kind: model.EventState}}
	late := func(what string, s *Store) {
		t.Helper()
		if _, err := s.Take(ctx, store.Turn{Tasks: answer, Events: event}); !errors.Is(err, store.ErrLate) {
			t.Errorf("%s: %v, want that it is late", what, err)
		}
		if err := s.Become(ctx, map[string][]string{"a": {"b"}}, false, time.Now(), "a became b"); !errors.Is(err, store.ErrLate) {
			t.Errorf("%s: %v, want that it is late", what, err)
		}
	}
	late("nobody has asked for the lease", a)
	asks(t, a, "a", true)
	took(t)(a.Take(ctx, store.Turn{Tasks: answer, Events: event}))
	late("another one has it", b)
	expire(t, a)
	took(t)(a.Take(ctx, store.Turn{Tasks: answer, Events: event})) // nobody else has asked since
	asks(t, b, "b", true)
	late("it ran out, and another one has it", a)
	asks(t, a, "a", false)
	late("it is told so", a)
	took(t)(b.Take(ctx, store.Turn{Tasks: answer, Events: event}))
	must(t)(0, b.Release(ctx, "b"))
	late("it was given up", b)
	asks(t, a, "a", true)
	late("it was given up and another one has it", b)
	if last, err := b.LastEvent(ctx); err != nil || last != 4 {
		t.Errorf("%d events, %v; want that it was added and what was kept", last, err)
	}
	if became, _, err := b.Causes(ctx); err != nil || len(became) > 0 {
		t.Errorf("%v, %v; want nothing of causes", became, err)
	}
}

// TestTheLeaseGoesByTheServersClock holds that a lease lasts, is renewed and ends
// by the clock of the server, and counts for less with its holder.
func TestTheLeaseGoesByTheServersClock(t *testing.T) {
	url := fresh(t)
	a, b := opened(t, url), opened(t, url)
	first := asks(t, a, "a", true)
	if lasts := first.Until.Sub(first.Since); lasts < store.LeaseTime || lasts > store.LeaseTime+time.Second || first.Trust != store.LeaseTime-time.Second {
		t.Errorf("%+v, want that it lasts for %v and is trusted for a second less", first, store.LeaseTime)
	}
	if found := asks(t, b, "b", false); found.Who != "eva@host" || !found.Until.Equal(first.Until) || found.Asks() != "eva@host" {
		t.Errorf("another one is told %+v", found)
	}
	if again := asks(t, a, "a", true); !again.Since.Equal(first.Since) || !again.Until.After(first.Until) {
		t.Errorf("renewed %+v as %+v", first, again)
	}
	before := a.term.Load()
	expire(t, a)
	if next := asks(t, b, "b", true); next.Since.Before(first.Since) || b.term.Load() != before+1 {
		t.Errorf("%+v in term %d, want one of its own after %d", next, b.term.Load(), before)
	}
	asks(t, a, "a", false)
}

// TestOneOfManyTakesAnExpiredLease has many ask at the same moment.
func TestOneOfManyTakesAnExpiredLease(t *testing.T) {
	url := fresh(t)
	asks(t, opened(t, url), "old", true)
	stores := make([]*Store, 20)
	for i := range stores {
		stores[i] = opened(t, url)
	}
	for round := range 3 {
		expire(t, stores[0])
		held := make(chan bool, len(stores))
		for i, s := range stores {
			go func() {
				l, err := s.Take(ctx, store.Turn{Holder: string(rune('a'+i)) + string(rune('0'+round))})
				if err != nil {
					t.Error(err)
				}
				held <- l.Held
			}()
		}
		n := 0
		for range stores {
			if <-held {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d hold it, want one", n)
		}
	}
}

// TestEventsInDoubtAreWrittenOnce loses the answer to a commit that was done, and
// to one that was not.
func TestEventsInDoubtAreWrittenOnce(t *testing.T) {
	url := fresh(t)
	s := opened(t, url)
	asks(t, s, "a", true)
	one, two, three := model.Event{ID: "x", Kind: model.EventState, To: 1}, model.Event{ID: "y", Kind: model.EventState, To: 2}, model.Event{ID: "z", Kind: model.EventState, To: 3}
	took(t)(s.Take(ctx, store.Turn{Events: []model.Event{one, two}}))
	l, err := s.where()
	if err != nil {
		t.Fatal(err)
	}
	both := parcels(one, two)
	s.doubt(&doubt{l, 1, both})                                              // it was done
	s.doubt(&doubt{l, 3, parcels(three)})                                    // it was not
	s.doubt(&doubt{list{l.id, "another"}, 1, both})                          // it was in another one
	took(t)(s.Take(ctx, store.Turn{Events: []model.Event{one, two, three}})) // as they come again
	took(t)(s.Take(ctx, store.Turn{Events: []model.Event{one}}))             // it happens again
	entries, err := s.Events(ctx, 0, 10)
	if err != nil || len(entries) != 4 || entries[1].ID != "y" || entries[2].ID != "z" || entries[3].ID != "x" {
		t.Errorf("%+v, %v; want x, y, z, x", entries, err)
	}
	if len(s.doubts) > 0 {
		t.Errorf("%d doubts are left", len(s.doubts))
	}
}
