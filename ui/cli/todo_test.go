package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/cli/demo"
	"hubwatch/ui/cli/output"
)

// migrating is a simulated account in which the folders of a plan are moved, in
// rounds, and in virtual time.
type migrating struct {
	*hubsim.Server
	t    *testing.T
	env  map[string]string
	want map[string]string // the path of each folder, as the plan has it now
}

// newMigrating makes an account with a sample of folders, and the file of its plan.
func newMigrating(t *testing.T, scenario string) (*migrating, string) {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	m := &migrating{Server: hubsim.New(hubsim.Options{Tasks: 1, Scenario: s, Seed: 7}), t: t, want: map[string]string{}}
	m.env = map[string]string{config.TokenVariable: hubsim.DefaultToken, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
	file := m.file("plan.csv", string(demo.Plan(m.Server)))
	for _, r := range m.records(file)[1:] {
		m.want[r[0]] = r[3]
	}
	return m, file
}

// records are those of a plan's file.
func (m *migrating) records(file string) [][]string {
	m.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		m.t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		m.t.Fatal(err)
	}
	return records
}

// truth is how many folders are not where the plan wants them.
func (m *migrating) truth() int {
	n := 0
	for id, want := range m.want {
		if m.path(id) != want {
			n++
		}
	}
	return n
}

// start carries out the requests that a command prints, and returns the log of
// HubSpot's answers as the scripts print it.
func (m *migrating) start(lines string) string {
	m.t.Helper()
	var log strings.Builder
	for line := range strings.Lines(lines) {
		var request struct{ ID string }
		if err := json.Unmarshal([]byte(line), &request); err != nil {
			m.t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(m.t.Context(), http.MethodPost, "/files/v3/folders/update/async", strings.NewReader(line))
		r.Header.Set("Authorization", "Bearer "+hubsim.DefaultToken)
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		fmt.Fprintf(&log, `{"folderId": %q, "answer": %s}`+"\n", request.ID, strings.TrimSpace(w.Body.String()))
	}
	return m.file("started.log", log.String())
}

// file writes a file.
func (m *migrating) file(name, text string) string {
	m.t.Helper()
	file := filepath.Join(m.t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
	return file
}

// run runs a command.
func (m *migrating) run(args ...string) result {
	p := &program{keyring: memory{}, io: output.Streams{In: strings.NewReader("")}, process: process{newHub: through(direct{handler: m})}}
	return runWith(m.t, p, m.env, args...)
}

// todo is how many folders are to be done again, after every place was asked that
// says so.
func (m *migrating) todo(when string) int {
	m.t.Helper()
	var d struct{ Summary map[string]int }
	status := m.run("status", "-o", "json")
	if err := json.Unmarshal([]byte(status.stdout), &d); err != nil {
		m.t.Fatal(err, status.stderr)
	}
	n := d.Summary["todo"]
	said := map[string]int{"errors, canceled, elsewhere, missing": d.Summary["errors"] + d.Summary["canceled"] + d.Summary["elsewhere"] + d.Summary["missing"]}
	if err := json.Unmarshal([]byte(m.run("report", "-o", "json").stdout), &d); err != nil {
		m.t.Fatal(err)
	}
	said["report"] = d.Summary["todo"]
	said["rerun"] = strings.Count(m.run("rerun", "-o", "jsonl").stdout, "\n")
	said["list"] = strings.Count(m.run("list", "--filter", "todo", "-o", "jsonl").stdout, "\n")
	for what, got := range said {
		if got != n {
			m.t.Errorf("%s: %s says %d, status %d", when, what, got, n)
		}
	}
	code := 1
	if n == 0 {
		code = 0
	}
	if got := m.run("wait", "-q"); got.code != code || status.code != code {
		m.t.Errorf("%s: wait ends %d and status %d with %d to do: %s", when, got.code, status.code, n, got.stderr)
	}
	if got := m.run("wait", "-q", "--max-errors", fmt.Sprint(n)); got.code != 0 {
		m.t.Errorf("%s: wait ends %d with as many to do as it tolerates", when, got.code)
	}
	if n > 0 && m.run("wait", "-q", "--max-errors", fmt.Sprint(n-1)).code != 1 {
		m.t.Errorf("%s: wait tolerates one too many", when)
	}
	if total := d.Summary["total"]; total != len(m.want) {
		m.t.Errorf("%s: %d folders, want %d", when, total, len(m.want))
	}
	return n
}

// TestRoundsOfARerun goes through a migration as README shows it, round by round,
// until every folder is where it should be.
func TestRoundsOfARerun(t *testing.T) {
	const scenario = `{"tasks": 1, "workers": 8, "duration": {"min": 1, "max": 3}, "outcomes": [{"kind": "ok", "weight": 55}, {"kind": "errors", "weight": 25}, {"kind": "canceled", "weight": 15}],
		"causes": [{"name": "locked", "category": "CONFLICT", "message": "Folder {id} is locked."}]}`
	synctest.Test(t, func(t *testing.T) {
		m, plan := newMigrating(t, scenario)
		check := func(code int, args ...string) string {
			t.Helper()
			got := m.run(args...)
			if got.code != code {
				t.Fatalf("%q ends %d: %s", args, got.code, got.stderr)
			}
			return got.stdout
		}
		check(0, "add", "--plan", plan)
		log := m.start(check(0, "rerun", "--never-started", "-o", "jsonl"))
		time.Sleep(time.Hour)
		check(0, "add", "--plan", plan, "-f", log)
		check(1, "status")
		for round := 1; ; round++ {
			when := fmt.Sprintf("after round %d", round)
			n := m.todo(when)
			if truth := m.truth(); n != truth {
				t.Fatalf("%s: %d are to do, in truth %d", when, n, truth)
			}
			if n == 0 {
				break
			}
			if round > 12 {
				t.Fatal("it never ends")
			}
			file := planFile(t, m.putRight(check(0, "rerun", "-o", "csv")))
			check(0, "add", "--plan", file)
			log := m.start(check(0, "rerun", "-o", "jsonl"))
			time.Sleep(time.Hour)
			check(0, "add", "--plan", file, "-f", log)
		}
		tasks := check(0, "list", "-o", "json")
		if !strings.Contains(tasks, `"replacedBy"`) || !strings.Contains(check(0, "list"), "earlier attempt") {
			t.Error("no task is replaced")
		}
	})
}

// putRight is a re-run with the path put right of the row that the sample plans to be
// elsewhere than its parent is.
func (m *migrating) putRight(rows string) string {
	m.t.Helper()
	for _, r := range m.records(m.file("rerun.csv", rows))[1:] {
		if strings.HasPrefix(r[3], "/elsewhere/") {
			m.want[r[0]] = m.path(r[2]) + "/" + r[1]
			return strings.Replace(rows, r[3], m.want[r[0]], 1)
		}
	}
	return rows
}

// path is where a folder is.
func (m *migrating) path(id string) string {
	at := map[string]hubsim.Folder{}
	for _, f := range m.Folders() {
		at[f.ID] = f
	}
	path := ""
	for f, ok := at[id]; ok; f, ok = at[f.ParentID] {
		path = "/" + f.Name + path
	}
	return path
}
