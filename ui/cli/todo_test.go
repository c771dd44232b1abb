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
	"hubwatch/model/store/storetest"
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
	home := storetest.Folder(t)
	m := &migrating{Server: hubsim.New(hubsim.Options{Scenario: s, Seed: 7}), t: t, want: map[string]string{}}
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
	t.Parallel()
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

// landing is the plan of all tasks of the account, which it says to have moved.
func (m *migrating) landing() string {
	var b strings.Builder
	b.WriteString("taskId,folderId,name,parentFolderId,path\n")
	for _, row := range m.Plan() {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", row.TaskID, row.FolderID, row.Name, row.ParentID, row.Path)
	}
	return m.file("landing.csv", b.String())
}

// TestRenamedFoldersAreElsewhere holds that three folders which HubSpot renamed on
// arrival are no success, and that all say so.
func TestRenamedFoldersAreElsewhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMigrating(t, `{"tasks": 12, "workers": 12, "duration": {"min": 1, "max": 2}, "outcomes": [{"kind": "ok", "weight": 1}, {"kind": "renamed", "count": 3}]}`)
		time.Sleep(time.Hour)
		plan := m.landing()
		var d struct {
			Summary map[string]int
			Causes  []struct {
				Title, Kind string
				Tasks       int
			}
			Tasks []struct {
				State           string
				Expected, Found map[string]string
			}
		}
		status := m.run("status", "--plan", plan, "-o", "json")
		if err := json.Unmarshal([]byte(status.stdout), &d); err != nil || status.code != 1 {
			t.Fatalf("%v, code %d: %s", err, status.code, status.stderr)
		}
		if d.Summary["elsewhere"] != 3 || d.Summary["ok"] != 9 || d.Summary["todo"] != 3 {
			t.Errorf("the summary is %v", d.Summary)
		}
		for _, task := range d.Tasks {
			if task.State == "elsewhere" && task.Found["name"] != task.Expected["name"]+" (1)" || task.State == "ok" && task.Found != nil {
				t.Errorf("%+v", task)
			}
		}
		if err := json.Unmarshal([]byte(m.run("report", "-o", "json").stdout), &d); err != nil || len(d.Causes) != 1 || d.Causes[0].Title != "landed as <name> (1)" || d.Causes[0].Tasks != 3 || d.Causes[0].Kind != "elsewhere" {
			t.Errorf("%v, the causes are %+v", err, d.Causes)
		}
		for code, args := range map[int][][]string{
			1: {{"wait"}, {"status"}, {"wait", "--max-errors", "2"}},
			0: {{"wait", "--allow-elsewhere"}, {"wait", "--max-errors", "3"}, {"list"}, {"report"}},
		} {
			for _, args := range args {
				if got := m.run(args...); got.code != code || !strings.Contains(got.stdout, "3 elsewhere") {
					t.Errorf("%q ends %d, want %d and 3 elsewhere: %s", args, got.code, code, got.stdout)
				}
			}
		}
		if got := m.run("rerun", "-o", "jsonl"); strings.Count(got.stdout, "\n") != 3 || got.code != 0 {
			t.Errorf("rerun ends %d and prints %s", got.code, got.stdout)
		}
	})
}

// TestWaitForAPlan holds that rows which were never started are waited for, and named.
func TestWaitForAPlan(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMigrating(t, `{"tasks": 3, "workers": 3, "duration": {"min": 30, "max": 30}, "outcomes": [{"kind": "ok", "weight": 1}]}`)
		rows := m.records(m.landing())
		last := rows[3][0]
		rows[3][0] = ""
		var b strings.Builder
		for _, r := range rows {
			b.WriteString(strings.Join(r, ",") + "\n")
		}
		plan := m.file("plan.csv", b.String())
		m.run("add", "AAAAEZ6whGI") // which is in no row, and HubSpot does not know
		got := m.run("wait", "--plan", plan, "--timeout", "5m")
		if got.code != 8 || !strings.Contains(got.stderr, "not settled: 1 of 3, among them 1 row of the plan without a task: "+rows[3][4]+" (line 4)") {
			t.Errorf("ends %d: %s", got.code, got.stderr)
		}
		if got := m.run("wait", "--plan", plan, "--timeout", "5m", last); got.code != 3 {
			t.Errorf("with an ID beside the plan it ends %d", got.code)
		}
		m.run("add", "--plan", m.landing())
		if got := m.run("wait", "--plan", plan, "--timeout", "5m"); got.code != 0 || strings.Contains(got.stdout, "missing") {
			t.Errorf("all are started, and it ends %d: %s%s", got.code, got.stdout, got.stderr)
		}
	})
}

// TestMissingTasksAreLeftOut holds that what HubSpot does not know is done again only
// if a person wants that.
func TestMissingTasksAreLeftOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMigrating(t, `{"tasks": 2, "workers": 2, "duration": {"min": 1, "max": 1}, "outcomes": [{"kind": "canceled", "weight": 1}]}`)
		time.Sleep(time.Hour)
		data, err := os.ReadFile(m.landing())
		if err != nil {
			t.Fatal(err)
		}
		plan := m.file("plan.csv", string(data)+"AAAAEZ6whGI,900100200300,gone,11,/gone\n")
		if got := m.run("status", "--plan", plan); got.code != 5 || !strings.Contains(got.stdout, "2 canceled, 1 missing; 3 to do again") {
			t.Errorf("status ends %d: %s", got.code, got.stdout)
		}
		if got := m.run("rerun", "-o", "jsonl"); got.code != 0 || strings.Count(got.stdout, "\n") != 2 || !strings.Contains(got.stderr, "left out: 1 task that HubSpot does not know") {
			t.Errorf("rerun ends %d: %s%s", got.code, got.stdout, got.stderr)
		}
		if got := m.run("rerun", "-o", "jsonl", "--missing"); got.code != 0 || strings.Count(got.stdout, "\n") != 3 {
			t.Errorf("rerun --missing ends %d: %s%s", got.code, got.stdout, got.stderr)
		}
		if got := m.run("wait", "--allow-missing", "--max-errors", "2"); got.code != 0 {
			t.Errorf("wait ends %d", got.code)
		}
	})
}
