package cli

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
)

func TestReportJSON(t *testing.T) {
	env := home(t)
	other := everything
	other.Result = &model.Folder{ID: "13"}
	other.CompletedAt = asked.Add(-30 * time.Second)
	other.Errors = []model.TaskError{everything.Errors[0], everything.Errors[0]}
	other.Errors[0].Message, other.Errors[1].Message = "A folder named 'Q4' is already at /press/2027.", "A folder named 'Q5' is already at /x."
	putTasks(t, env,
		model.Observe("a1", asked, asked, everything, nil),
		model.Observe("b2", asked, asked, other, nil),
		model.Observe("c3", asked, asked, model.Report{}, notFound),
		model.Observe("d4", asked, asked, model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil))
	got := run(t, env, "report", "-o", "json")
	var d any
	if err := json.Unmarshal([]byte(got.stdout), &d); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		path []any
		want any
	}{
		{[]any{"causes", 0, "tasks"}, 2.0}, {[]any{"causes", 0, "title"}, "The name is taken."},
		{[]any{"causes", 0, "taskIds", 1}, "b2"}, {[]any{"causes", 0, "taskIds", 2}, nil},
		{[]any{"causes", 0, "firstSeen"}, "2026-01-24T07:59:20Z"}, {[]any{"causes", 0, "lastSeen"}, "2026-01-24T07:59:30Z"},
		{[]any{"causes", 0, "constant", "code"}, "FOLDER_NAME_TAKEN"}, {[]any{"causes", 1, "title"}, "not found (HTTP 404): resource not found"},
		{[]any{"causes", 2}, nil}, {[]any{"times", "firstRequestedAt"}, "2026-01-24T07:59:00Z"},
		{[]any{"times", "lastCompletedAt"}, "2026-01-24T07:59:30Z"}, {[]any{"times", "oldestCheckAt"}, "2026-01-24T08:00:00Z"},
		{[]any{"summary", "total"}, 4.0}, {[]any{"tasks", 3, "state"}, "pending"},
	} {
		if got := at(d, tc.path...); got != tc.want {
			t.Errorf("%v is %v, want %v", tc.path, got, tc.want)
		}
	}
	if at(d, "causes", 0, "signature") == at(d, "causes", 1, "signature") || at(d, "madeAt") == nil {
		t.Errorf("signatures and times: %s", got.stdout)
	}
	if one := run(t, env, "report", "-o", "csv", "b2"); strings.Count(one.stdout, "\n") != 2 || !strings.Contains(one.stdout, "corr-1") {
		t.Errorf("a report of one task: %s", one.stdout)
	}
}

func TestEvidence(t *testing.T) {
	env := home(t)
	putTasks(t, env,
		model.Observe("a1", asked, asked.Add(time.Second), everything, nil),
		model.Observe("A1", asked, asked, model.Report{}, notFound),
		model.Observe("fine", asked, asked, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", Raw: []byte("{}")}, nil),
		model.Observe("c:3", asked, asked, model.Report{Status: model.StatusCanceled, RawStatus: "CANCELED", Raw: []byte("not json")}, nil))
	dir := filepath.Join(t.TempDir(), "deep", "evidence")
	got := run(t, env, "report", "--evidence", dir)
	if got.code != 0 || !strings.Contains(got.stderr, "evidence of 3 tasks") {
		t.Fatalf("%+v", got)
	}
	want := map[string]string{
		"0001-a1.answer.json": `{"status":"COMPLETE"}`, "0001-a1.json": "", "0002-A1.json": "", "0003-c_3.answer.txt": "not json", "0003-c_3.json": "",
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(want) {
		t.Errorf("%v, %v; want %d files", entries, err, len(want))
	}
	for name, content := range want {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if content != "" && string(data) != content {
			t.Errorf("%s is %q, want the answer as it came", name, data)
		}
		if info, _ := os.Stat(filepath.Join(dir, name)); info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", name, info.Mode())
		}
		if content == "" {
			validJSON(t, string(data))
		}
	}
	var about map[string]any
	data, _ := os.ReadFile(filepath.Join(dir, "0001-a1.json"))
	if err := json.Unmarshal(data, &about); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]any{
		"taskId": "a1", "correlationId": "corr-1", "requestedAt": "2026-01-24T07:59:00Z", "completedAt": "2026-01-24T07:59:20Z",
		"checkedAt": "2026-01-24T08:00:01Z", "body": "0001-a1.answer.json",
	} {
		if about[path] != want {
			t.Errorf("%s is %v, want %v", path, about[path], want)
		}
	}
	if at(about, "headers", "Date", 0) != "Tue, 24 Nov 2026 08:00:00 GMT" {
		t.Errorf("headers %v", about["headers"])
	}
	if again := run(t, env, "report", "--evidence", dir); again.code != exit.Usage || !strings.Contains(again.stderr, "not empty") {
		t.Errorf("into the same folder: %+v, want exit code 3", again)
	}
}

// TestEvidenceHasNoToken asks with a token that HubSpot repeats to us.
func TestEvidenceHasNoToken(t *testing.T) {
	t.Parallel()
	const echo = `{"tasks": 3, "duration": {"min": 1, "max": 1}, "outcomes": [{"kind": "errors", "weight": 1}],
		"causes": [{"name": "echo", "category": "X", "message": "Authorization: Bearer ` + hubsim.DefaultToken + `"}]}`
	sim, url := simulated(t, echo, time.Hour)
	env := home(t)
	for k, v := range token(url) {
		env[k] = v
	}
	dir, report := t.TempDir(), filepath.Join(t.TempDir(), "r.md")
	if got := run(t, env, append([]string{"wait", "--report", report}, sim.TaskIDs()...)...); got.code != exit.Errors {
		t.Fatalf("%+v", got)
	}
	got := run(t, env, "report", "--evidence", dir, "-o", "json")
	all := got.stdout + got.stderr + run(t, env, "report").stdout + run(t, env, "events").stdout
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range append(files, report) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	if len(files) != 6 || strings.Contains(all, env[config.TokenVariable]) {
		t.Errorf("%d files; the token is in %q", len(files), all)
	}
}

func TestAReportReplacesAFileAsAWhole(t *testing.T) {
	env := home(t)
	withReports(t, env)
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.csv"), filepath.Join(dir, "link.csv")
	if err := errors.Join(os.WriteFile(real, []byte("what was there before"), 0o600), os.Chmod(real, 0o640)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if got := run(t, env, "wait", "--report", link, "err2", "ok1"); got.code != exit.Errors {
		t.Fatalf("%+v", got)
	}
	data, err := os.ReadFile(real)
	info, _ := os.Stat(real)
	if err != nil || !strings.HasPrefix(string(data), "taskId,") || info.Mode().Perm() != 0o640 {
		t.Errorf("%q, %v, mode %v; want the report behind the link, with the mode it had", data, err, info.Mode())
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("%v is left", entries)
	}
}
