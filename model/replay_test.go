package model

import (
	"slices"
	"testing"
	"time"
)

// TestReplayShowsWhatWasThere plays the events of a watchlist into another one,
// which must end as the first.
func TestReplayShowsWhatWasThere(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	var first Watchlist
	var events []Event
	for _, id := range []TaskID{"ok", "broken", "canceled", "gone", "slow", "odd"} {
		first.Add(id, "folder", at)
		events = append(events, Event{At: at, ID: id, Kind: EventAdded})
	}
	gone := &CheckError{Kind: KindNotFound, HTTPStatus: 404}
	down := &CheckError{Kind: KindUnavailable, HTTPStatus: 502}
	for _, step := range []struct {
		id     TaskID
		report *Report
		err    *CheckError
	}{
		{"ok", &Report{Status: StatusProcessing, RawStatus: "PROCESSING"}, nil},
		{"broken", &Report{Status: StatusPending, RawStatus: "PENDING"}, nil},
		{"ok", nil, down},
		{"ok", &Report{Status: StatusComplete, RawStatus: "COMPLETE"}, nil},
		{"broken", &Report{Status: StatusComplete, RawStatus: "COMPLETE", NumErrors: 3}, nil},
		{"canceled", &Report{Status: StatusCanceled, RawStatus: "CANCELED"}, nil},
		{"gone", nil, gone},
		{"slow", &Report{Status: StatusProcessing, RawStatus: "PROCESSING"}, nil},
		{"odd", &Report{RawStatus: "PAUSED"}, nil},
		{"slow", nil, down},
	} {
		at = at.Add(time.Minute)
		events = append(events, first.Apply(Observation{ID: step.id, AskedAt: at, At: at, Report: step.report, Err: step.err})...)
	}
	for _, known := range [][]*Task{nil, first.Tasks()} {
		r := NewReplay(events, known)
		var again Watchlist
		for now := events[0].At; !r.Next().IsZero(); now = now.Add(time.Second) {
			for _, task := range r.Until(now) {
				again.Put(task)
			}
		}
		for _, want := range first.Tasks() {
			got := again.Task(want.ID)
			if got == nil || got.State() != want.State() || got.Stale() != want.Stale() {
				t.Errorf("%s: %+v, want %v, stale %v", want.ID, got, want.State().Word(), want.Stale())
				continue
			}
			if errorCount(got) != errorCount(want) || !slices.Equal(kinds(got), kinds(want)) {
				t.Errorf("%s: history %v, want %v", want.ID, kinds(got), kinds(want))
			}
			if known != nil && got.Label != want.Label {
				t.Errorf("%s: label %q, want %q", want.ID, got.Label, want.Label)
			}
		}
	}
}

func errorCount(t *Task) int {
	if t.Report == nil {
		return 0
	}
	return t.Report.ErrorCount()
}

func kinds(t *Task) []string {
	var all []string
	for _, e := range t.History {
		all = append(all, e.At.Format(time.TimeOnly)+" "+e.Kind.Word()+" "+e.To.Word())
	}
	return all
}

func TestReplayTakesEventsInAnyOrder(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	r := NewReplay([]Event{
		{At: at.Add(2 * time.Second), ID: "a", Kind: EventState, From: StateProcessing, To: StateErrors},
		{At: at.Add(time.Second), ID: "a", Kind: EventState, To: StateProcessing},
	}, nil)
	if got := r.Until(at); len(got) != 0 {
		t.Errorf("%d tasks before the first event", len(got))
	}
	got := r.Until(at.Add(time.Second))
	if len(got) != 1 || got[0].State() != StateProcessing || !r.Next().Equal(at.Add(2*time.Second)) {
		t.Errorf("%+v, next %v", got, r.Next())
	}
	if got := r.Until(at.Add(time.Hour)); len(got) != 1 || got[0].State() != StateErrors || !r.Next().IsZero() {
		t.Errorf("%+v, next %v", got, r.Next())
	}
}

func TestSessions(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	events := []Event{
		{At: at, ID: "a"}, {At: at.Add(50 * time.Minute), ID: "b"}, {At: at.Add(100 * time.Minute), ID: "a"},
		{At: at.Add(9 * time.Hour), ID: "a"},
	}
	got := Sessions(events)
	want := []Session{{1, at, at.Add(100 * time.Minute), 3, 2}, {2, at.Add(9 * time.Hour), at.Add(9 * time.Hour), 1, 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := Sessions(nil); len(got) > 0 {
		t.Errorf("%+v of nothing", got)
	}
}

func TestWordsAreReadBack(t *testing.T) {
	for _, s := range States {
		if got, ok := ParseState(s.Word()); !ok || got != s {
			t.Errorf("%s is read as %v", s.Word(), got)
		}
	}
	for k := KindUnavailable; k <= KindBadReply; k++ {
		if ParseKind(k.Word()) != k {
			t.Errorf("%s is read as %v", k.Word(), ParseKind(k.Word()))
		}
	}
	for k := EventAdded; k <= EventBack; k++ {
		if ParseEventKind(k.Word()) != k {
			t.Errorf("%s is read as %v", k.Word(), ParseEventKind(k.Word()))
		}
	}
}
