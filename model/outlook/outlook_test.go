package outlook

import (
	"slices"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// answer answers a question from an account.
func answer(q survey.Question) (found []model.Folder) {
	for _, f := range []model.Folder{
		{ID: "1", Name: "top"}, {ID: "10", Name: "a", ParentID: "1"}, {ID: "11", Name: "one", ParentID: "10"}, {ID: "12", Name: "two", ParentID: "10"},
	} {
		if slices.Contains(q.IDs, f.ID) || slices.Contains(q.Parents, f.ParentID) {
			found = append(found, f)
		}
	}
	return found
}

func row(line int, id, name string) plan.Row {
	return plan.Row{Line: line, Fields: []model.Field{
		{Key: model.ColumnFolder, Values: []model.Text{model.Text(id)}}, {Key: model.ColumnName, Values: []model.Text{model.Text(name)}},
	}}
}

// TestALook holds that what is foreseen is what lint finds once all is seen, also
// where questions have to be asked again, and stays until the next look is done.
func TestALook(t *testing.T) {
	var o Outlook
	if _, ok := o.Next(); ok || o.Looks() || len(o.Failing()) != 0 {
		t.Error("a look that nobody has begun")
	}
	rows := []plan.Row{row(2, "11", "two"), row(3, "12", "three"), row(4, "99", "x"), row(5, "12", "four")}
	o.Begin(rows)
	at, done := time.Unix(1e9, 0), false
	for n := 0; o.Looks(); n++ {
		q, ok := o.Next()
		if !ok || n > 20 {
			t.Fatalf("no question after %d, and the look goes on", n)
		}
		if n%2 == 0 {
			o.Unanswered(q)
			continue
		}
		if done = o.Answered(q, answer(q), "", at); !done && !o.At().IsZero() {
			t.Error("foreseen before all is seen")
		}
	}
	if !done || !o.At().Equal(at) || len(o.Failing()) != 2 {
		t.Errorf("done %t at %v, %d fail, want two", done, o.At(), len(o.Failing()))
	}
	for line, kind := range map[int]lint.Kind{2: lint.Order, 4: lint.Unseen, 5: lint.Twice} {
		if f, _ := o.Line(line); f.Kind != kind {
			t.Errorf("line %d: %+v, want %s", line, f, kind)
		}
	}
	if f, ok := o.Folder("12"); !ok || f.Severity != lint.Warning {
		t.Errorf("the folder 12: %+v, want a warning", f)
	}
	o.Begin(rows[1:2])
	if len(o.Failing()) != 2 {
		t.Error("what was foreseen is gone before the next look is done")
	}
	o.Stop()
	if _, ok := o.Next(); ok || o.Answered(survey.Question{}, nil, "", at) {
		t.Error("a look that was given up goes on")
	}
}
