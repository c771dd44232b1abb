package session

import (
	"fmt"
	"os"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
)

// broken is a report of a task that failed for a reason of its own words.
func broken(code, name string) model.Report {
	return model.Report{
		Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1,
		Errors: []model.TaskError{{Category: "CONFLICT", Message: model.Text("Folder '" + name + "' cannot be moved."), Details: []model.ErrorDetail{{Code: model.Text(code)}}}},
	}
}

func TestATeamNamesACause(t *testing.T) {
	notes, err := cause.ParseNotes("team.json", []byte(`{"causes": [{"name": "x", "match": {"code": "LOCKED"}, "title": "legal hold"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c := Causes{notes: notes}
	for i, code := range []string{"LOCKED", "TAKEN"} {
		task := &model.Task{ID: model.TaskID(fmt.Sprint("t", i))}
		report := broken(code, "x")
		task.Report = &report
		c.learn(task)
	}
	for id, want := range map[model.TaskID]string{"t0": "legal hold", "t1": "Folder <name> cannot be moved."} {
		if got := c.Title(c.Of(id)); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

// BenchmarkLearnACause takes in one failed task among 10,000, and says what its
// cause is called.
func BenchmarkLearnACause(b *testing.B) {
	file, err := os.ReadFile("../../assets/causes.json")
	if err != nil {
		b.Fatal(err)
	}
	notes, err := cause.ParseNotes("causes.json", file)
	if err != nil {
		b.Fatal(err)
	}
	c := Causes{notes: notes}
	plan := []model.Field{{Key: "owner", Values: []model.Text{"Ana"}}, {Key: "wave", Values: []model.Text{"3"}}}
	for i := range 10_000 {
		report := broken(fmt.Sprint("CODE_", string(rune('A'+i%20))), fmt.Sprint(i))
		c.learn(&model.Task{ID: model.TaskID(fmt.Sprint(i)), Report: &report, ReportAt: time.Unix(int64(i), 0), Plan: plan})
	}
	report := broken("CODE_A", "new")
	task := &model.Task{ID: "new", Report: &report, ReportAt: time.Unix(5000, 0), Plan: plan}
	b.ReportAllocs()
	for b.Loop() {
		c.forget("new")
		c.learn(task)
		c.Title(c.Of("new"))
		c.groups.Causes()
	}
}
