package order

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

// TestInsertKeepsTheOrder holds for every order, and its reverse, that rows put in
// one by one are the rows sorted at once, and that what has no value is last.
func TestInsertKeepsTheOrder(t *testing.T) {
	noon := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	r := rand.New(rand.NewPCG(1, 2))
	tasks := []*model.Task{{ID: "nothing"}}
	for i := range 60 {
		task := &model.Task{ID: model.TaskID(rune('A' + i)), Label: model.Text(rune('a' + r.IntN(5))), AddedAt: noon.Add(time.Duration(r.IntN(5)) * time.Hour)}
		if i%3 > 0 {
			task.Report = &model.Report{Status: model.StatusComplete, Word: "COMPLETE", NumErrors: r.IntN(3), StartedAt: noon, CompletedAt: noon.Add(time.Duration(1+r.IntN(4)) * time.Minute)}
		}
		task.Plan = []model.Field{{Key: "wave", Values: []model.Text{task.Label}}}
		tasks = append(tasks, task)
	}
	for _, o := range append(slices.Clone(All), ByColumn("wave")) {
		for _, reverse := range []bool{false, true} {
			s := Sorter{Order: o, Reverse: reverse}
			var sorted, kept []Row
			for _, task := range tasks {
				sorted = append(sorted, s.Place(task))
				kept = s.Insert(kept, s.Place(task))
			}
			if s.Sort(sorted); !slices.Equal(sorted, kept) {
				t.Errorf("by %s, reversed %v: one by one the order is another", o.Name, reverse)
			}
			if o.Name == "wave" && !reverse && sorted[len(sorted)-1].Task.ID != "nothing" {
				t.Errorf("what has no value in a column stands before %s", sorted[len(sorted)-1].Task.ID)
			}
		}
	}
}
