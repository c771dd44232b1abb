package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
)

func TestAPlanNamesItsTasks(t *testing.T) {
	env := home(t)
	plan := write(t, "plan.csv", "taskId;folderId;name;parentFolderId;path;owner\r\na1;900;Q3;800;/press/Q3;Ana\r\n;901;Q4;800;/press/Q4;Bo\r\n")
	putTasks(t, env, model.Observe("a1", asked, asked, everything, nil), model.Observe("other", asked, asked, everything, nil))
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
	for _, want := range []string{"- the plan has 2 rows; planned but never started: 1", "| 3 | `/press/Q4` |", "plan.owner `Ana` (1)"} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
}

// TestAPlanWithoutFolderIDsSaysSo takes in a plan to whose rows no answer can be
// joined by the folder.
func TestAPlanWithoutFolderIDsSaysSo(t *testing.T) {
	for text, said := range map[string]bool{
		"name,path\na,/x/a\nb,/x/b\n":                 true,
		"folderId,name,path\n,a,/x/a\nNULL,b,/x/b\n":  true,
		"taskId,name\nAAAAEZ6wh01,a\n,b\n":            true,
		"taskId,name\nAAAAEZ6wh01,a\nAAAAEZ6wh02,b\n": false,
		"folderId,name\n900,a\n,b\n":                  false,
	} {
		env, plan := home(t), write(t, "plan.csv", text)
		got := run(t, env, "add", "--plan", plan)
		if strings.Contains(got.stderr, "plan.csv, line 1 is a header without folderId") != said || got.code != 0 {
			t.Errorf("%q: %+v", text, got)
		}
		if got.stdout == "" || said && strings.Contains(got.stderr, "rerun") {
			t.Errorf("%q cannot be started by its folders: %+v", text, got)
		}
	}
	plan := write(t, "plan.csv", "name,path\na,/x/a\nb,/x/b\n")
	log := write(t, "started.log", `{"id":"AAAAEZ6whGI","links":{}}`+"\n")
	if got := run(t, home(t), "add", "--plan", plan, "-f", log); got.code != exit.Usage || !strings.Contains(got.stderr, "no row was given; a column folderId or taskId in the plan can tell") {
		t.Errorf("an answer for two rows: %+v", got)
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
	if got.code != 0 || !strings.Contains(got.stderr, "line 2: HubSpot refused to start it: no") || !strings.Contains(got.stdout, "added 2, 0 already watched, 0 refused, 1 refused to start by HubSpot (") || !strings.HasSuffix(got.stdout, "\nthe plan has 3 rows; HubSpot refused to start: 1\n") {
		t.Errorf("%+v", got)
	}
	if list := run(t, env, "list").stdout; !strings.Contains(list, "AAAAEZ6whGI  /x/a") || !strings.Contains(list, "AAAAEZ6whGM  /x/c") {
		t.Errorf("the tasks are called\n%s", list)
	}
	rerun := write(t, "rerun.csv", "folderId,name,path\n900,a2,/x/a2\n")
	if got := run(t, env, "add", "--plan", rerun, "AAAAEZ6whGQ"); got.code != 0 || !strings.Contains(got.stdout, "the plan has 3 rows; HubSpot refused to start: 1") {
		t.Errorf("a second attempt: %+v", got)
	}
	if csv := run(t, env, "list", "-o", "csv").stdout; !strings.Contains(csv, "1 of 2") || !strings.Contains(csv, "2 of 2") {
		t.Errorf("attempts: %s", csv)
	}
}

// TestAnswersGivenWithoutThePlan holds that no row is called never started, or printed
// to be started, whose task may be on the watchlist: its answer says so, or nobody
// knows.
func TestAnswersGivenWithoutThePlan(t *testing.T) {
	env := home(t)
	plan := write(t, "plan.csv", "folderId,name,parentFolderId\n900,a,800\n901,b,800\n902,c,800\n")
	run(t, env, "add", "--plan", plan)
	log := write(t, "started.log", `{"folderId":"900","answer":{"id":"AAAAEZ6whGI","links":{}}}`+"\n")
	if got := run(t, env, "add", "-f", log); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if list := run(t, env, "list").stdout; !strings.Contains(list, "AAAAEZ6whGI  folder 900") || !strings.Contains(list, "the plan has 3 rows; planned but never started: 2\n") {
		t.Errorf("with the folder that the answer names:\n%s", list)
	}
	if got := run(t, env, "rerun", "--never-started", "-o", "csv"); got.code != 0 || got.stdout != "folderId,name,parentFolderId\n901,b,800\n902,c,800\n" {
		t.Errorf("what is to be started: %+v", got)
	}
	run(t, env, "add", "AAAAEZ6whGM")
	if list := run(t, env, "list").stdout; !strings.Contains(list, "perhaps started, by a task that could not be joined: 2") {
		t.Errorf("beside a task of which nobody knows the folder:\n%s", list)
	}
	if got := run(t, env, "rerun", "--never-started", "-o", "csv"); got.code != exit.Usage || !strings.Contains(got.stderr, "hubwatch: line 3 of the plan may have been started: which row the task AAAAEZ6whGM belongs to cannot be told; the same with line 4 of the plan\n") {
		t.Errorf("what is to be started then: %+v", got)
	}
	other := write(t, "other.log", `{"folderId":"999","answer":{"id":"AAAAEZ6whGI","links":{}}}`+"\n") // the first to say it is believed
	if got := run(t, env, "add", "-f", other); got.code != 0 || !strings.Contains(run(t, env, "list").stdout, "AAAAEZ6whGI  folder 900") {
		t.Errorf("told twice: %+v", got)
	}
}

func TestABadPlanIsNamedAndTheRestIsTaken(t *testing.T) {
	env := home(t)
	for _, tc := range []struct {
		name, text, stderr, stdout string
		code                       int
	}{
		{"two bad rows", "taskId,name\na1,x\na1,y\nb2,z,z\n", "line 3 names the task a1, as line 2 does", "added 1, 0 already watched, 2 refused", exit.Usage},
		{"a short row", "taskId,name,path\nc3,x\n", "line 2 has 2 cells where the header has 3", "added 1, 0 already watched, 0 refused", 0},
		{"no column of ours", "wave,owner\n1,2\n", "line 1 is no header of a plan", "", exit.Usage},
		{"another encoding", "taskId,name\na1,\xdc\n", "line 2 is not UTF-8 and was read as Windows-1252", "added 0, 1 already watched, 0 refused", 0},
	} {
		got := run(t, env, "add", "--plan", write(t, "p.csv", tc.text))
		if got.code != tc.code || !strings.Contains(got.stderr, tc.stderr) || !strings.HasPrefix(got.stdout, tc.stdout) {
			t.Errorf("%s: %+v", tc.name, got)
		}
	}
}

func TestRerun(t *testing.T) {
	t.Parallel()
	env := home(t)
	putTasks(t, env,
		model.Observe("a1", asked, asked, everything, nil), model.Observe("b2", asked, asked, everything, nil),
		model.Observe("c3", asked, asked, model.Report{Status: model.StatusCanceled, RawStatus: "CANCELED"}, nil),
		model.Observe("d4", asked, asked, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"}, nil))
	if got := run(t, env, "rerun"); got.code != exit.Usage || got.stdout != "" || !strings.Contains(got.stderr, "b2 (/press/2026/Q3) is not in the plan; the same with c3\n") || !strings.Contains(got.stderr, "add --plan") {
		t.Errorf("without a plan: %+v", got)
	}
	plan := write(t, "plan.csv", "taskId,folderId,name,parentFolderId,note\na1,900,it's,800,=1+1\nc3,902,,801,\nd4,903,x,801,\n")
	run(t, env, "add", "--plan", plan)
	for _, tc := range []struct {
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{[]string{"-o", "csv"}, exit.Usage, "folderId,name,parentFolderId,note\n900,it's,800,'=1+1\n902,,801,\n", "b2 (/press/2026/Q3) is not in the plan"},
		{[]string{"-o", "jsonl", "a1", "c3"}, 0, "{\"id\":\"900\",\"name\":\"it's\",\"parentFolderId\":800}\n{\"id\":\"902\",\"parentFolderId\":801}\n", ""},
		{[]string{"--cause", "canceled", "-o", "jsonl"}, 0, "{\"id\":\"902\",\"parentFolderId\":801}\n", ""},
		{[]string{"-o", "jsonl", "c3", "d4"}, 0, "{\"id\":\"902\",\"parentFolderId\":801}\n", "d4 (x) is ok"},
		{[]string{"--cause", "nothing like it"}, exit.Usage, "", "53b4e89a (canceled by HubSpot, no error named)"},
		{[]string{"-o", "xml"}, exit.Usage, "", "allowed are csv, jsonl and curl"},
	} {
		got := run(t, env, append([]string{"rerun"}, tc.args...)...)
		if got.code != tc.code || got.stdout != tc.stdout || !strings.Contains(got.stderr, tc.stderr) {
			t.Errorf("rerun %q: %+v, want code %d, %q and %q", tc.args, got, tc.code, tc.stdout, tc.stderr)
		}
	}
	script := run(t, env, "rerun", "-o", "curl", "a1").stdout
	for _, want := range []string{"#!/usr/bin/env bash\n", "api='https://api.hubapi.com/files/v3/folders/update/async'", "$HUBSPOT_ACCESS_TOKEN", `-H 'Content-Type: application/json' -d "$2"`, `start 900 '{"id":"900","name":"it'\''s","parentFolderId":800}'`} {
		if !strings.Contains(script, want) {
			t.Errorf("the script lacks %q:\n%s", want, script)
		}
	}
	again := write(t, "rerun.csv", "taskId,"+strings.Replace(run(t, env, "rerun", "-o", "csv", "a1").stdout, "900,", "e5,900,", 1))
	run(t, env, "add", "--plan", again)
	if csv := run(t, env, "list", "-o", "csv").stdout; strings.Count(csv, "of 2") != 2 || !strings.Contains(csv, ",'=1+1,") {
		t.Errorf("after a second attempt: %s", csv)
	}
}

// TestABadPlanDoesNotStopTheWatching holds that the dashboard says what is wrong
// with a plan and goes on with the watchlist.
func TestABadPlanDoesNotStopTheWatching(t *testing.T) {
	env := home(t)
	p := &program{env: func(name string) string { return env[name] }, flags: flags.Global{Settings: config.Settings{Profile: "default"}}}
	s, err := p.stores().Store()
	if err != nil {
		t.Fatal(err)
	}
	w, err := keep.OpenDashboard(t.Context(), s, nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, tc := range []struct{ name, text, want string }{
		{"good", "taskId,name\na1,x\n", ""},
		{"one bad row", "taskId,name\na1,x\na1,y\n", "line 3 names the task a1, as line 2 does"},
		{"three bad rows", "taskId,name\nb1,x\nb1,y\nb1,z\nb 2,z\n", "and 2 more: hubwatch add --plan names them"},
		{"no plan at all", "\xff\xfe", "is empty"},
		{"another encoding", "taskId,name\na1,\xdc\n", "line 2 is not UTF-8"},
	} {
		if got := p.planForDashboard(t.Context(), w, write(t, "p.csv", tc.text)); !strings.Contains(got, tc.want) || (tc.want == "") != (got == "") {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
	if got := p.planForDashboard(t.Context(), w, "no/such/file.csv"); !strings.Contains(got, "no such file") {
		t.Errorf("a file that is not there: %q", got)
	}
}

// TestAnOpenDashboardHearsOfAPlan holds that a plan that is added elsewhere
// reaches the dashboard once, with the rows of its tasks.
func TestAnOpenDashboardHearsOfAPlan(t *testing.T) {
	env := home(t)
	p := &program{env: func(name string) string { return env[name] }, flags: flags.Global{Settings: config.Settings{Profile: "default"}}}
	s, err := p.stores().Open()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	k, err := keep.New(t.Context(), keep.Options{Store: s.Store})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	sync := func() session.Inbox {
		in, err := k.Sync(t.Context(), session.Outbox{})
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	if in := sync(); in.Plan != nil {
		t.Errorf("a plan where there is none: %+v", in.Plan)
	}
	run(t, env, "add", "--plan", write(t, "p.csv", "taskId,name\na1,x\n,y\n"))
	if in := sync(); in.Plan == nil || len(in.Plan.Rows) != 2 || len(in.Tasks) != 1 || in.Tasks[0].Name() != "x" {
		t.Errorf("after a plan was added: %+v", in)
	}
	if in := sync(); in.Plan != nil {
		t.Error("the same plan comes again")
	}
}

func TestACauseOfNothingThatBroke(t *testing.T) {
	if _, err := (&program{}).toDoAgain(nil, nil, "name", false); err == nil || !strings.Contains(err.Error(), "nothing to do again") {
		t.Errorf("%v, want that there is nothing to do", err)
	}
}
