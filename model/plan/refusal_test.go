package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
)

// rowOf is a row of a plan, of pairs such as "folderId=900".
func rowOf(line int, pairs ...string) Row {
	r := Row{Line: line}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		r.Fields = append(r.Fields, model.Field{Key: model.Text(key), Values: []model.Text{model.Text(value)}})
	}
	return r
}

// TestEveryRowThatWasNotStartedIsTold holds that each row counted as never started,
// or refused, is a step or named, also where several are about one folder.
func TestEveryRowThatWasNotStartedIsTold(t *testing.T) {
	p := &Plan{Rows: []Row{
		rowOf(2, "folderId=900", "name=a"),
		rowOf(3, "folderId=900", "parentFolderId=800"),
		rowOf(4, "folderId=900", "name=a"),
		rowOf(5, "folderId=901", "name=b"),
		rowOf(6, "folderId=902", "name=c"),
		rowOf(7, "folderId=902", "name=d"),
	}}
	p.Rows[4].Refused, p.Rows[5].Refused = "no", "no"
	tr := Track(p, &model.Watchlist{})
	cover := tr.Coverage()
	r := tr.Start(cover.Without())
	if len(r.Steps)+len(r.Refused) != len(cover.NeverStarted)+len(cover.Refused) {
		t.Errorf("%d steps and %d refused of %d never started and %d refused by HubSpot", len(r.Steps), len(r.Refused), len(cover.NeverStarted), len(cover.Refused))
	}
	var why []string
	for _, s := range r.Steps {
		why = append(why, s.Why)
	}
	want := []string{
		"line 2 of the plan",
		"line 3 of the plan, about the folder of line 2 of the plan: start it when that has ended",
		"line 5 of the plan",
		"line 6 of the plan: HubSpot refused to start it: no",
		"line 7 of the plan, about the folder of line 6 of the plan: start it when that has ended: HubSpot refused to start it: no",
	}
	if !slices.Equal(why, want) {
		t.Errorf("the steps are\n%s", strings.Join(why, "\n"))
	}
	if len(r.Refused) != 1 || r.Refused[0] != (Refusal{Name: "line 4 of the plan", Why: "asks for the same as line 2 of the plan", Again: true}) || len(r.Unknown()) > 0 {
		t.Errorf("left out: %+v", r.Refused)
	}
}

// TestATaskIsDoneAgainByItsOwnRow holds that of several rows about a folder the one
// a task was started for says what to ask for again.
func TestATaskIsDoneAgainByItsOwnRow(t *testing.T) {
	p := &Plan{Rows: []Row{rowOf(2, "folderId=900", "name=a"), rowOf(3, "folderId=900", "parentFolderId=800")}}
	p.Rows[0].Tasks, p.Rows[1].Tasks = []model.TaskID{"one"}, []model.TaskID{"two"}
	var list model.Watchlist
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for i, id := range []model.TaskID{"one", "two"} {
		list.Add(id, "", now.Add(time.Duration(i)*time.Minute))
		list.Assign(id, p.Rows[i].Fields, "")
		list.Apply(model.Observation{ID: id, At: now, AskedAt: now, Report: &model.Report{Status: model.StatusComplete, NumErrors: 1}})
	}
	r := Track(p, &list).Rerun([]*model.Task{list.Task("two")}, With{})
	if len(r.Steps) != 1 || r.Steps[0].Request.ParentID != 800 || r.Steps[0].Request.Name != "" {
		t.Errorf("again: %+v", r.Steps)
	}
}

// TestAReasonIsSaidOnce holds how folders are named that cannot be done.
func TestAReasonIsSaidOnce(t *testing.T) {
	var r Rerun
	refuse := func(name, why string) { r.Refused = append(r.Refused, Refusal{Name: name, Why: why}) }
	for i := range 12 {
		refuse(fmt.Sprintf("line %d of the plan", i+2), "may have been started: so it is")
	}
	refuse("a", "is not in the plan")
	refuse("b", "has no folderId in the plan")
	refuse("c", "is not in the plan")
	refuse("d", "has a row that is not told")
	refuse("e", "has a row that is not told")
	r.Refused = append(r.Refused, Refusal{Name: "f", Why: "is ok", Needless: true}, Refusal{Name: "g", Why: "is missing", Missing: true})
	want := []string{
		"line 2 of the plan may have been started: so it is; the same with lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 1 more of the plan",
		"a is not in the plan; the same with c",
		"b has no folderId in the plan",
		"d has a row that is not told; the same with e",
	}
	if got := r.Complaints(); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
