package plan

import (
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
	refused = `{"status":"error","message":"no","correlationId":"c","category":"VALIDATION_ERROR"}`
)

func TestJoinByTheOrderOfTheAnswers(t *testing.T) {
	for _, tc := range []struct {
		name, log string
		want      []string // task and folder
		trouble   string
	}{
		{"an answer to each row", answer1 + "\n" + answer2 + "\nAAAAEZ6whGQ\n", []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM 901", "AAAAEZ6whGQ 902"}, ""},
		{"over several lines", "{\n \"id\": \"AAAAEZ6whGI\"\n}\n" + answer2, []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM 901"}, ""},
		{"the second was refused", answer1 + "\n" + refused + "\n" + answer2, []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM 902"}, ""},
		{"something that is no answer", answer1 + "\ncurl: (28) timed out\n" + answer2, []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM "}, "line 2 is no answer to a start of its own: which rows"},
		{"a task twice", answer1 + "\n" + answer1 + "\n" + answer2, []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM "}, "line 2 is no answer to a start of its own: which rows"},
		{"more answers than rows", answer1 + "\n" + answer2 + "\n" + refused + "\nAAAAEZ6whGU", []string{"AAAAEZ6whGI 900", "AAAAEZ6whGM 901", "AAAAEZ6whGU "}, "1 answer to folders that are in no row of the plan"},
		{"answers that name their folders", `{"folderId":"902","answer":` + answer1 + "}\n" + `{"folderId":"900","answer":` + answer2 + "}\n", []string{"AAAAEZ6whGI 902", "AAAAEZ6whGM 900"}, ""},
		{"a folder of another plan", `{"folderId":"999","answer":` + answer1 + "}\n", []string{"AAAAEZ6whGI "}, "1 answer to folders that are in no row of the plan"},
		{"none yet", "", nil, ""},
	} {
		for _, whole := range []bool{true, false} {
			p := read(t, bare)
			j := NewJoiner(&p)
			got := joined(j, tc.log, whole)
			if !slices.Equal(got, tc.want) {
				t.Errorf("%s, as a whole %v:\n got %q\nwant %q", tc.name, whole, got, tc.want)
			}
			if trouble := j.Trouble(); !strings.HasPrefix(trouble, tc.trouble) || (tc.trouble == "") != (trouble == "") {
				t.Errorf("%s, as a whole %v: got %q, want %q", tc.name, whole, trouble, tc.trouble)
			}
		}
	}
}

// joined is the tasks of a log, each with its folder.
func joined(j *Joiner, log string, whole bool) []string {
	var got []string
	take := func(in intake.Result) error {
		j.Join(&in)
		for _, f := range in.Found {
			got = append(got, fmt.Sprintf("%s %s", f.ID, Key(f.Plan)))
		}
		return nil
	}
	if whole {
		_ = take(intake.Read(log))
	} else {
		_ = intake.ReadFrom(strings.NewReader(log), intake.FormText, take)
	}
	return got
}

// task is a task of a folder in a state.
func task(id, folder, word string, second int, errors int) *model.Task {
	t := &model.Task{ID: model.TaskID(id), AddedAt: time.Unix(int64(second), 0)}
	if folder != "" {
		t.Plan = []model.Field{{Key: "folderId", Values: []model.Text{model.Text(folder)}}, {Key: "name", Values: []model.Text{"n"}}}
	}
	t.Report = &model.Report{Status: model.ParseStatus(word), Word: model.Text(word), NumErrors: errors}
	return t
}

func TestCover(t *testing.T) {
	p := read(t, bare)
	p.Rows[2].Tasks = []model.TaskID{"gone"} // started, and archived since
	elsewhere := task("e", "900", "COMPLETE", 1, 0)
	elsewhere.Report.Result = &model.Folder{Name: "other"}
	c := Track(&p, []*model.Task{elsewhere, task("x", "", "PENDING", 2, 0)}).Coverage()
	if c.Rows != 3 || len(c.NeverStarted) != 1 || c.NeverStarted[0].Name() != "/x/b" || !slices.Equal(c.Unplanned, []model.TaskID{"x"}) || !slices.Equal(c.Elsewhere, []model.TaskID{"e"}) {
		t.Errorf("got %+v", c)
	}
	var none Plan
	if c := Track(&none, []*model.Task{task("x", "", "PENDING", 2, 0)}).Coverage(); len(c.Unplanned) != 0 {
		t.Errorf("without a plan: %+v", c)
	}
}

func TestAttemptsAndRerun(t *testing.T) {
	tasks := []*model.Task{
		task("second", "900", "COMPLETE", 20, 1), task("first", "900", "COMPLETE", 10, 1),
		task("failed", "901", "COMPLETE", 10, 1), task("again", "901", "COMPLETE", 30, 0),
		task("alone", "902", "CANCELED", 10, 0), task("nameless", "", "COMPLETE", 10, 2),
	}
	tr := Track(&Plan{}, tasks)
	for id, want := range map[model.TaskID]Attempt{
		"first": {1, 2, "", "second"}, "second": {2, 2, "first", ""}, "failed": {1, 2, "", "again"}, "again": {2, 2, "failed", ""}, "alone": {}, "nobody": {},
	} {
		if got, ok := tr.Attempt(id); got != want || ok != (want.Of > 0) {
			t.Errorf("%s: got %+v, want %+v", id, got, want)
		}
	}
	r := tr.Rerun(tasks)
	var got []string
	for _, s := range r.Steps {
		got = append(got, fmt.Sprintf("%s %s", s.Why[:15], s.Request.Body()))
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
		"folderId=9 name=x":                `{"id":"9","name":"x"}`,
		"id=9 Parent_Folder_ID=8":          `{"id":"9","parentFolderId":8}`,
		"folderId=9 name=x parentId=8 y=z": `{"id":"9","name":"x","parentFolderId":8}`,
		"":                                 "is not in the plan",
		"name=x":                           "has no folderId in the plan",
		"folderId=abc name=x":              `has the folderId "abc" in the plan, which is no number`,
		"folderId=9 path=/x":               "has neither name nor parentFolderId in the plan",
		"folderId=9 parentFolderId=/x":     `has the parentFolderId "/x" in the plan, which is no folder's ID`,
		"folderId=9 parentFolderId=0":      `has the parentFolderId "0" in the plan, which is no folder's ID`,
	} {
		var fields []model.Field
		for _, pair := range strings.Fields(row) {
			key, value, _ := strings.Cut(pair, "=")
			fields = append(fields, model.Field{Key: model.Text(key), Values: []model.Text{model.Text(value)}})
		}
		r, err := NewRequest(fields)
		got := string(r.Body())
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
	if len(p.Rows) != 3 || p.Rows[0].Name() != "/x/a2" || p.Rows[0].Task() != "a1" || p.Rows[0].Cell("owner") != "Ana" || len(p.Columns) != 4 {
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
	tr := Track(&p, []*model.Task{task("a", "900", "PENDING", 1, 0), task("b", "901", "PENDING", 1, 0)})
	moved := task("b", "900", "COMPLETE", 2, 0)
	moved.Report.Result = &model.Folder{Name: "x"}
	tr.Apply(moved)
	tr.Apply(task("c", "902", "PENDING", 1, 0))
	tr.Remove("c")
	c := tr.Coverage()
	if len(c.NeverStarted) != 2 || len(c.Elsewhere) != 1 || len(c.Unplanned) != 0 {
		t.Errorf("got %+v", c)
	}
	if a, _ := tr.Attempt("b"); a.Of != 2 {
		t.Errorf("b is attempt %+v", a)
	}
	tr.Remove("a")
	if _, several := tr.Attempt("b"); several {
		t.Error("b is not alone after a is gone")
	}
}
