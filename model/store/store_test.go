package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
)

var (
	ctx = context.Background()
	t0  = time.Date(2026, 5, 4, 9, 0, 0, 123456789, time.UTC)
)

func at(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func openNew(t *testing.T) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "watchlist.db"))
}

// must gives the count of a call that may not fail.
func must(t *testing.T) func(n int, err error) int {
	return func(n int, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}

func entries(ids ...model.TaskID) []model.Task {
	var tasks []model.Task
	for _, id := range ids {
		tasks = append(tasks, model.Task{ID: id, AddedAt: t0})
	}
	return tasks
}

func load(t *testing.T, s *Store) []*model.Task {
	t.Helper()
	tasks, _, err := s.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

func ids(tasks []*model.Task) []model.TaskID {
	var ids []model.TaskID
	for _, task := range tasks {
		ids = append(ids, task.ID)
	}
	return ids
}

func wantIDs(t *testing.T, s *Store, want ...model.TaskID) {
	t.Helper()
	if got := ids(load(t, s)); !slices.Equal(got, want) {
		t.Errorf("watched %v, want %v", got, want)
	}
}

func save(t *testing.T, s *Store, tasks ...*model.Task) {
	t.Helper()
	if err := s.Save(ctx, tasks, nil); err != nil {
		t.Fatal(err)
	}
}

// fillIn gives every exported field below v a value of its own, so that a
// field forgotten on the way to disk and back shows.
func fillIn(v reflect.Value, n *int) {
	*n++
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = at(*n)
		return
	case *error:
		return // causes are not kept
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.Repeat("é\xff\x00", *n%3+1))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillIn(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains([]string{"Raw", "Packed", "Cut", "Size", "InFlight"}, f.Name) {
				fillIn(v.Field(i), n)
			}
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

// fullTask is a task with a value in every field that is kept.
func fullTask(id model.TaskID) *model.Task {
	task, n := &model.Task{}, 0
	fillIn(reflect.ValueOf(task).Elem(), &n)
	task.ID = id
	for i := range task.History {
		task.History[i].ID = id
	}
	return task
}

func TestEveryFieldComesBack(t *testing.T) {
	bare := &model.Task{ID: "bare"}
	minimal := &model.Task{ID: "minimal", AddedAt: t0, Report: &model.Report{}, ReportAt: at(1), Err: &model.CheckError{}}
	odd := &model.Task{ID: "odd", ReportAt: at(1), Report: &model.Report{
		Errors: []model.TaskError{}, NumErrors: -1, CompletedAt: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
		RequestedAt: time.Unix(0, 0).UTC(),
	}}
	want := []*model.Task{fullTask("full"), bare, minimal, odd, fullTask("full2")}
	s := openNew(t)
	var added []model.Task
	for _, task := range want {
		added = append(added, model.Task{
			ID: task.ID, Label: task.Label, Note: task.Note, Plan: task.Plan, Order: task.Order, AddedAt: task.AddedAt,
		})
	}
	must(t)(s.Add(ctx, added))
	save(t, s, want...)
	got := load(t, openAt(t, s.Path()))
	if len(got) != len(want) {
		t.Fatalf("%d tasks, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

func TestAddTakesNoPartOfAnOwnClock(t *testing.T) {
	s := openNew(t)
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

func TestAddRemoveRestoreArchive(t *testing.T) {
	s := openNew(t)
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

func TestAddKeepsWhatAPersonWrote(t *testing.T) {
	s := openNew(t)
	plan := []model.Field{{Key: "z", Values: []model.Text{"1"}}, {Key: "a", Values: []model.Text{"2"}}}
	must(t)(s.Add(ctx, []model.Task{{ID: "a", Label: "first"}, {ID: "b"}}))
	must(t)(s.Add(ctx, []model.Task{{ID: "a", Label: "second", Plan: plan}, {ID: "b", Label: "late", Note: "n"}}))
	a, b := load(t, s)[0], load(t, s)[1]
	if a.Label != "first" || !reflect.DeepEqual(a.Plan, plan) || b.Label != "late" || b.Note != "n" {
		t.Errorf("got %+v and %+v, want what was empty filled in", a, b)
	}
	save(t, s, &model.Task{ID: "a", Report: &model.Report{Word: "PENDING", Raw: []byte("body")}, ReportAt: at(5)})
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

func TestLabel(t *testing.T) {
	s := openNew(t)
	must(t)(s.Add(ctx, entries("a")))
	if err := s.Label(ctx, "a", "l", "n"); err != nil {
		t.Fatal(err)
	}
	if got := load(t, s)[0]; got.Label != "l" || got.Note != "n" {
		t.Errorf("got %+v", got)
	}
	if err := s.Label(ctx, "x", "l", "n"); !errors.Is(err, ErrNotWatched) || !strings.HasPrefix(err.Error(), "x ") {
		t.Errorf("error %v, want that x is not watched", err)
	}
}

func TestLongReportsAreCut(t *testing.T) {
	s := openNew(t)
	must(t)(s.Add(ctx, entries("a")))
	task := &model.Task{ID: "a", ReportAt: at(1), Report: &model.Report{
		NumErrors: 3, Errors: make([]model.TaskError, 1234), Raw: make([]byte, maxRaw+1),
	}}
	save(t, s, task)
	got := load(t, s)[0].Report
	if len(got.Errors) != maxErrors || got.ErrorCount() != 1234 {
		t.Errorf("%d errors of %d, want %d of 1234", len(got.Errors), got.ErrorCount(), maxErrors)
	}
	if len(task.Report.Errors) != 1234 || task.Report.NumErrors != 3 {
		t.Error("saving changed the task")
	}
	_, err := s.Raw(ctx, "a")
	if e, ok := errors.AsType[*TooLargeError](err); !ok || e.Size != maxRaw+1 {
		t.Errorf("error %v, want that the body is too large", err)
	}
}

func TestALargeBodyComesBack(t *testing.T) {
	s := openNew(t)
	must(t)(s.Add(ctx, entries("a")))
	want := []byte(strings.Repeat(`{"message":"A folder is there."},`, 200_000))
	task := &model.Task{ID: "a", ReportAt: at(1), Report: &model.Report{}}
	task.Report.Keep(want)
	save(t, s, task)
	if got, err := s.Raw(ctx, "a"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
	}
}

func TestRaw(t *testing.T) {
	s := openNew(t)
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
		{4, make([]byte, maxRaw), make([]byte, maxRaw)},
	} {
		save(t, s, &model.Task{ID: "a", ReportAt: at(tc.second), Report: &model.Report{NumErrors: tc.second, Raw: tc.raw}})
		if got, err := s.Raw(ctx, "a"); err != nil || !bytes.Equal(got, tc.want) {
			t.Errorf("second %d: raw %q, %v; want %q", tc.second, got, err, tc.want)
		}
	}
	if got, err := s.Raw(ctx, "b"); got != nil || err != nil {
		t.Errorf("raw %q, %v; want none", got, err)
	}
}

func TestJournal(t *testing.T) {
	s := openNew(t)
	s.journalLimit = 10
	must(t)(s.Add(ctx, entries("a", "b")))
	e := fullTask("a").History[0]
	for range 7 {
		if err := s.Save(ctx, nil, []model.Event{e, e}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Events(ctx, 0, 100)
	if err != nil || len(got) != 10 || got[0].Seq != 7 || got[9].Seq != 16 {
		t.Fatalf("%d entries, %v; want those from 7 to 16", len(got), err)
	}
	if !reflect.DeepEqual(got[0].Event, e) {
		t.Errorf("got  %+v\nwant %+v", got[0].Event, e)
	}
	if got, err := s.Events(ctx, 12, 2); err != nil || len(got) != 2 || got[0].Seq != 13 {
		t.Errorf("%+v, %v; want 13 and 14", got, err)
	}
	must(t)(s.Add(ctx, entries("a", "c")))
	if got, _ := s.Events(ctx, 16, 9); len(got) != 1 || got[0].ID != "c" || got[0].Kind != model.EventAdded {
		t.Errorf("%+v, want that c was added", got)
	}
}

func TestView(t *testing.T) {
	s := openNew(t)
	for _, data := range [][]byte{nil, []byte(`{"filter":"x"}`), []byte(`{}`), {}, nil} {
		if err := s.SaveView(ctx, "main", data); err != nil {
			t.Fatal(err)
		}
		if got, err := s.View(ctx, "main"); err != nil || !bytes.Equal(got, data) {
			t.Errorf("view %q, %v; want %q", got, err, data)
		}
	}
}

func TestAccount(t *testing.T) {
	s := openNew(t)
	for _, step := range []struct{ bind, want string }{{"", ""}, {"123", "123"}, {"123", "123"}} {
		if err := s.BindAccount(ctx, step.bind); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Account(ctx); got != step.want || err != nil {
			t.Errorf("account %q, %v; want %q", got, err, step.want)
		}
	}
	err := s.BindAccount(ctx, "456")
	if e, ok := errors.AsType[*OtherAccountError](err); !ok || e.Bound != "123" || e.Asked != "456" {
		t.Errorf("error %v, want that it is bound to 123", err)
	}
}

func TestACanceledCallSaysSo(t *testing.T) {
	s := openNew(t)
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Add(done, entries("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want canceled", err)
	}
	wantIDs(t, s)
}

// FuzzRecord holds that no record makes reading panic.
func FuzzRecord(f *testing.F) {
	task := fullTask("a")
	f.Add(encodeReport(task.Report))
	f.Add(encodeChecks(task))
	f.Fuzz(func(t *testing.T, record []byte) {
		var r *model.Report
		_ = decode(record, &r, (*coder).maybeReport)
		_ = decodeChecks(record, &model.Task{})
	})
}
