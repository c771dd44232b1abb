package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/output"
)

// home is an environment with a folder of its own.
func home(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{"XDG_STATE_HOME": storetest.Folder(t)}
}

// write makes a file for a test.
func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func listed(t *testing.T, env map[string]string) output.Status {
	t.Helper()
	got := run(t, env, "list", "-o", "json")
	var d output.Status
	if err := json.Unmarshal([]byte(got.stdout), &d); err != nil || got.code != 0 {
		t.Fatalf("list: %+v, %v", got, err)
	}
	return d
}

func TestAddListRemove(t *testing.T) {
	env := home(t)
	got := run(t, env, "add", "--label", "press", "a1", "https://api.hubapi.com/files/v3/folders/update/async/tasks/b2/status")
	if got.code != 0 || got.stdout != "added 2, 0 already watched, 0 refused\n" {
		t.Errorf("add: %+v", got)
	}
	plan := write(t, "plan.csv", "taskId,label,wave\na1,,3\nc3,legal,4\n")
	if got := run(t, env, "add", "--plan", plan); got.code != 0 || got.stdout != "added 1, 1 already watched, 0 refused\nthe plan has 2 rows; watched but not in the plan: 1\n" {
		t.Errorf("add --plan: %+v", got)
	}
	d := listed(t, env)
	if len(d.Tasks) != 3 || d.Tasks[0].Label != "press" || d.Tasks[2].Label != "legal" || d.Summary["unchecked"] != 3 {
		t.Errorf("listed %+v", d)
	}
	if got := run(t, env, "rm", "b2", "nope"); got.code != 0 || got.stdout != "removed 1, 1 not watched\n" {
		t.Errorf("rm: %+v", got)
	}
	if got := run(t, env, "rm", "nope"); got.code != 3 {
		t.Errorf("rm of nothing: %+v, want exit code 3", got)
	}
	if d := listed(t, env); len(d.Tasks) != 2 {
		t.Errorf("%d tasks after rm, want 2", len(d.Tasks))
	}
}

func TestBadInputIsNamedAndTheRestIsAdded(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, file, content string
		says                []string
		added               int
	}{
		{"a slash", "ids.txt", "good1\na/b\ngood2\n", []string{"line 2", "'/'"}, 2},
		{"a control character", "ids.txt", "good1\nx\x07y\n", []string{"line 2", "U+0007"}, 1},
		{"5,000 characters", "ids.txt", "good1\n" + strings.Repeat("x", 5000) + "\n", []string{"line 2", "at most 256"}, 1},
		{"a line of 2 MB", "ids.txt", "good1\n" + strings.Repeat("x", 2<<20) + "\ngood2\n", []string{"line 2", "longer than"}, 2},
		{"a binary file", "ids.txt", "good1\n\x00\x01\n", []string{"line 2", "binary"}, 1},
		{"CSV without the column", "plan.csv", "folder,wave\nx,3\n", []string{"line 1", "allowed are taskId"}, 0},
		{"nothing", "ids.txt", "", []string{"no task IDs found"}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			env := home(t)
			got := run(t, env, "add", "-f", write(t, tc.file, tc.content))
			if got.code != exit.Usage {
				t.Errorf("exit code %d, want %d", got.code, exit.Usage)
			}
			for _, want := range tc.says {
				if !strings.Contains(got.stderr, want) {
					t.Errorf("said %q, want %q in it", got.stderr, want)
				}
			}
			if d := listed(t, env); len(d.Tasks) != tc.added {
				t.Errorf("%d tasks added, want %d", len(d.Tasks), tc.added)
			}
		})
	}
	if got := run(t, home(t), "add", "-f", "testdata/none"); got.code != exit.Usage || !strings.Contains(got.stderr, "no such file") {
		t.Errorf("a missing file: %+v", got)
	}
}

// withReports puts two finished tasks and a running one on the watchlist.
func withReports(t *testing.T, env map[string]string) {
	t.Helper()
	s, err := store.Open(config.WatchlistFile("default", func(name string) string { return env[name] }))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var list model.Watchlist
	now := time.Now()
	for id, word := range map[model.TaskID]string{"ok1": "COMPLETE", "err2": "COMPLETE", "run3": "PROCESSING"} {
		list.Add(id, "label of "+model.Text(id), now)
		r := model.Report{Status: model.ParseStatus(word), RawStatus: model.Text(word), Raw: []byte(`{"secret":1}`)}
		if id == "err2" {
			r.Errors = []model.TaskError{{Category: "X", Message: "broke\x1b[2J"}}
		}
		list.Apply(model.Observe(id, now, now, r, nil))
	}
	entries := []model.Task{}
	for _, task := range list.Tasks() {
		entries = append(entries, *task)
	}
	if _, err := s.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), store.Turn{Tasks: list.Tasks()}); err != nil {
		t.Fatal(err)
	}
}

func TestExportAndImport(t *testing.T) {
	t.Parallel()
	env := home(t)
	withReports(t, env)
	file := filepath.Join(t.TempDir(), "watchlist.json")
	if got := run(t, env, "export", "-f", file); got.code != 0 {
		t.Fatalf("export: %+v", got)
	}
	if got := run(t, env, "export", "-f", file); got.code != exit.Usage {
		t.Errorf("export over a file: %+v, want exit code 3", got)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v; want 0600", info.Mode(), err)
	}
	other := home(t)
	if got := run(t, other, "import", file); got.code != 0 || got.stdout != "added 3, 0 already watched\n" {
		t.Errorf("import: %+v", got)
	}
	if data, err := os.ReadFile(file); err != nil {
		t.Fatal(err)
	} else if got := run(t, other, "import", write(t, "marked.json", files.Mark+string(data))); got.code != 0 {
		t.Errorf("import of a file with a byte order mark: %+v", got)
	}
	before, after := listed(t, env), listed(t, other)
	if fmt.Sprint(before.Summary) != fmt.Sprint(after.Summary) || after.Summary["errors"] != 1 {
		t.Errorf("imported %v, want %v", after.Summary, before.Summary)
	}
	for _, task := range after.Tasks {
		if task.TaskID == "err2" && (len(task.Errors) != 1 || task.Errors[0].Message != "broke\x1b[2J" || task.Label != "label of err2") {
			t.Errorf("imported %+v", task)
		}
	}
	for name, content := range map[string]string{"other JSON": `{"schema":1}`, "no JSON": "x", "a bad ID": `{"schema":1,"kind":"hubwatch watchlist","tasks":[{"ID":"a/b"}]}`, "a later schema": `{"schema":2,"kind":"hubwatch watchlist"}`} {
		if got := run(t, other, "import", write(t, "f.json", content)); got.code != exit.Usage || got.stderr == "" {
			t.Errorf("%s: %+v, want exit code 3 and why", name, got)
		}
	}
}

func TestArchive(t *testing.T) {
	env := home(t)
	withReports(t, env)
	if got := run(t, env, "archive", "--ok"); got.stdout != "archived 1, 2 are left\n" {
		t.Errorf("archive --ok: %+v", got)
	}
	if got := run(t, env, "archive"); got.stdout != "archived 1, 1 are left\n" {
		t.Errorf("archive: %+v", got)
	}
	if got := run(t, env, "add", "err2"); got.stdout != "added 1, 0 already watched, 0 refused\n" {
		t.Errorf("add of an archived task: %+v", got)
	}
	if d := listed(t, env); d.Summary["errors"] != 1 {
		t.Errorf("an archived task came back as %v", d.Summary)
	}
}

func TestProfilesAreApart(t *testing.T) {
	env := home(t)
	run(t, env, "add", "--profile", "eu", "a1")
	if d := listed(t, env); len(d.Tasks) != 0 {
		t.Errorf("%d tasks in the default profile, want none", len(d.Tasks))
	}
	if got := run(t, env, "list", "--profile", "../x"); got.code != exit.Usage || !strings.Contains(got.stderr, "allowed are") {
		t.Errorf("a bad profile: %+v", got)
	}
}

func TestADamagedWatchlistIsSetAsideAndNamed(t *testing.T) {
	env := home(t)
	file := config.WatchlistFile("default", func(name string) string { return env[name] })
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("this is no database, but it was somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := run(t, env, "add", "a1")
	if got.code != 0 || !strings.Contains(got.stderr, "default.db.corrupt-") {
		t.Errorf("%+v, want success and the name of the damaged file", got)
	}
	matches, _ := filepath.Glob(file + ".corrupt-*")
	if len(matches) != 1 {
		t.Errorf("files set aside: %v, want one", matches)
	}
}
