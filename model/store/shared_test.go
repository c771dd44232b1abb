package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

// two opens one file twice, as two processes do.
func two(t *testing.T) (a, b *Store) {
	t.Helper()
	a = openNew(t)
	return a, openAt(t, a.Path())
}

// follower asks a store what is new.
type follower struct {
	*Store
	revision int64
}

func (f *follower) want(t *testing.T, changed, gone []model.TaskID) []*model.Task {
	t.Helper()
	c, err := f.Since(ctx, f.revision)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(c.Tasks); !slices.Equal(got, changed) || !slices.Equal(c.Gone, gone) {
		t.Errorf("changed %v, gone %v; want %v and %v", got, c.Gone, changed, gone)
	}
	f.revision = c.Revision
	return c.Tasks
}

func reported(id model.TaskID, second int, word string) *model.Task {
	return &model.Task{
		ID: id, AskedAt: at(second), ReportAt: at(second), SeenAt: at(second),
		Report: &model.Report{Status: model.ParseStatus(word), Word: model.Text(word)},
	}
}

func TestTwoStoresSeeEachOthersChanges(t *testing.T) {
	a, b := two(t)
	fa, fb := &follower{Store: a}, &follower{Store: b}
	must(t)(a.Add(ctx, entries("x", "y", "z")))
	fa.want(t, []model.TaskID{"x", "y", "z"}, nil)
	fb.want(t, []model.TaskID{"x", "y", "z"}, nil)
	fb.want(t, nil, nil)
	save(t, a, reported("y", 5, "PENDING"))
	fa.want(t, nil, nil) // its own save
	if got := fb.want(t, []model.TaskID{"y"}, nil); got[0].State() != model.StatePending {
		t.Errorf("state %s, want pending", got[0].State().Word())
	}
	must(t)(b.Remove(ctx, []model.TaskID{"x"}, at(6)))
	fa.want(t, nil, []model.TaskID{"x"})
	fb.want(t, nil, []model.TaskID{"x"})
	must(t)(b.Restore(ctx, []model.TaskID{"x"}))
	fa.want(t, []model.TaskID{"x"}, nil)
	if n := must(t)(b.Add(ctx, entries("x", "y"))); n != 0 {
		t.Errorf("%d added, want none", n)
	}
	fa.want(t, nil, nil)
}

func TestASaveDoesNotHideWhatOthersChanged(t *testing.T) {
	a, b := two(t)
	must(t)(a.Add(ctx, entries("x")))
	fa, fb := &follower{Store: a}, &follower{Store: b}
	fa.want(t, []model.TaskID{"x"}, nil)
	fb.want(t, []model.TaskID{"x"}, nil)
	save(t, a, reported("x", 1, "PENDING"))
	if err := b.Label(ctx, "x", "named", ""); err != nil {
		t.Fatal(err)
	}
	save(t, a, reported("x", 2, "PENDING"))
	if got := fa.want(t, []model.TaskID{"x"}, nil); got[0].Label != "named" {
		t.Errorf("label %q, want what the other wrote", got[0].Label)
	}
	save(t, a, reported("x", 3, "PENDING"))
	save(t, a, reported("x", 4, "PENDING"))
	fa.want(t, nil, nil)
	save(t, b, reported("x", 5, "PENDING"))
	save(t, a, reported("x", 6, "COMPLETE"))
	fa.want(t, []model.TaskID{"x"}, nil)
	if got := fb.want(t, []model.TaskID{"x"}, nil); got[0].State() != model.StateOK || got[0].Label != "named" {
		t.Errorf("got %+v, want the last report and the label", got[0])
	}
}

func TestSavingDoesNotResurrect(t *testing.T) {
	a, b := two(t)
	must(t)(a.Add(ctx, entries("x", "y")))
	must(t)(b.Remove(ctx, []model.TaskID{"x"}, at(1)))
	must(t)(b.Archive(ctx, []model.TaskID{"y"}, at(1)))
	save(t, a, reported("x", 2, "PENDING"), reported("y", 2, "PENDING"), reported("never added", 2, "PENDING"))
	wantIDs(t, a)
	must(t)(a.Restore(ctx, []model.TaskID{"x", "never added"}))
	wantIDs(t, b, "x")
	if got := load(t, b)[0]; got.Report != nil {
		t.Errorf("report %+v, want none", got.Report)
	}
}

// TestSavingDoesNotGoBack has a store save that has never looked at what is
// there.
func TestSavingDoesNotGoBack(t *testing.T) {
	a, b := two(t)
	must(t)(a.Add(ctx, entries("x")))
	failing := reported("x", 5, "PROCESSING")
	failing.AskedAt, failing.Err, failing.Failures = at(9), &model.CheckError{Kind: model.KindUnavailable}, 2
	for _, step := range []struct {
		name string
		task *model.Task
		word model.Text
		fail int
	}{
		{"the first", reported("x", 5, "PROCESSING"), "PROCESSING", 0},
		{"an older one", reported("x", 3, "PENDING"), "PROCESSING", 0},
		{"none", &model.Task{ID: "x", AskedAt: at(20), Failures: 1}, "PROCESSING", 0},
		{"the same, and a failed check since", failing, "PROCESSING", 2},
		{"the same, without it", reported("x", 5, "PROCESSING"), "PROCESSING", 2},
		{"a newer one", reported("x", 10, "COMPLETE"), "COMPLETE", 0},
	} {
		save(t, b, step.task)
		got := load(t, a)[0]
		if got.Report.Word != step.word || got.Failures != step.fail {
			t.Errorf("%s: %s with %d failures, want %s with %d", step.name, got.Report.Word, got.Failures, step.word, step.fail)
		}
	}
}

// TestTheLastOneThatKnewWins holds that the order of saves counts, not the
// clocks: what was learned while a clock was ahead does not keep out what is
// learned later.
func TestTheLastOneThatKnewWins(t *testing.T) {
	a, b := two(t)
	must(t)(a.Add(ctx, entries("x")))
	fa, fb := &follower{Store: a}, &follower{Store: b}
	fa.want(t, []model.TaskID{"x"}, nil)
	save(t, a, reported("x", 3600, "PROCESSING")) // an hour ahead
	fb.want(t, []model.TaskID{"x"}, nil)
	save(t, b, reported("x", 5, "COMPLETE"))
	if got := fa.want(t, []model.TaskID{"x"}, nil); got[0].State() != model.StateOK {
		t.Errorf("state %s, want ok", got[0].State().Word())
	}
}

// TestOfTwoThatDidNotKnowHubSpotsDateCounts has two stores save what they
// learned at the same time.
func TestOfTwoThatDidNotKnowHubSpotsDateCounts(t *testing.T) {
	sent := func(task *model.Task, second int) *model.Task {
		task.Report.Headers = []model.Field{{Key: "Date", Values: []model.Text{model.Text(at(second).Format("Mon, 02 Jan 2006 15:04:05 GMT"))}}}
		return task
	}
	for _, tc := range []struct {
		name          string
		first, second *model.Task
		want          model.Text
	}{
		{"the later one comes last", sent(reported("x", 3600, "PENDING"), 5), sent(reported("x", 7, "PROCESSING"), 7), "PROCESSING"},
		{"the later one comes first", sent(reported("x", 7, "PROCESSING"), 7), sent(reported("x", 3600, "PENDING"), 5), "PROCESSING"},
		{"what has ended", sent(reported("x", 7, "COMPLETE"), 7), sent(reported("x", 3600, "PROCESSING"), 8), "COMPLETE"},
	} {
		a, b := two(t)
		must(t)(a.Add(ctx, entries("x")))
		fa, fb := &follower{Store: a}, &follower{Store: b}
		fa.want(t, []model.TaskID{"x"}, nil)
		fb.want(t, []model.TaskID{"x"}, nil)
		save(t, a, tc.first)
		save(t, b, tc.second)
		if got := load(t, a)[0].Report.Word; got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// TestAReportThatWasReadKeepsItsBody holds it also when our clock has moved what
// was read.
func TestAReportThatWasReadKeepsItsBody(t *testing.T) {
	a, b := two(t)
	must(t)(a.Add(ctx, entries("x")))
	first := reported("x", 3600, "PROCESSING")
	first.Report.Raw = []byte(`{"status":"PROCESSING"}`)
	save(t, a, first)
	read := load(t, b)[0]
	read.NotAfter(at(10))
	read.Failures, read.AskedAt = 1, at(12)
	save(t, b, read)
	if raw, err := a.Raw(ctx, "x"); string(raw) != `{"status":"PROCESSING"}` || err != nil {
		t.Errorf("the body is %q, %v", raw, err)
	}
	if got := load(t, a)[0]; got.Failures != 1 || !got.ReportAt.Equal(at(10)) {
		t.Errorf("%d failures, reported at %v", got.Failures, got.ReportAt)
	}
}

func TestLease(t *testing.T) {
	a, b := two(t)
	now := 0
	for _, s := range []*Store{a, b} {
		s.elapsed = func() time.Duration { return time.Duration(now) * time.Second }
	}
	for _, step := range []struct {
		name         string
		s            *Store
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
		l, err := step.s.Lease(ctx, step.asks, at(step.second))
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
	if l, _ := b.Lease(ctx, "b", at(-3599)); l.Held {
		t.Error("releasing what another holds gave it up")
	}
	if err := a.Release(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if l, _ := b.Lease(ctx, "b", at(-3599)); !l.Held {
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
		want := func(what string, s *Store, who string, second int, held bool) {
			t.Helper()
			if l, err := s.Lease(ctx, who, at(second)); err != nil || l.Held != held {
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

// TestTheLeaseStaysWithItsHolder has two stores ask at the same moments: who
// has it keeps it.
func TestTheLeaseStaysWithItsHolder(t *testing.T) {
	a, b := two(t)
	if l, err := a.Lease(ctx, "a", time.Now()); err != nil || !l.Held {
		t.Fatalf("lease %+v, %v", l, err)
	}
	done := make(chan error, 2)
	for name, s := range map[string]*Store{"a": a, "b": b} {
		go func() {
			for range 200 {
				l, err := s.Lease(ctx, name, time.Now())
				if err == nil && l.Held != (name == "a") {
					err = fmt.Errorf("%s is told %+v", name, l)
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestOneStoreForManyGoroutines(t *testing.T) {
	s := openNew(t)
	errs := make(chan error, 40)
	for i := range 10 {
		id := model.TaskID(rune('a' + i))
		go func() { _, err := s.Add(ctx, entries(id, "shared")); errs <- err }()
		go func() { _, _, err := s.Load(ctx); errs <- err }()
		go func() { _, err := s.Since(ctx, 0); errs <- err }()
		go func() { errs <- s.Save(ctx, []*model.Task{reported(id, i, "PENDING")}, nil) }()
	}
	for range 40 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := len(load(t, s)); n != 11 {
		t.Errorf("%d tasks, want 11", n)
	}
	if got := LeaseTime; got >= 10*time.Second {
		t.Errorf("a killed poller is missed for %v", got)
	}
}
