package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
)

// putTasks puts tasks with answers on a watchlist.
func putTasks(t *testing.T, env map[string]string, observations ...model.Observation) {
	t.Helper()
	s, err := store.Open(config.WatchlistFile("default", func(name string) string { return env[name] }))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var list model.Watchlist
	var entries []model.Task
	var events []model.Event
	for _, o := range observations {
		if list.Add(o.ID, "", o.AskedAt) {
			entries = append(entries, *list.Task(o.ID))
		}
		events = append(events, list.Apply(o)...)
	}
	if _, err := s.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), store.Turn{Tasks: list.Tasks(), Events: events}); err != nil {
		t.Fatal(err)
	}
}

var (
	asked = time.Date(2026, 1, 24, 8, 0, 0, 0, time.UTC)
	// everything has every member that the output knows.
	everything = model.Report{
		Status: model.StatusComplete, RawStatus: "COMPLETE",
		RequestedAt: asked.Add(-time.Minute), StartedAt: asked.Add(-50 * time.Second), CompletedAt: asked.Add(-40 * time.Second),
		NumErrors: 3, CorrelationID: "corr-1",
		Headers: []model.Field{{Key: "Date", Values: []model.Text{"Tue, 24 Nov 2026 08:00:00 GMT"}}},
		Raw:     []byte(`{"status":"COMPLETE"}`),
		Errors: []model.TaskError{{
			Status: "error", Category: "VALIDATION_ERROR", SubCategory: "Folders.NAME_CONFLICT", ID: "e1",
			Message: "A folder named 'Q3' is already at /press/2026.",
			Context: []model.Field{{Key: "path", Values: []model.Text{"/press/2026/Q3"}}},
			Links:   []model.Field{{Key: "help", Values: []model.Text{"https://example.com"}}},
			Details: []model.ErrorDetail{{
				Message: "The name is taken.", Code: "FOLDER_NAME_TAKEN", In: "name", SubCategory: "Names",
				Context: []model.Field{{Key: "name", Values: []model.Text{"Q3"}}},
			}},
		}},
		Result: &model.Folder{
			ID: "12", Name: "Q3", Path: "/press/2026/Q3", ParentID: "11", Archived: true,
			CreatedAt: asked, UpdatedAt: asked, ArchivedAt: asked,
		},
	}
	notFound = &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404, Message: "resource not found", CorrelationID: "corr-2"}
)

// at walks into a JSON document: names and indexes.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			l, _ := v.([]any)
			if step >= len(l) {
				return nil
			}
			v = l[step]
		}
	}
	return v
}

// TestEveryField reads each documented member as a script would.
func TestEveryField(t *testing.T) {
	env := home(t)
	putTasks(t, env,
		model.Observe("a1", asked, asked.Add(time.Second), everything, nil),
		model.Observe("b2", asked.Add(-time.Minute), asked.Add(-time.Minute), model.Report{}, notFound),
		model.Observe("b2", asked, asked.Add(time.Second), model.Report{}, notFound))
	got := run(t, env, "list", "-o", "json")
	var d any
	if err := json.Unmarshal([]byte(got.stdout), &d); err != nil {
		t.Fatal(err)
	}
	task := func(path ...any) []any { return append([]any{"tasks", 0}, path...) }
	for _, tc := range []struct {
		path []any
		want any
	}{
		{[]any{"schema"}, 1.0}, {[]any{"summary", "total"}, 2.0}, {[]any{"summary", "errors"}, 1.0},
		{[]any{"summary", "missing"}, 1.0}, {[]any{"summary", "ok"}, 0.0},
		{task("taskId"), "a1"}, {task("state"), "errors"}, {task("status"), "COMPLETE"}, {task("label"), ""},
		{task("requestedAt"), "2026-01-24T07:59:00Z"}, {task("startedAt"), "2026-01-24T07:59:10Z"},
		{task("completedAt"), "2026-01-24T07:59:20Z"}, {task("checkedAt"), "2026-01-24T08:00:01Z"}, {task("numErrors"), 3.0},
		{task("errors", 0, "category"), "VALIDATION_ERROR"}, {task("errors", 0, "subCategory"), "Folders.NAME_CONFLICT"},
		{task("errors", 0, "message"), "A folder named 'Q3' is already at /press/2026."},
		{task("errors", 0, "id"), "e1"}, {task("errors", 0, "status"), "error"},
		{task("errors", 0, "context", "path", 0), "/press/2026/Q3"}, {task("errors", 0, "links", "help"), "https://example.com"},
		{task("errors", 0, "errors", 0, "message"), "The name is taken."}, {task("errors", 0, "errors", 0, "code"), "FOLDER_NAME_TAKEN"},
		{task("errors", 0, "errors", 0, "in"), "name"}, {task("errors", 0, "errors", 0, "subCategory"), "Names"},
		{task("errors", 0, "errors", 0, "context", "name", 0), "Q3"},
		{task("result", "id"), "12"}, {task("result", "name"), "Q3"}, {task("result", "path"), "/press/2026/Q3"},
		{task("result", "parentFolderId"), "11"}, {task("result", "archived"), true}, {task("result", "createdAt"), "2026-01-24T08:00:00Z"},
		{task("result", "updatedAt"), "2026-01-24T08:00:00Z"}, {task("result", "archivedAt"), "2026-01-24T08:00:00Z"},
		{task("checkError"), nil}, {[]any{"tasks", 1, "state"}, "missing"}, {[]any{"tasks", 1, "checkError", "kind"}, "not found"},
		{[]any{"tasks", 1, "checkError", "httpStatus"}, 404.0}, {[]any{"tasks", 1, "checkError", "message"}, "resource not found"},
		{[]any{"tasks", 1, "checkError", "correlationId"}, "corr-2"}, {[]any{"tasks", 1, "requestedAt"}, nil},
	} {
		if got := at(d, tc.path...); got != tc.want {
			t.Errorf("%v is %v, want %v", tc.path, got, tc.want)
		}
	}
	lines := strings.Split(strings.TrimSpace(run(t, env, "list", "-o", "jsonl").stdout), "\n")
	var line any
	if err := json.Unmarshal([]byte(lines[0]), &line); err != nil || len(lines) != 2 || at(line, "schema") != 1.0 || at(line, "errors", 0, "errors", 0, "in") != "name" {
		t.Errorf("JSON lines: %d lines, %v, %s", len(lines), err, lines[0])
	}
}
