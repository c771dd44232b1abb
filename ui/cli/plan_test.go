package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"hubwatch/model"
)

func TestAPlanNamesItsTasks(t *testing.T) {
	env := home(t)
	plan := write(t, "plan.csv", "taskId;folderId;name;parentFolderId;path;owner\r\na1;900;Q3;800;/press/Q3;Ana\r\n;901;Q4;800;/press/Q4;Bo\r\n")
	keep(t, env, model.Observe("a1", asked, asked, everything, nil), model.Observe("other", asked, asked, everything, nil))
	got := run(t, env, "add", "--plan", plan)
	if want := "added 0, 1 already watched, 0 refused\nthe plan has 2 rows; planned but never started: 1; watched but not in the plan: 1"; got.code != 0 || !strings.HasPrefix(got.stdout, want) {
		t.Errorf("%+v, want %q", got, want)
	}
	var d any
	list := run(t, env, "list", "-o", "json")
	validJSON(t, list.stdout)
	if err := json.Unmarshal([]byte(list.stdout), &d); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		path []any
		want any
	}{
		{[]any{"plan", "rows"}, 2.0}, {[]any{"plan", "neverStarted", 0, "name"}, "/press/Q4"}, {[]any{"plan", "neverStarted", 0, "line"}, 3.0},
		{[]any{"plan", "unplanned", 0}, "other"}, {[]any{"tasks", 0, "plan", "owner"}, "Ana"}, {[]any{"tasks", 1, "plan"}, nil},
	} {
		if got := at(d, tc.path...); got != tc.want {
			t.Errorf("%v is %v, want %v", tc.path, got, tc.want)
		}
	}
	if csv := run(t, env, "list", "-o", "csv").stdout; !strings.Contains(csv, ",attempt,elsewhere,plan.folderId,plan.name,plan.owner,") || !strings.Contains(csv, ",Ana,") {
		t.Errorf("as CSV: %s", csv)
	}
	report := run(t, env, "report").stdout
	for _, want := range []string{"- the plan has 2 rows; planned but never started: 1", "| 3 | `/press/Q4` |", "plan.owner `Ana`"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
}

func TestAPlanIsJoinedByTheOrderOfTheAnswers(t *testing.T) {
	env := home(t)
	plan := write(t, "plan.csv", "folderId,name,path\n900,a,/x/a\n901,b,/x/b\n902,c,/x/c\n")
	log := write(t, "started.log", `{"id":"AAAAEZ6whGI","links":{}}`+"\n"+`{"status":"error","message":"no"}`+"\n"+`{"id":"AAAAEZ6whGM","links":{}}`+"\n")
	if got := run(t, env, "add", "--plan", plan); got.code != 0 || !strings.Contains(got.stderr, "no task of the plan is known yet") || !strings.Contains(got.stdout, "never started: 3") {
		t.Errorf("before anything is started: %+v", got)
	}
	got := run(t, env, "add", "--plan", plan, "-f", log)
	if got.code != exitUsage || !strings.Contains(got.stderr, "JSON without taskId or id") || !strings.HasSuffix(got.stdout, "added 2, 0 already watched, 1 refused\nthe plan has 3 rows; planned but never started: 1\n") {
		t.Errorf("%+v", got)
	}
	if list := run(t, env, "list").stdout; !strings.Contains(list, "AAAAEZ6whGI  /x/a") || !strings.Contains(list, "AAAAEZ6whGM  /x/c") {
		t.Errorf("the tasks are called\n%s", list)
	}
	rerun := write(t, "rerun.csv", "folderId,name,path\n900,a2,/x/a2\n")
	if got := run(t, env, "add", "--plan", rerun, "AAAAEZ6whGQ"); got.code != 0 || !strings.Contains(got.stdout, "the plan has 3 rows; planned but never started: 1") {
		t.Errorf("a second attempt: %+v", got)
	}
	if csv := run(t, env, "list", "-o", "csv").stdout; !strings.Contains(csv, "1 of 2") || !strings.Contains(csv, "2 of 2") {
		t.Errorf("attempts: %s", csv)
	}
}

func TestABadPlanIsNamedAndTheRestIsTaken(t *testing.T) {
	env := home(t)
	for _, tc := range []struct {
		name, text, stderr, stdout string
		code                       int
	}{
		{"two bad rows", "taskId,name\na1,x\na1,y\nb2,z,z\n", "line 3 names the task a1, as line 2 does", "added 1, 0 already watched, 2 refused", exitUsage},
		{"a short row", "taskId,name,path\nc3,x\n", "line 2 has 2 cells where the header has 3", "added 1, 0 already watched, 0 refused", 0},
		{"no column of ours", "wave,owner\n1,2\n", "line 1 is no header of a plan", "", exitUsage},
		{"another encoding", "taskId,name\na1,\xdc\n", "line 2 is not UTF-8", "", exitUsage},
	} {
		got := run(t, env, "add", "--plan", write(t, "p.csv", tc.text))
		if got.code != tc.code || !strings.Contains(got.stderr, tc.stderr) || !strings.HasPrefix(got.stdout, tc.stdout) {
			t.Errorf("%s: %+v", tc.name, got)
		}
	}
}
