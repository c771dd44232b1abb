package store

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

var (
	ctx = context.Background()
	t0  = time.Date(2026, 5, 4, 9, 0, 0, 123456789, time.UTC)
)

func at(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }

func openAt(t *testing.T, path string) *SQLite {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func openNew(t *testing.T) *SQLite {
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

func load(t *testing.T, s *SQLite) []*model.Task {
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

func wantIDs(t *testing.T, s *SQLite, want ...model.TaskID) {
	t.Helper()
	if got := ids(load(t, s)); !slices.Equal(got, want) {
		t.Errorf("watched %v, want %v", got, want)
	}
}

func save(t *testing.T, s *SQLite, tasks ...*model.Task) {
	t.Helper()
	if _, err := s.Take(ctx, Turn{Tasks: tasks}); err != nil {
		t.Fatal(err)
	}
}

func TestTheJournalKeepsTheNewest(t *testing.T) {
	s := openNew(t)
	s.journalLimit = 10
	must(t)(s.Add(ctx, entries("a", "b")))
	e := model.Event{At: t0, ID: "a", Kind: model.EventState, To: model.StateOK}
	for range 7 {
		if _, err := s.Take(ctx, Turn{Events: []model.Event{e, e}}); err != nil {
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
