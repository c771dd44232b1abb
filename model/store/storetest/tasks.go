package storetest

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

func everyFieldComesBack(t *testing.T, w *world) {
	bare := &model.Task{ID: "bare"}
	minimal := &model.Task{ID: "minimal", AddedAt: t0, Report: &model.Report{}, ReportAt: at(1), Err: &model.CheckError{}}
	odd := &model.Task{ID: "odd", ReportAt: at(1), Report: &model.Report{
		Errors: []model.TaskError{}, NumErrors: -1, CompletedAt: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
		RequestedAt: time.Unix(0, 0).UTC(),
	}}
	want := []*model.Task{FullTask("full"), bare, minimal, odd, FullTask("full2")}
	s := w.open(t)
	var added []model.Task
	for _, task := range want {
		added = append(added, model.Task{
			ID: task.ID, Label: task.Label, Note: task.Note, Plan: task.Plan, Order: task.Order, AddedAt: task.AddedAt,
		})
	}
	must(t)(s.Add(ctx, added))
	w.save(t, s, want...)
	got := load(t, w.open(t))
	if len(got) != len(want) {
		t.Fatalf("%d tasks, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

func addTakesNoPartOfAnOwnClock(t *testing.T, w *world) {
	s := w.open(t)
	task := model.Task{ID: "a", AddedAt: time.Date(2026, 5, 4, 11, 0, 0, 0, time.FixedZone("CEST", 7200))}
	must(t)(s.Add(ctx, []model.Task{task}))
	got := load(t, s)[0]
	if !got.AddedAt.Equal(task.AddedAt) || !got.SeenAt.Equal(task.AddedAt) || got.AddedAt.Location() != time.UTC {
		t.Errorf("added %v, seen %v; want %v in UTC", got.AddedAt, got.SeenAt, task.AddedAt)
	}
	if len(got.History) != 1 || got.History[0].Kind != model.EventAdded || got.History[0].ID != "a" {
		t.Errorf("history %v, want that it was added", got.History)
	}
}

func addRemoveRestoreArchive(t *testing.T, w *world) {
	s := w.open(t)
	for _, step := range []struct {
		name string
		do   func() (int, error)
		n    int
		want []model.TaskID
	}{
		{"add", func() (int, error) { return s.Add(ctx, entries("a", "b", "c", "a")) }, 3, []model.TaskID{"a", "b", "c"}},
		{"add again", func() (int, error) { return s.Add(ctx, entries("c", "d")) }, 1, []model.TaskID{"a", "b", "c", "d"}},
		{"remove", func() (int, error) { return s.Remove(ctx, []model.TaskID{"b", "x"}, at(1)) }, 1, []model.TaskID{"a", "c", "d"}},
		{"remove again", func() (int, error) { return s.Remove(ctx, []model.TaskID{"b"}, at(2)) }, 0, []model.TaskID{"a", "c", "d"}},
		{"restore", func() (int, error) { return s.Restore(ctx, []model.TaskID{"b", "a", "x"}) }, 1, []model.TaskID{"a", "b", "c", "d"}},
		{"archive", func() (int, error) { return s.Archive(ctx, []model.TaskID{"a", "b"}, at(3)) }, 2, []model.TaskID{"c", "d"}},
		{"come back", func() (int, error) { return s.Add(ctx, entries("a", "c")) }, 1, []model.TaskID{"c", "d", "a"}},
		{"unarchive", func() (int, error) { return s.Restore(ctx, []model.TaskID{"b"}) }, 1, []model.TaskID{"b", "c", "d", "a"}},
		{"nothing", func() (int, error) { return s.Add(ctx, nil) }, 0, []model.TaskID{"b", "c", "d", "a"}},
	} {
		if n := must(t)(step.do()); n != step.n {
			t.Errorf("%s: %d, want %d", step.name, n, step.n)
		}
		if got := ids(load(t, s)); !slices.Equal(got, step.want) {
			t.Errorf("%s: watched %v, want %v", step.name, got, step.want)
		}
	}
}

func addKeepsWhatAPersonWrote(t *testing.T, w *world) {
	s := w.open(t)
	plan := []model.Field{{Key: "z", Values: []model.Text{"1"}}, {Key: "a", Values: []model.Text{"2"}}}
	must(t)(s.Add(ctx, []model.Task{{ID: "a", Label: "first"}, {ID: "b"}}))
	must(t)(s.Add(ctx, []model.Task{{ID: "a", Label: "second", Plan: plan}, {ID: "b", Label: "late", Note: "n"}}))
	a, b := load(t, s)[0], load(t, s)[1]
	if a.Label != "first" || !reflect.DeepEqual(a.Plan, plan) || b.Label != "late" || b.Note != "n" {
		t.Errorf("got %+v and %+v, want what was empty filled in", a, b)
	}
	w.save(t, s, &model.Task{ID: "a", Report: &model.Report{RawStatus: "PENDING", Raw: []byte("body")}, ReportAt: at(5)})
	must(t)(s.Remove(ctx, []model.TaskID{"a"}, at(6)))
	must(t)(s.Add(ctx, []model.Task{{ID: "a", Label: "third", AddedAt: at(7)}}))
	a = load(t, s)[1]
	if a.Label != "third" || !reflect.DeepEqual(a.Plan, plan) || a.Report == nil || !a.AddedAt.Equal(at(7)) {
		t.Errorf("came back as %+v, want the new label, the old plan and report", a)
	}
	if raw, err := s.Raw(ctx, "a"); string(raw) != "body" || err != nil {
		t.Errorf("raw %q, %v; want what it was", raw, err)
	}
}

func label(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(ctx, entries("a")))
	if err := s.Label(ctx, "a", "l", "n"); err != nil {
		t.Fatal(err)
	}
	if got := load(t, s)[0]; got.Label != "l" || got.Note != "n" {
		t.Errorf("got %+v", got)
	}
	if err := s.Label(ctx, "x", "l", "n"); !errors.Is(err, store.ErrNotWatched) || !strings.HasPrefix(err.Error(), "x ") {
		t.Errorf("error %v, want that x is not watched", err)
	}
}

func longReportsAreCut(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(ctx, entries("a")))
	task := &model.Task{ID: "a", ReportAt: at(1), Report: &model.Report{
		NumErrors: 3, Errors: make([]model.TaskError, 1234), Raw: make([]byte, record.MaxBody+1),
	}}
	w.save(t, s, task)
	got := load(t, s)[0].Report
	if len(got.Errors) != record.MaxErrors || got.ErrorCount() != 1234 {
		t.Errorf("%d errors of %d, want %d of 1234", len(got.Errors), got.ErrorCount(), record.MaxErrors)
	}
	if len(task.Report.Errors) != 1234 || task.Report.NumErrors != 3 {
		t.Error("saving changed the task")
	}
	_, err := s.Raw(ctx, "a")
	if e, ok := errors.AsType[*store.TooLargeError](err); !ok || e.Size != record.MaxBody+1 {
		t.Errorf("error %v, want that the body is too large", err)
	}
}

func aLargeBodyComesBack(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(ctx, entries("a")))
	want := []byte(strings.Repeat(`{"message":"A folder is there."},`, 200_000))
	task := &model.Task{ID: "a", ReportAt: at(1), Report: &model.Report{}}
	task.Report.Keep(want)
	w.save(t, s, task)
	if got, err := s.Raw(ctx, "a"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
	}
}

func raw(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(ctx, entries("a", "b")))
	body := []byte("{\xff\x00}")
	for _, tc := range []struct {
		second int
		raw    []byte
		want   []byte
	}{
		{1, body, body},
		{1, nil, body}, // the same report, read back
		{2, nil, nil},  // another one without its body
		{3, []byte{}, []byte{}},
		{4, make([]byte, record.MaxBody), make([]byte, record.MaxBody)},
	} {
		w.save(t, s, &model.Task{ID: "a", ReportAt: at(tc.second), Report: &model.Report{NumErrors: tc.second, Raw: tc.raw}})
		if got, err := s.Raw(ctx, "a"); err != nil || !bytes.Equal(got, tc.want) {
			t.Errorf("second %d: raw %q, %v; want %q", tc.second, got, err, tc.want)
		}
	}
	if got, err := s.Raw(ctx, "b"); got != nil || err != nil {
		t.Errorf("raw %q, %v; want none", got, err)
	}
}

func documents(t *testing.T, w *world) {
	s := w.open(t)
	for name, kept := range map[string]struct {
		save func(context.Context, string, []byte) error
		read func(context.Context, string) ([]byte, error)
	}{"a view": {s.SaveView, s.View}, "a document": {s.SaveDocument, s.Document}} {
		for _, data := range [][]byte{nil, []byte(`{"filter":"x"}`), []byte("{}\xff\x00"), {}, nil} {
			must(t)(0, kept.save(ctx, name, data))
			if got, err := kept.read(ctx, name); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s is %q, %v; want %q", name, got, err, data)
			}
		}
	}
}

func causes(t *testing.T, w *world) {
	s, other := w.two(t)
	w.take(t, s)
	for range 2 {
		must(t)(0, s.Become(ctx, map[string][]string{"c1": {"c2", "c3"}, "c4": {"c2"}}, false, at(1), "c1 became c2"))
	}
	must(t)(0, s.Become(ctx, map[string][]string{"c9": {"c2"}}, true, at(1), "it is written already"))
	became, rule, err := other.Causes(ctx)
	if want := map[string][]string{"c1": {"c2", "c3"}, "c4": {"c2"}}; err != nil || rule != "" || !reflect.DeepEqual(became, want) {
		t.Errorf("%v by the rule %q, %v; want %v", became, rule, err, want)
	}
	events, err := other.Events(ctx, 0, 9)
	if err != nil || len(events) != 2 || events[0].Kind != model.EventCause || events[0].Told != "c1 became c2" || !events[0].At.Equal(at(1)) {
		t.Errorf("the journal has %+v, %v", events, err)
	}
}

func account(t *testing.T, w *world) {
	s := w.open(t)
	for _, step := range []struct{ bind, want string }{{"", ""}, {"123", "123"}, {"123", "123"}} {
		if err := s.BindAccount(ctx, step.bind); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Account(ctx); got != step.want || err != nil {
			t.Errorf("account %q, %v; want %q", got, err, step.want)
		}
	}
	err := s.BindAccount(ctx, "456")
	if e, ok := errors.AsType[*store.OtherAccountError](err); !ok || e.Bound != "123" || e.Asked != "456" {
		t.Errorf("error %v, want that it is bound to 123", err)
	}
}

func aCanceledCallSaysSo(t *testing.T, w *world) {
	s := w.open(t)
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Add(done, entries("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want canceled", err)
	}
	wantIDs(t, s)
}
