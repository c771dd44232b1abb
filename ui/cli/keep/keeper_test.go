package keep

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/intake"
	"hubwatch/model/session"
	"hubwatch/model/store"
)

// keeperOf is a keeper of that store.
func keeperOf(t *testing.T, s store.Store) *Keeper {
	t.Helper()
	k, err := New(t.Context(), Options{Store: s})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func openKeeper(t *testing.T, file string) *Keeper {
	t.Helper()
	s, err := store.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return keeperOf(t, s)
}

// TestADashboardGoesOnAtOnce holds that one that could not ask for a moment
// does not take itself for another one.
func TestADashboardGoesOnAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	k := openKeeper(t, file)
	synctest.Test(t, func(t *testing.T) {
		for _, idle := range []bool{false, true, false} {
			in, err := k.Sync(context.Background(), session.Outbox{Idle: idle})
			if err != nil {
				t.Fatal(err)
			}
			if in.Poller != "" || !idle && in.Until.IsZero() {
				t.Errorf("idle %v: polled by %q until %v, want by us", idle, in.Poller, in.Until)
			}
		}
	})
}

// TestWhatAFailedSyncWroteIsNotWrittenAgain holds that what happened is in the journal
// once when a Sync fails after it is written, and the same comes again with more.
func TestWhatAFailedSyncWroteIsNotWrittenAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	k := openKeeper(t, file)
	happened := func(id model.TaskID, text model.Text) model.Event {
		return model.Event{At: time.Now(), ID: id, Kind: model.EventState, To: model.StateOK, Told: text}
	}
	out := session.Outbox{
		Edits:  []session.Edit{{Kind: session.EditAdd, Tasks: []*model.Task{{ID: "a"}, {ID: "b"}}}},
		Events: []model.Event{happened("a", "first"), happened("b", "first")},
		Causes: []cause.Change{{From: "x", Into: "y"}},
	}
	rename := renames(t, file)
	for range 2 {
		rename("view", "gone")
		if _, err := k.Sync(t.Context(), out); err == nil {
			t.Fatal("no error without a table")
		}
		rename("gone", "view")
		out.Events = append(out.Events, happened("a", "more"))
	}
	for _, o := range []session.Outbox{out, {Events: []model.Event{happened("b", "last")}}} {
		if _, err := k.Sync(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := k.store.Events(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []model.EventKind
	states := ""
	for _, e := range entries {
		if e.Kind == model.EventState {
			states += fmt.Sprintf("%s %s, ", e.ID, e.Told)
		} else {
			kinds = append(kinds, e.Kind)
		}
	}
	if want := "a first, b first, a more, a more, b last, "; states != want || len(kinds) != 3 {
		t.Errorf("journal %sand %v; want %sand two that were added and one cause", states, kinds, want)
	}
}

// renames gives tables of a database other names, behind the back of who has it open.
func renames(t *testing.T, file string) func(from, to string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return func(from, to string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), "ALTER TABLE "+from+" RENAME TO "+to); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFailedSyncLosesNoChange holds that what other processes wrote comes with
// the next Sync when one fails halfway.
func TestAFailedSyncLosesNoChange(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	k := openKeeper(t, file)
	if _, err := k.store.Add(t.Context(), []model.Task{{ID: "AAAAEZ6w00001"}}); err != nil {
		t.Fatal(err)
	}
	rename := renames(t, file)
	rename("view", "gone")
	if _, err := k.Sync(t.Context(), session.Outbox{}); err == nil {
		t.Fatal("no error without a table")
	}
	rename("gone", "view")
	in, err := k.Sync(t.Context(), session.Outbox{})
	if err != nil || len(in.Tasks) != 1 {
		t.Errorf("%d tasks and %v after a failed Sync, want 1", len(in.Tasks), err)
	}
}

// TestWhatComesBackIsInAnotherDatabaseToo holds that a task that was dropped
// before the database was replaced is kept again when it comes back.
func TestWhatComesBackIsInAnotherDatabaseToo(t *testing.T) {
	k := openKeeper(t, filepath.Join(t.TempDir(), "w.db"))
	watched := session.New(session.Start{Kept: true})
	watched.Add([]intake.Found{{ID: "AAAAEZ6w00001", Label: "press"}}, time.Now())
	watched.Observe(model.Observe("AAAAEZ6w00001", time.Now(), time.Now(), model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"}, nil), 0)
	watched.Pack(time.Now()) // to the database that is gone
	watched.Drop(watched.List().Tasks(), nil)
	watched.Pack(time.Now())
	watched.Undo()
	if _, err := k.Sync(t.Context(), watched.Pack(time.Now())); err != nil {
		t.Fatal(err)
	}
	tasks, _, err := k.store.Load(t.Context())
	if err != nil || len(tasks) != 1 || tasks[0].State() != model.StateOK || tasks[0].Label != "press" {
		t.Errorf("%v and %v, want the task as it was", tasks, err)
	}
}
