package cli

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// failedBrands is a watchlist of an earlier program, with two tasks that failed
// of one cause, by names without quotes.
func failedBrands(t *testing.T) (env map[string]string) {
	t.Helper()
	env = map[string]string{"XDG_STATE_HOME": t.TempDir()}
	file := config.WatchlistFile("default", func(name string) string { return env[name] })
	s, err := store.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	var tasks []*model.Task
	for i, message := range []model.Text{"Folder Summer Launch is locked by Ana.", "Folder Winter is locked by Bo."} {
		tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprint("AAAAEZ6kHwA", i)), AddedAt: at, ReportAt: at.Add(time.Minute), SeenAt: at.Add(time.Minute), Report: &model.Report{
			Status: model.StatusComplete, RawStatus: "COMPLETE", CompletedAt: at.Add(time.Minute), NumErrors: 1, Errors: []model.TaskError{{Category: "CONFLICT", Message: message}},
		}})
	}
	if _, err := s.Add(t.Context(), []model.Task{*tasks[0], *tasks[1]}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), store.Turn{Tasks: tasks}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE watchlist SET rule = 'c0'"); err != nil {
		t.Fatal(err)
	}
	return env
}

// TestFormerCauses holds that the IDs by the first rule find the causes of now,
// and that the journal says once that there are others, also when no task is
// left that had one of them.
func TestFormerCauses(t *testing.T) {
	t.Parallel()
	env := failedBrands(t)
	for range 3 {
		for _, id := range []string{"1be312e2", "c0:1be312e2", "b9560284", "c1:5ae56667", "5ae56667"} {
			if got := run(t, env, "list", "--filter", "cause="+id, "-o", "csv").stdout; strings.Count(got, "AAAAEZ6kHwA") != 2 {
				t.Errorf("cause=%s: got %s", id, got)
			}
		}
	}
	if got := run(t, env, "events").stdout; strings.Count(got, `"kind":"cause"`) != 1 || !strings.Contains(got, "2 causes by the rule c0 became 1 cause") {
		t.Errorf("the journal has %s", got)
	}
	run(t, env, "rm", "AAAAEZ6kHwA1")
	if got := run(t, env, "list", "--filter", "cause=1be312e2", "-o", "csv").stdout; strings.Count(got, "AAAAEZ6kHwA0") != 1 {
		t.Errorf("when the task is gone: %s", got)
	}
}

// TestTheDashboardKnowsFormerCauses holds that it finds them by the IDs that they
// had, whether or not a command was run since the rule changed.
func TestTheDashboardKnowsFormerCauses(t *testing.T) {
	env := failedBrands(t)
	for range 2 {
		file := config.WatchlistFile("default", func(name string) string { return env[name] })
		w, err := keep.OpenDashboard(t.Context(), store.New(file), nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		left, err := w.Left(t.Context(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		causes := session.New(session.Start{Tasks: left.Tasks, Became: w.Became}).Causes()
		for _, task := range left.Tasks {
			if !causes.Has(task.ID, "1be312e2") || causes.Has(task.ID, "1be312e3") {
				t.Errorf("%s: %v", task.ID, causes.Names(task.ID))
			}
		}
		if err := w.Close(); err != nil || len(left.Tasks) != 2 {
			t.Errorf("%d tasks, %v", len(left.Tasks), err)
		}
	}
}

// planned is a watchlist with a plan of 120 folders in waves of 12, of which all
// of wave 3 failed; two of them were put right by a later attempt.
func plannedWaves(t *testing.T) (env map[string]string) {
	t.Helper()
	env = map[string]string{"XDG_STATE_HOME": t.TempDir()}
	s, err := store.Open(config.WatchlistFile("default", func(name string) string { return env[name] }))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	var entries []model.Task
	var tasks []*model.Task
	add := func(i, attempt int, failed bool) {
		task := model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6k%03d%d", i, attempt)), AddedAt: at.Add(time.Duration(attempt) * time.Hour)}
		for _, f := range [][2]string{{"folderId", fmt.Sprint(900100200000 + i)}, {"path", fmt.Sprintf("/brand/%d/folder %d", i%4, i)}, {"wave", fmt.Sprint(i / 12)}, {"owner", fmt.Sprint("o", i%5)}} {
			task.Plan = append(task.Plan, model.Field{Key: model.Text(f[0]), Values: []model.Text{model.Text(f[1])}})
		}
		entries = append(entries, task)
		done := task
		done.ReportAt, done.SeenAt = at.Add(9*time.Hour), at.Add(9*time.Hour)
		done.Report = &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: task.AddedAt, StartedAt: task.AddedAt, CompletedAt: at.Add(8 * time.Hour)}
		if failed {
			done.Report.NumErrors = 1
			done.Report.Errors = []model.TaskError{{Category: "CONFLICT", Message: model.Text(fmt.Sprintf("Folder folder %d is locked by Ana", i))}}
		}
		tasks = append(tasks, &done)
	}
	for i := range 120 {
		add(i, 1, i/12 == 3)
	}
	add(36, 2, false)
	add(37, 2, false)
	if _, err := s.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), store.Turn{Tasks: tasks}); err != nil {
		t.Fatal(err)
	}
	return env
}

// TestContrast holds that a report says what the failed have that the good have
// not, that failures which were put right do not count, and that a filter finds
// who has it.
func TestContrast(t *testing.T) {
	t.Parallel()
	env := plannedWaves(t)
	var d struct {
		Causes []struct {
			Tasks    int
			Contrast []output.Contrast
		}
		Contrast []output.Contrast
	}
	if err := json.Unmarshal([]byte(run(t, env, "report", "-o", "json").stdout), &d); err != nil {
		t.Fatal(err)
	}
	want := output.Contrast{Key: "plan.wave", Value: "3", Failed: 10, FailedTotal: 10, OK: 2, OKTotal: 110}
	if len(d.Causes) != 1 || d.Causes[0].Tasks != 10 {
		t.Fatalf("the causes are %+v", d.Causes)
	}
	for _, got := range [][]output.Contrast{d.Contrast, d.Causes[0].Contrast} {
		if len(got) == 0 || got[0] != want {
			t.Errorf("got %+v, want %+v first", got, want)
		}
	}
	if got := run(t, env, "report").stdout; !strings.Contains(got, "plan.wave `3`: 10 of 10, and 2 of the 110 that are ok") {
		t.Errorf("the report says %s", got)
	}
	for filter, want := range map[string]int{
		`wave=3`: 14, `attempt=2`: 2, `depth=3`: 122, `name-script="ASCII only"`: 122, `name-length:over`: 0, `started="2026-05-04 11h"`: 2,
		`name-has:space`: 0,
	} {
		if got := strings.Count(run(t, env, "list", "--filter", filter, "-o", "csv").stdout, "\nAAAAEZ6k"); got != want {
			t.Errorf("%s: %d tasks, want %d", filter, got, want)
		}
	}
}
