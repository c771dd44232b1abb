package cli

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
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
			Status: model.StatusComplete, Word: "COMPLETE", CompletedAt: at.Add(time.Minute), NumErrors: 1, Errors: []model.TaskError{{Category: "CONFLICT", Message: message}},
		}})
	}
	if _, err := s.Add(t.Context(), []model.Task{*tasks[0], *tasks[1]}); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(t.Context(), tasks, nil); err != nil {
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
