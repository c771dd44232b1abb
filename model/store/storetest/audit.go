package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
)

// journal holds that events come back as they were, in order, and that each task
// that is added is among them.
func journal(t *testing.T, w *world) {
	s, other := w.two(t)
	if last, err := s.LastEvent(ctx); err != nil || last != 0 {
		t.Errorf("the last event is %d, %v; want none", last, err)
	}
	must(t)(s.Add(ctx, entries("a", "b")))
	w.take(t, s)
	e := FullTask("a").History[0]
	for range 3 {
		took(t)(s.Take(ctx, store.Turn{Events: []model.Event{e, e}}))
	}
	must(t)(other.Add(ctx, entries("a", "c")))
	got, err := other.Events(ctx, 0, 100)
	if err != nil || len(got) != 9 || got[0].Kind != model.EventAdded || !reflect.DeepEqual(got[2].Event, e) || got[8].ID != "c" {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, entry := range got {
		if entry.Seq != int64(i+1) {
			t.Errorf("the event %d has the number %d", i+1, entry.Seq)
		}
	}
	if got, err := s.Events(ctx, 3, 2); err != nil || len(got) != 2 || got[0].Seq != 4 {
		t.Errorf("%+v, %v; want 4 and 5", got, err)
	}
	if last, err := s.LastEvent(ctx); err != nil || last != 9 {
		t.Errorf("the last event is %d, %v; want 9", last, err)
	}
}

func eachEventIsToldOnce(t *testing.T, w *world) {
	s, other := w.two(t)
	must(t)(s.Add(ctx, entries("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")))
	must(t)(0, s.SaveDocument(ctx, store.ToldDocument, []byte("4000"))) // of another journal
	for i, step := range []struct {
		by    store.Store
		event int64
		first bool
	}{{s, 2, true}, {other, 2, false}, {other, 1, false}, {other, 9, true}, {s, 10, true}, {s, 9, false}, {other, 10, false}} {
		if first, err := step.by.Tell(ctx, step.event); err != nil || first != step.first {
			t.Errorf("step %d: %t, %v; want %t", i, first, err, step.first)
		}
	}
}

// sent returns a request as the audit log has it.
func sent(n int, at time.Time) model.Request {
	return model.Request{
		At: at, Method: "GET", Host: "api.hubapi.com", Path: fmt.Sprint("/tasks/", n), Status: 200 + n%2, Took: 12345 * time.Microsecond,
		CorrelationID: "a\x1b[2J",
	}
}

func logged(t *testing.T, s store.Store, since time.Time) []model.Request {
	t.Helper()
	requests, err := s.Requests(ctx, since)
	if err != nil {
		t.Fatal(err)
	}
	return requests
}

func auditLog(t *testing.T, w *world) {
	s := w.open(t)
	var want []model.Request
	for i := range 10 {
		want = append(want, sent(i, t0.Add(time.Duration(i)*time.Second)))
	}
	want[3].Status, want[3].CorrelationID = 0, ""
	took(t)(s.Take(ctx, store.Turn{Requests: want[:4]}))
	took(t)(s.Take(ctx, store.Turn{}))
	took(t)(s.Take(ctx, store.Turn{Requests: want[4:]}))
	if got := logged(t, s, time.Time{}); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := logged(t, s, want[7].At); !slices.Equal(got, want[7:]) {
		t.Errorf("since the eighth: got %+v", got)
	}
	if got := logged(t, w.open(t), time.Time{}); !slices.Equal(got, want) {
		t.Errorf("another process finds %+v", got)
	}
}

func processesShareTheAuditLog(t *testing.T, w *world) {
	var running sync.WaitGroup
	for p := range 4 {
		s := w.open(t)
		running.Go(func() {
			for i := range 25 {
				if _, err := s.Take(ctx, store.Turn{Requests: []model.Request{sent(p*1000+i, t0)}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
	if got := logged(t, w.open(t), time.Time{}); len(got) != 100 {
		t.Errorf("%d requests, want 100", len(got))
	}
}
