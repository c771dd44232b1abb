package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
)

func read(t *testing.T, text string) Plan {
	t.Helper()
	p, problems, err := Read([]byte(text))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return p
}

const bare = "folderId,name,path\n900,a,/x/a\n901,b,/x/b\n902,c,/x/c\n"

const (
	answer1 = `{"id":"AAAAEZ6whGI","links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status"}}`
	answer2 = `{"id":"AAAAEZ6whGM","links":{}}`
	answer3 = `{"id":"AAAAEZ6whGQ","links":{}}`
	refused = `{"status":"error","message":"no","correlationId":"c","category":"VALIDATION_ERROR"}`
)

const noRow = "AAAAEZ6whGI - AAAAEZ6whGM -"

func TestJoinByTheOrderOfTheAnswers(t *testing.T) {
	for _, tc := range []struct {
		name, log string
		want      string // tasks and folders
		trouble   string
	}{
		{"an answer to each row", answer1 + "\n" + answer2 + "\n" + answer3, "AAAAEZ6whGI 900 AAAAEZ6whGM 901 AAAAEZ6whGQ 902", ""},
		{"the second was refused", answer1 + "\n" + refused + "\n" + answer2, "AAAAEZ6whGI 900 AAAAEZ6whGM 902", ""},
		{"one said twice", answer1 + "\n" + answer1 + "\n" + answer2 + "\n" + answer3, "AAAAEZ6whGI 900 AAAAEZ6whGM 901 AAAAEZ6whGQ 902", ""},
		{"fewer answers than rows", answer1 + "\n" + answer2, noRow, "2 answers for 3 rows: line 4 of the plan would have no answer"},
		{"more answers than rows", answer1 + "\n" + refused + "\n" + refused + "\n" + answer2, noRow, "4 answers for 3 rows: log, line 4 would have no row"},
		{"one again later", answer1 + "\n" + answer2 + "\n" + answer1 + "\n" + refused, noRow, "3 answers for 3 rows: log, line 3 answers with AAAAEZ6whGI again"},
		{"answers that name their folders", `{"folderId":"902","answer":` + answer1 + "}\n" + `{"folderId":"900","answer":` + answer2 + "}\n", "AAAAEZ6whGI 902 AAAAEZ6whGM 900", ""},
		{"some that do", `{"folderId":"902","answer":` + answer1 + "}\n" + answer2, "AAAAEZ6whGI 902 AAAAEZ6whGM -", "1 answer without a folder beside 1 with one, the first in log, line 2"},
		{"a folder of another plan", `{"folderId":"999","answer":` + answer1 + "}\n", "AAAAEZ6whGI -", "1 answer to folders that are in no row of the plan, the first in log, line 1"},
		{"none yet", "", "", ""},
	} {
		for _, whole := range []bool{true, false} {
			p := read(t, bare)
			got, trouble := joined(NewJoiner(&p, "one", nil), tc.log, whole)
			if got != tc.want || !strings.HasPrefix(trouble, tc.trouble) || (tc.trouble == "") != (trouble == "") {
				t.Errorf("%s, as a whole %v:\n got %q and %q\nwant %q and %q", tc.name, whole, got, trouble, tc.want, tc.trouble)
			}
		}
	}
}

// joined is the tasks of a log, each with its folder, and what was wrong.
func joined(j *Joiner, log string, whole bool) (got, trouble string) {
	folders, order := map[model.TaskID]model.Text{}, []model.TaskID{}
	take := func(in intake.Result) error {
		j.Add("log", &in)
		for _, f := range in.Found {
			order = append(order, f.ID)
			folders[f.ID] = Key(f.Plan)
		}
		return nil
	}
	if whole {
		_ = take(intake.Read(log))
	} else {
		_ = intake.ReadFrom(strings.NewReader(log), intake.FormText, take)
	}
	out := j.Join(true)
	for _, f := range out.Found {
		folders[f.ID] = Key(f.Plan)
	}
	for _, id := range order {
		got += fmt.Sprintf("%s %s ", id, cmp.Or(folders[id], "-"))
	}
	return strings.TrimSpace(got), out.Trouble
}

func TestAnOrderThatIsNotCertainIsNotBelieved(t *testing.T) {
	answers := intake.Result{Found: []intake.Found{{ID: "a", Line: 1}, {ID: "b", Line: 2}}}
	for _, tc := range []struct {
		name, plan string
		more       intake.Result
		known      map[model.TaskID]model.Text
		cut        bool
		want       string // folders of a and b
		trouble    string
	}{
		{name: "all is well", plan: "900\n901\n", want: "900 901"},
		{name: "a line that may be an answer", plan: "900\n901\n", more: intake.Result{Passed: []intake.Pass{{Line: 3, Unclear: true}}}, trouble: "log, line 3 may be an answer"},
		{name: "a line that is none", plan: "900\n901\n", more: intake.Result{Passed: []intake.Pass{{Line: 3}}}, want: "900 901"},
		{name: "a line that cannot be read", plan: "900\n901\n", more: intake.Result{Refused: []intake.Refusal{{Line: 3}}}, trouble: "log, line 3 cannot be read"},
		{name: "cut off", plan: "900\n901\n", cut: true, trouble: "the last of them may be missing"},
		{name: "a row that is left out", plan: "900\n1.2E+11\n901\n", trouble: "2 answers for 3 rows: line 4 of the plan would have no answer"},
		{name: "a row that is left out, and its answer", plan: "1.2E+11\n901\n", want: " 901"},
		{name: "totals at the end", plan: "900\n901\nTotal\n", want: "900 901"},
		{name: "a result that fits", plan: "900\n901\n", known: map[model.TaskID]model.Text{"b": "901"}, want: "900 901"},
		{name: "a result that does not", plan: "900\n901\n", known: map[model.TaskID]model.Text{"b": "900"}, trouble: "log, line 2 is about the folder 900, and line 3 of the plan is not"},
		{name: "a refusal of another folder", plan: "900\n901\n902\n", more: intake.Result{Failures: []intake.Failure{{Line: 3, Folder: "900"}}}, trouble: "log, line 3 is about the folder 900, and line 4"},
		{name: "a refusal", plan: "900\n901\n902\n", more: intake.Result{Failures: []intake.Failure{{Line: 3, Folder: "902", Message: "no"}}}, want: "900 901"},
	} {
		p, _, err := Read([]byte("folderId\n" + tc.plan))
		if err != nil {
			t.Fatal(tc.name, err)
		}
		j := NewJoiner(&p, "one", tc.known)
		in := answers
		in.Join(tc.more)
		j.Add("log", &in)
		out := j.Join(!tc.cut)
		got := map[model.TaskID]model.Text{}
		for _, f := range out.Found {
			got[f.ID] = Key(f.Plan)
		}
		if s := strings.TrimRight(fmt.Sprintf("%s %s", string(got["a"]), string(got["b"])), " "); s != tc.want || !strings.Contains(out.Trouble, tc.trouble) {
			t.Errorf("%s: got %q and %q, want %q and %q", tc.name, s, out.Trouble, tc.want, tc.trouble)
		}
		if c := Track(&p, &model.Watchlist{}).Coverage(); tc.trouble != "" && (len(c.NeverStarted) > 0 || len(c.Unplaced) != 2 && tc.known == nil) {
			t.Errorf("%s: rows may have been started: %+v", tc.name, c)
		}
	}
}

// watched is a watchlist of tasks.
func watched(tasks ...*model.Task) *model.Watchlist {
	var list model.Watchlist
	for _, t := range tasks {
		list.Put(t)
	}
	return &list
}

// task is a task of a folder in a state.
func task(id, folder, word string, second int, errors int) *model.Task {
	t := &model.Task{ID: model.TaskID(id), AddedAt: time.Unix(int64(second), 0)}
	if folder != "" {
		t.Plan = []model.Field{{Key: "folderId", Values: []model.Text{model.Text(folder)}}, {Key: "name", Values: []model.Text{"n"}}}
	}
	t.Report = &model.Report{Status: model.ParseStatus(word), RawStatus: model.Text(word), NumErrors: errors}
	return t
}

func TestCover(t *testing.T) {
	p := read(t, bare)
	p.Rows[2].Tasks = []model.TaskID{"gone"} // started, and archived since
	elsewhere := task("e", "900", "COMPLETE", 1, 0)
	elsewhere.Report.Result = &model.Folder{Name: "other"}
	c := Track(&p, watched(elsewhere, task("x", "", "PENDING", 2, 0))).Coverage()
	if c.Rows != 3 || len(c.NeverStarted) != 1 || c.NeverStarted[0].Name() != "/x/b" || !slices.Equal(c.Unplanned, []model.TaskID{"x"}) || !slices.Equal(c.Elsewhere, []model.TaskID{"e"}) {
		t.Errorf("got %+v", c)
	}
	p.Rows[2].Tasks = nil // no task was joined, so that x may be anybody's
	c = Track(&p, watched(elsewhere, task("x", "", "PENDING", 2, 0))).Coverage()
	if len(c.NeverStarted) != 0 || len(c.Unsure) != 2 || !slices.Equal(c.Unplaced, []model.TaskID{"x"}) {
		t.Errorf("while nobody knows which folder x is: %+v", c)
	}
	known := task("x", "", "PENDING", 2, 0)
	known.Plan = intake.Found{ID: "x", Folder: "902"}.Row()
	c = Track(&p, watched(elsewhere, known)).Coverage()
	if len(c.NeverStarted) != 1 || c.NeverStarted[0].Name() != "/x/b" || len(c.Unsure)+len(c.Unplaced)+len(c.Unplanned) != 0 {
		t.Errorf("with the folder that the answer names: %+v", c)
	}
	var none Plan
	if c := Track(&none, watched(task("x", "", "PENDING", 2, 0))).Coverage(); len(c.Unplanned) != 0 {
		t.Errorf("without a plan: %+v", c)
	}
}

func TestAttemptsAndRerun(t *testing.T) {
	tasks := []*model.Task{
		task("second", "900", "COMPLETE", 20, 1), task("first", "900", "COMPLETE", 10, 1),
		task("failed", "901", "COMPLETE", 10, 1), task("again", "901", "COMPLETE", 30, 0),
		task("alone", "902", "CANCELED", 10, 0), task("nameless", "", "COMPLETE", 10, 2),
	}
	tr := Track(&Plan{}, watched(tasks...))
	for id, want := range map[model.TaskID]Attempt{
		"first": {1, 2, "", "second"}, "second": {2, 2, "first", ""}, "failed": {1, 2, "", "again"}, "again": {2, 2, "failed", ""}, "alone": {}, "nobody": {},
	} {
		if got, ok := tr.Attempt(id); got != want || ok != (want.Of > 0) {
			t.Errorf("%s: got %+v, want %+v", id, got, want)
		}
	}
	r := tr.Rerun(tasks, With{})
	var got []string
	for _, s := range r.Steps {
		got = append(got, fmt.Sprintf("%s %s", s.Why[:15], s.Request.body()))
	}
	for _, refusal := range r.Refused {
		got = append(got, fmt.Sprintf("%s %s", refusal.Name, refusal.Why))
	}
	if want := []string{
		`was task second {"id":"900","name":"n"}`, `was task alone: {"id":"902","name":"n"}`,
		"failed (n) has a later attempt, again, that is ok", "again (n) is ok", "nameless is not in the plan",
	}; !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestNewRequest(t *testing.T) {
	for row, want := range map[string]string{
		"folderId=9 name=x":                    `{"id":"9","name":"x"}`,
		"id=9 Parent_Folder_ID=8":              `{"id":"9","parentFolderId":8}`,
		"folderId=9 name=x parentId=8 y=z":     `{"id":"9","name":"x","parentFolderId":8}`,
		"":                                     "is not in the plan",
		"name=x":                               "has no folderId in the plan",
		"folderId=abc name=x":                  `has the folderId "abc" in the plan, which is no number`,
		"folderId=0 name=x":                    `has the folderId "0" in the plan, which is no folder's ID`,
		"folderId=99999999999999999999 name=x": `has the folderId "99999999999999999999" in the plan, which is no folder's ID`,
		"folderId=9 path=/x":                   "has neither name nor parentFolderId in the plan",
		"folderId=9 parentFolderId=/x":         `has the parentFolderId "/x" in the plan, which is no folder's ID`,
		"folderId=9 parentFolderId=0":          `has the parentFolderId "0" in the plan, which is no folder's ID`,
	} {
		var fields []model.Field
		for _, pair := range strings.Fields(row) {
			key, value, _ := strings.Cut(pair, "=")
			fields = append(fields, model.Field{Key: model.Text(key), Values: []model.Text{model.Text(value)}})
		}
		r, err := NewRequest(fields)
		got := string(r.body())
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
}

func TestMerge(t *testing.T) {
	p := read(t, bare)
	p.Rows[0].Tasks = []model.TaskID{"a1"}
	p.Merge(read(t, "folderId,name,path,owner\n900,a2,/x/a2,Ana\n"))
	if len(p.Rows) != 3 || p.Rows[0].Name() != "/x/a2" || p.Rows[0].Task() != "a1" || p.Rows[0].cell("owner") != "Ana" || len(p.Columns) != 4 {
		t.Errorf("a re-run of one row makes %+v", p)
	}
	p.Merge(read(t, "folderId,name\n900,a3\n999,z\n"))
	if len(p.Rows) != 2 || p.Rows[0].Name() != "a3" || p.Rows[0].Task() != "a1" || p.Rows[1].Task() != "" {
		t.Errorf("another plan makes %+v", p)
	}
	var none Plan
	none.Merge(read(t, bare))
	if len(none.Rows) != 3 {
		t.Errorf("the first plan makes %+v", none)
	}
}

// TestTheTrackerForgetsNothing holds that it makes no difference how the tasks
// came to be as they are.
func TestTheTrackerForgetsNothing(t *testing.T) {
	p := read(t, bare)
	list := watched(task("a", "900", "PENDING", 1, 0), task("b", "901", "PENDING", 1, 0))
	tr := Track(&p, list)
	tr.Coverage()
	moved := task("b", "900", "COMPLETE", 2, 0)
	moved.Report.Result, moved.ReportAt = &model.Folder{Name: "x"}, time.Unix(2, 0)
	list.Put(moved)
	list.Put(task("c", "902", "PENDING", 1, 0))
	list.Drop("c")
	c := tr.Coverage()
	if len(c.NeverStarted) != 2 || len(c.Elsewhere) != 1 || len(c.Unplanned) != 0 {
		t.Errorf("got %+v", c)
	}
	if a, _ := tr.Attempt("b"); a.Of != 2 {
		t.Errorf("b is attempt %+v", a)
	}
	list.Drop("a")
	if _, several := tr.Attempt("b"); several {
		t.Error("b is not alone after a is gone")
	}
}
