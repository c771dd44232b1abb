//go:build !windows

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// rowsOf is the watchlist: each task with the folder of its row, and those that
// have none with a dash.
func rowsOf(t *testing.T, m *machine) string {
	t.Helper()
	var d output.Status
	if got := m.run("list", "-o", "json"); json.Unmarshal([]byte(got.stdout), &d) != nil {
		t.Fatalf("%+v", got)
	}
	var all []string
	for _, task := range d.Tasks {
		folder := task.Plan["folderId"]
		if folder == "" {
			folder = "-"
		}
		all = append(all, task.TaskID+" "+folder)
	}
	return strings.Join(all, ", ")
}

func TestPlansAsSpreadsheetsWriteThem(t *testing.T) {
	t.Parallel()
	const a, b, c = "AAAAEZ7aaAA", "AAAAEZ7aaAB", "AAAAEZ7aaAC"
	for _, tc := range []struct {
		name, plan, log string
		code            int
		rows            string // of the watchlist
		says            string // on stderr
		rest            string // what was never started, as CSV
	}{
		{name: "numbers with a fraction", plan: "float.csv", rows: a + " 5001, " + b + " 5003"},
		{name: "rows that begin with a number sign", plan: "hash.csv", log: "three.log", rows: a + " 5001, " + b + " 5002, " + c + " 5003"},
		{
			name: "the same, not started", plan: "hash.csv",
			rest: "name,folderId,parentFolderId,path\n\"#1 North\",5001,40,/n\nEast,5002,40,/e\n\"# South\",5003,40,/s\n",
		},
		{name: "an answer that refuses", plan: "three.csv", log: "refused.log", rows: a + " 5001, " + c + " 5003", says: "HubSpot refused to start it: Parent folder is archived"},
		{name: "apostrophes", plan: "apostrophe.csv", rest: "folderId,name,parentFolderId,path\n133700004811,North,133700000002,/n\n"},
		{name: "odd spaces", plan: "spaces.csv", rest: "folder ID,name,parent folder id,path\n133700004811,North,133700000002,/n\n"},
		{
			name: "words for nothing", plan: "null.csv", rows: a + " 5001", says: "line 3 has NULL in the column taskId, which counts as empty, and 2 more cells like it",
			rest: "folderId,name,parentFolderId,path\n5002,East,40,/e\n5003,South,40,/s\n5004,West,40,/w\n",
		},
		{name: "sep= in quotes", plan: "sep.csv", rest: "folderId,name,parentFolderId,path\n133700004811,North,133700000002,/n\n"},
		{name: "a row of totals", plan: "total.csv", code: exit.Usage, rows: a + " 5001", says: `line 3 sums others up ("Grand total")`},
		{name: "rounded by Excel", plan: "rounded.csv", code: exit.Usage, says: `line 3 has the folderId "1.337E+11", which is a number that Excel has rounded: format the column as text`},
		{name: "fewer answers than rows", plan: "null.csv", log: "three.log", code: exit.Usage, rows: a + " 5001, " + b + " -, " + c + " -", says: "2 answers with a task that the plan does not name"},
		{name: "more answers than rows", plan: "sep.csv", log: "three.log", code: exit.Usage, rows: a + " -, " + b + " -, " + c + " -", says: "3 answers for 1 row: testdata/plans/three.log, line 2 would have no row"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := newMachine(t, unreachable)
			args := []string{"add", "--plan", "testdata/plans/" + tc.plan}
			if tc.log != "" {
				args = append(args, "-f", "testdata/plans/"+tc.log)
			}
			got := m.run(args...)
			if rows := rowsOf(t, m); got.code != tc.code || rows != tc.rows || !strings.Contains(got.stderr, tc.says) {
				t.Errorf("%+v\n got %s\nwant %s", got, rows, tc.rows)
			}
			rest := m.run("rerun", "--never-started", "-o", "csv")
			if rest.stdout != tc.rest {
				t.Errorf("never started:\n%s%s\nwant\n%s", rest.stdout, rest.stderr, tc.rest)
			}
			if strings.Contains(m.run("status", "-o", "csv").stdout, "1 of 2") {
				t.Error("rows count as attempts of the same")
			}
			if tc.rest == "" {
				return
			}
			again := filepath.Join(t.TempDir(), "rest.csv")
			if err := os.WriteFile(again, []byte(rest.stdout), 0o600); err != nil {
				t.Fatal(err)
			}
			other := newMachine(t, unreachable)
			other.run("add", "--plan", again)
			if got := other.run("rerun", "--never-started", "-o", "csv"); got.stdout != tc.rest {
				t.Errorf("read back:\n%s\nwant\n%s", got.stdout, tc.rest)
			}
		})
	}
}

// TestAResultTakesAWrongOrderBack joins a log whose lines were mixed up, which
// nothing shows before HubSpot tells which folders came out.
func TestAResultTakesAWrongOrderBack(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, allOK, time.Hour)
	plan, log := "folderId,name\n", ""
	tasks := sim.Plan()
	for i, row := range tasks {
		plan += row.FolderID + "," + row.Name + "\n"
		log += fmt.Sprintf("{\"id\":%q,\"links\":{}}\n", tasks[(i+1)%len(tasks)].TaskID)
	}
	for _, command := range []string{"status", "wait"} {
		m := newMachine(t, url)
		got := m.run("add", "--plan", write(t, "plan.csv", plan), "-f", write(t, "started.log", log))
		if got.code != 0 || !strings.Contains(got.stderr, "joined by the order of the answers only: 5 tasks") {
			t.Fatalf("%+v", got)
		}
		if list := m.run("list", "-o", "json").stdout; strings.Count(list, `"byOrder": true`) != 5 {
			t.Errorf("nothing says that the order only tells the rows: %s", list)
		}
		if got := m.run("rerun", tasks[0].TaskID); got.stdout != "" || got.code != exit.Usage || !strings.Contains(got.stderr, "is known by the order of the answers only") {
			t.Errorf("a re-run by an order that nothing has confirmed: %+v", got)
		}
		got = m.run(command)
		if n := strings.Count(got.stderr, "the order of the answers was wrong"); n != 1 || !strings.Contains(got.stderr, "to 5 tasks are taken back") {
			t.Errorf("%s: %+v", command, got)
		}
		if rows := rowsOf(t, m); strings.Count(rows, " -") != 5 {
			t.Errorf("after %s: %s", command, rows)
		}
		for _, args := range [][]string{{"rerun"}, {"rerun", "--never-started"}, {"rerun", tasks[0].TaskID}} {
			if got := m.run(args...); got.stdout != "" || got.code != exit.Usage {
				t.Errorf("%v after %s: %+v", args, command, got)
			}
		}
		again := m.run("add", "--plan", write(t, "plan.csv", plan), "-f", write(t, "started.log", log))
		if again.code != exit.Usage || !strings.Contains(again.stderr, "5 answers for 5 rows: ") || strings.Count(rowsOf(t, m), " -") != 5 {
			t.Errorf("the same log again: %+v", again)
		}
	}
}

// TestARightOrderIsConfirmed is the same with a log in its order.
func TestARightOrderIsConfirmed(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, `{"tasks": 6, "duration": {"min": 1, "max": 2}, "outcomes": [{"kind":"ok","weight":1},{"kind":"errors","weight":1}]}`, time.Hour)
	plan, log := "folderId,name\n", ""
	for _, row := range sim.Plan() {
		plan += row.FolderID + "," + row.Name + "\n"
		log += fmt.Sprintf("{\"id\":%q,\"links\":{}}\n", row.TaskID)
	}
	m := newMachine(t, url)
	m.run("add", "--plan", write(t, "plan.csv", plan), "-f", write(t, "started.log", log))
	m.run("status")
	var d output.Status
	if err := json.Unmarshal([]byte(m.run("list", "-o", "json").stdout), &d); err != nil {
		t.Fatal(err)
	}
	var want []string
	failed := ""
	for i, task := range d.Tasks {
		if task.State == "errors" {
			want, failed = append(want, sim.Plan()[i].FolderID), task.TaskID
		}
	}
	if len(want) < 2 || len(want) == len(d.Tasks) {
		t.Fatalf("%d of %d failed: the test is about some", len(want), len(d.Tasks))
	}
	got := m.run("rerun", "-o", "csv")
	var printed []string
	for line := range strings.Lines(got.stdout) {
		folder, _, _ := strings.Cut(line, ",")
		printed = append(printed, folder)
	}
	printed = printed[1:] // the header
	if got.code != 0 || !slices.Equal(printed, want) {
		t.Errorf("%+v, want %q", got, want)
	}
	if got := m.run("rerun", failed); got.stdout != "" || !strings.Contains(got.stderr, "they can only be done together") {
		t.Errorf("one of several that failed: %+v", got)
	}
}

// TestWhatIsWrittenIsReadBackTheSame holds that what is written of any text is read back
// the same, as a plan and as a list of tasks.
func TestWhatIsWrittenIsReadBackTheSame(t *testing.T) {
	t.Parallel()
	parts := strings.Split("=|+|-|@|'|\"|,|;|\t|\n|\r\n|#|sep=;|NULL|nan|None|#N/A|\\|\\\\|\\u000a|\\u001b|\x1b|\u00a0|\u200b|\u202e|✓|🙂| |=\"x\"|=HYPERLINK(\"a\",\"b\")|Total|900.0|1.2E+11|---|%|／|taskId|plan.", "|")
	text := rapid.Map(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(parts), rapid.StringN(0, 6, 12)), 1, 5), func(p []string) string { return strings.Join(p, "") })
	column := []string{"folderId", "name", "path", "owner", "# note", "=sum", "plan.x", "label"}
	records := [][]string{append([]string{"taskId"}, column...)}
	want := map[string]map[string]string{}
	rows := 300
	if testing.Short() {
		rows = 50 // as with the race detector, which is slow
	}
	for i := range rows {
		id := fmt.Sprintf("AAAAEZ7a%03d", i)
		record, row := []string{id, fmt.Sprint(900 + i)}, map[string]string{}
		for c, name := range column[1:] {
			cell := text.Example(i*len(column) + c)
			if name == "name" || name == "path" {
				cell = cells.Trim(cell)
			}
			if cells.Trim(cell) == "" {
				cell = ""
			} else {
				row[name] = cell
			}
			record = append(record, cell)
		}
		records, want[id] = append(records, record), row
	}
	first := home(t)
	run(t, first, "add", "--plan", write(t, "plan.csv", string(cells.Write(records))))
	hasTexts(t, first, want)
	for _, command := range []string{"list", "report"} {
		out := write(t, "out.csv", run(t, first, command, "-o", "csv").stdout)
		for _, flag := range []string{"--plan", "-f"} {
			other := home(t)
			run(t, other, "add", flag, out)
			hasTexts(t, other, want)
		}
	}
	exported := write(t, "out.json", run(t, first, "export").stdout)
	again := home(t)
	run(t, again, "add", "-f", exported)
	hasTexts(t, again, want)
	third, fourth := home(t), home(t)
	if got := run(t, third, "add", "--plan", write(t, "bare.csv", string(cells.Write(dropFirst(records))))); got.code != 0 {
		t.Fatalf("add --plan: %+v", got)
	}
	rest := run(t, third, "rerun", "--never-started", "-o", "csv")
	run(t, fourth, "add", "--plan", write(t, "rest.csv", rest.stdout))
	if got := run(t, fourth, "rerun", "--never-started", "-o", "csv"); got.stdout != rest.stdout || strings.Count(rest.stdout, "\n") < 2*rows/3 {
		t.Errorf("rerun wrote\n%+v\nand read back writes\n%+v", rest, got)
	}
}

// dropFirst is records without their first column.
func dropFirst(records [][]string) [][]string {
	var all [][]string
	for _, r := range records {
		all = append(all, r[1:])
	}
	return all
}

// hasTexts holds that the watchlist has the texts.
func hasTexts(t *testing.T, env map[string]string, want map[string]map[string]string) {
	t.Helper()
	d := listed(t, env)
	if len(d.Tasks) != len(want) {
		t.Fatalf("%d tasks, want %d", len(d.Tasks), len(want))
	}
	for _, task := range d.Tasks {
		for name, text := range want[task.TaskID] {
			got := task.Plan[name]
			if name == model.ColumnLabel {
				got = task.Label
			}
			if got != text {
				t.Fatalf("%s: %s is %q, want %q", task.TaskID, name, got, text)
			}
		}
	}
}

// TestUndoNamesTheFileThatWasGiven holds that of two things that are not there the
// one is named that the user gave.
func TestUndoNamesTheFileThatWasGiven(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"undo --plan nosuch.csv":                        "nosuch.csv",
		"undo --snapshot nosuch.json":                   "nosuch.json",
		"undo --plan nosuch.csv --snapshot nosuch.json": "nosuch.csv",
		"undo": "there is no snapshot",
	} {
		if got := run(t, home(t), strings.Fields(args)...); got.code != exit.Usage || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v, want %s", args, got, want)
		}
	}
}
