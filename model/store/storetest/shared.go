package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
)

// follower asks a store what is new.
type follower struct {
	store.Store
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

func twoStoresSeeEachOthersChanges(t *testing.T, w *world) {
	a, b := w.two(t)
	fa, fb := &follower{Store: a}, &follower{Store: b}
	must(t)(a.Add(ctx, entries("x", "y", "z")))
	fa.want(t, []model.TaskID{"x", "y", "z"}, nil)
	fb.want(t, []model.TaskID{"x", "y", "z"}, nil)
	fb.want(t, nil, nil)
	w.save(t, a, reported("y", 5, "PENDING"))
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

func aSaveDoesNotHideWhatOthersChanged(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x")))
	fa, fb := &follower{Store: a}, &follower{Store: b}
	fa.want(t, []model.TaskID{"x"}, nil)
	fb.want(t, []model.TaskID{"x"}, nil)
	w.save(t, a, reported("x", 1, "PENDING"))
	if err := b.Label(ctx, "x", "named", ""); err != nil {
		t.Fatal(err)
	}
	w.save(t, a, reported("x", 2, "PENDING"))
	if got := fa.want(t, []model.TaskID{"x"}, nil); got[0].Label != "named" {
		t.Errorf("label %q, want what the other wrote", got[0].Label)
	}
	w.save(t, a, reported("x", 3, "PENDING"))
	w.save(t, a, reported("x", 4, "PENDING"))
	fa.want(t, nil, nil)
	w.save(t, b, reported("x", 5, "PENDING"))
	w.save(t, a, reported("x", 6, "COMPLETE"))
	fa.want(t, []model.TaskID{"x"}, nil)
	if got := fb.want(t, []model.TaskID{"x"}, nil); got[0].State() != model.StateOK || got[0].Label != "named" {
		t.Errorf("got %+v, want the last report and the label", got[0])
	}
}

func savingDoesNotResurrect(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x", "y")))
	must(t)(b.Remove(ctx, []model.TaskID{"x"}, at(1)))
	must(t)(b.Archive(ctx, []model.TaskID{"y"}, at(1)))
	w.save(t, a, reported("x", 2, "PENDING"), reported("y", 2, "PENDING"), reported("never added", 2, "PENDING"))
	wantIDs(t, a)
	must(t)(a.Restore(ctx, []model.TaskID{"x", "never added"}))
	wantIDs(t, b, "x")
	if got := load(t, b)[0]; got.Report != nil {
		t.Errorf("report %+v, want none", got.Report)
	}
}

// savingDoesNotGoBack has a store save that has never looked at what is
// there.
func savingDoesNotGoBack(t *testing.T, w *world) {
	a, b := w.two(t)
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
		w.save(t, b, step.task)
		got := load(t, a)[0]
		if got.Report.RawStatus != step.word || got.Failures != step.fail {
			t.Errorf("%s: %s with %d failures, want %s with %d", step.name, got.Report.RawStatus, got.Failures, step.word, step.fail)
		}
	}
}

// theLastOneThatKnewWins holds that the order of saves counts, not the
// clocks: what was learned while a clock was ahead does not keep out what is
// learned later.
func theLastOneThatKnewWins(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x")))
	fa, fb := &follower{Store: a}, &follower{Store: b}
	fa.want(t, []model.TaskID{"x"}, nil)
	w.save(t, a, reported("x", 3600, "PROCESSING")) // an hour ahead
	fb.want(t, []model.TaskID{"x"}, nil)
	w.save(t, b, reported("x", 5, "COMPLETE"))
	if got := fa.want(t, []model.TaskID{"x"}, nil); got[0].State() != model.StateOK {
		t.Errorf("state %s, want ok", got[0].State().Word())
	}
}

// told returns a task whose report HubSpot has sent at a second of its own
// clock.
func told(task *model.Task, second int) *model.Task {
	task.Report.Headers = []model.Field{{Key: "Date", Values: []model.Text{model.Text(at(second).Format("Mon, 02 Jan 2006 15:04:05 GMT"))}}}
	return task
}

// ofTwoThatDidNotKnowHubSpotsDateCounts has two stores save what they
// learned at the same time.
func ofTwoThatDidNotKnowHubSpotsDateCounts(t *testing.T, w *world) {
	for _, tc := range []struct {
		name          string
		first, second *model.Task
		want          model.Text
	}{
		{"the later one comes last", told(reported("x", 3600, "PENDING"), 5), told(reported("x", 7, "PROCESSING"), 7), "PROCESSING"},
		{"the later one comes first", told(reported("x", 7, "PROCESSING"), 7), told(reported("x", 3600, "PENDING"), 5), "PROCESSING"},
		{"what has ended", told(reported("x", 7, "COMPLETE"), 7), told(reported("x", 3600, "PROCESSING"), 8), "COMPLETE"},
	} {
		a, b := w.two(t)
		must(t)(a.Add(ctx, entries("x")))
		fa, fb := &follower{Store: a}, &follower{Store: b}
		fa.want(t, []model.TaskID{"x"}, nil)
		fb.want(t, []model.TaskID{"x"}, nil)
		w.save(t, a, tc.first)
		w.save(t, b, tc.second)
		if got := load(t, a)[0].Report.RawStatus; got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// aReportThatWasReadKeepsItsBody holds it also when our clock has moved what
// was read.
func aReportThatWasReadKeepsItsBody(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x")))
	first := reported("x", 3600, "PROCESSING")
	first.Report.Raw = []byte(`{"status":"PROCESSING"}`)
	w.save(t, a, first)
	read := load(t, b)[0]
	read.NotAfter(at(10))
	read.Failures, read.AskedAt = 1, at(12)
	w.save(t, b, read)
	if raw, err := a.Raw(ctx, "x"); string(raw) != `{"status":"PROCESSING"}` || err != nil {
		t.Errorf("the body is %q, %v", raw, err)
	}
	if got := load(t, a)[0]; got.Failures != 1 || !got.ReportAt.Equal(at(10)) {
		t.Errorf("%d failures, reported at %v", got.Failures, got.ReportAt)
	}
}

// turnsAreTaken holds who may ask, without the passing of time.
func turnsAreTaken(t *testing.T, w *world) {
	a, b := w.two(t)
	if l, err := b.Holder(ctx); err != nil || l.Holder != "" {
		t.Fatalf("%+v, %v; want that nobody asks", l, err)
	}
	ask := func(s store.Store, who string, held bool, holder string) {
		t.Helper()
		l, err := s.Take(ctx, store.Turn{Holder: who, Now: time.Now()})
		if err != nil || l.Held != held || l.Holder != holder || l.PID != os.Getpid() || l.Trust <= 0 || l.Trust > store.LeaseTime {
			t.Errorf("%s is told %+v, %v; want held %v by %s", who, l, err, held, holder)
		}
		if found, err := b.Holder(ctx); err != nil || found.Holder != holder {
			t.Errorf("%+v, %v; want %s", found, err, holder)
		}
	}
	ask(a, "a", true, "a")
	ask(b, "b", false, "a")
	ask(a, "a", true, "a")
	must(t)(0, b.Release(ctx, "b")) // of no effect: it is not b's
	ask(b, "b", false, "a")
	must(t)(0, a.Release(ctx, "a"))
	ask(b, "b", true, "b")
	ask(a, "a", false, "b")
}

// aTurnIsKeptAsAWhole holds that the right to ask, what was learned and what was
// asked go together, and which of it is kept of one who has lost that right.
func aTurnIsKeptAsAWhole(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x")))
	turn := func(who string, second int) store.Turn {
		task := reported("x", second, "PENDING")
		return store.Turn{
			Holder: who, Now: time.Now(), Tasks: []*model.Task{task}, Requests: []model.Request{sent(second, at(second))},
			Events: []model.Event{{At: at(second), ID: "x", Kind: model.EventState}},
		}
	}
	want := func(what string, second, events, requests int) {
		t.Helper()
		x := load(t, b)[0]
		last, err := b.LastEvent(ctx)
		if got := logged(t, b, time.Time{}); !x.ReportAt.Equal(at(second)) || err != nil || last != int64(events) || len(got) != requests {
			t.Errorf("%s: reported at %v, %d events, %v, %d requests; want the second %d, %d and %d", what, x.ReportAt, last, err, len(got), second, events, requests)
		}
	}
	canceled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := a.Take(canceled, turn("a", 1)); err == nil {
		t.Error("a turn that was called off is taken")
	}
	if l, err := b.Holder(ctx); err != nil || l.Holder != "" || load(t, b)[0].Report != nil || len(logged(t, b, time.Time{})) > 0 {
		t.Errorf("%+v, %v; want nothing of a turn that was called off", l, err)
	}
	if l := took(t)(a.Take(ctx, turn("a", 2))); !l.Held {
		t.Errorf("%+v, want it held", l)
	}
	want("the holder's", 2, 2, 1)
	next := turn("", 3)
	if l := took(t)(a.Take(ctx, next)); l != (store.Lease{}) {
		t.Errorf("%+v without asking for it", l)
	}
	want("the holder's, which did not ask again", 3, 3, 2)
	if !a.Remote() {
		return // whoever wrote last is on this machine, and has asked HubSpot
	}
	for i, who := range []string{"b", ""} {
		l, err := b.Take(ctx, turn(who, 4+i))
		if !errors.Is(err, store.ErrLate) || l.Held || who != "" && l.Holder != "a" {
			t.Errorf("%q: %+v, %v; want that it is late and who asks", who, l, err)
		}
		want("one who is late", 3, 3, 3+i)
	}
}

// whatIsCopiedIsNeverLate holds that answers of an export are kept whoever asks
// HubSpot, and that of two of a task the later counts.
func whatIsCopiedIsNeverLate(t *testing.T, w *world) {
	a, b := w.two(t)
	must(t)(a.Add(ctx, entries("x", "y")))
	if l := took(t)(a.Take(ctx, store.Turn{Holder: "a", Now: time.Now(), Tasks: []*model.Task{told(reported("x", 5, "PROCESSING"), 5)}})); !l.Held {
		t.Fatalf("%+v, want it held", l)
	}
	took(t)(b.Take(ctx, store.Turn{Copied: true, Tasks: []*model.Task{told(reported("x", 3, "PENDING"), 3), told(reported("y", 3, "PENDING"), 3)}}))
	got := load(t, a)
	if got[0].Report.RawStatus != "PROCESSING" || got[1].Report == nil || got[1].Report.RawStatus != "PENDING" {
		t.Errorf("reports %v and %v; want the later of x, and that of y", got[0].Report, got[1].Report)
	}
	if l, err := b.Holder(ctx); err != nil || l.Holder != "a" {
		t.Errorf("%+v, %v; want that a asks as before", l, err)
	}
}

// theLeaseStaysWithItsHolder has two stores ask at the same moments: who
// has it keeps it.
func theLeaseStaysWithItsHolder(t *testing.T, w *world) {
	a, b := w.two(t)
	if l, err := a.Take(ctx, store.Turn{Holder: "a", Now: time.Now()}); err != nil || !l.Held {
		t.Fatalf("lease %+v, %v", l, err)
	}
	done := make(chan error, 2)
	for name, s := range map[string]store.Store{"a": a, "b": b} {
		go func() {
			for range 200 {
				l, err := s.Take(ctx, store.Turn{Holder: name, Now: time.Now()})
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

func oneStoreForManyGoroutines(t *testing.T, w *world) {
	s := w.open(t)
	w.take(t, s)
	errs := make(chan error, 40)
	for i := range 10 {
		id := model.TaskID(rune('a' + i))
		go func() { _, err := s.Add(ctx, entries(id, "shared")); errs <- err }()
		go func() { _, _, err := s.Load(ctx); errs <- err }()
		go func() { _, err := s.Since(ctx, 0); errs <- err }()
		go func() {
			_, err := s.Take(ctx, store.Turn{Tasks: []*model.Task{reported(id, i, "PENDING")}})
			errs <- err
		}()
	}
	for range 40 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := len(load(t, s)); n != 11 {
		t.Errorf("%d tasks, want 11", n)
	}
	if got := store.LeaseTime; got >= 10*time.Second {
		t.Errorf("a killed poller is missed for %v", got)
	}
}
