package order

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

// TestInsertKeepsTheOrder holds for every order, and its reverse, that rows put in
// one by one are the rows sorted at once and are found, and that what has no value
// is last.
func TestInsertKeepsTheOrder(t *testing.T) {
	noon := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	r := rand.New(rand.NewPCG(1, 2))
	tasks := []*model.Task{{ID: "nothing"}}
	for i := range 60 {
		task := &model.Task{ID: model.TaskID(rune('A' + i)), Label: model.Text(rune('a' + r.IntN(5))), AddedAt: noon.Add(time.Duration(r.IntN(5)) * time.Hour)}
		if i%3 > 0 {
			task.Report = &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: r.IntN(3), StartedAt: noon, CompletedAt: noon.Add(time.Duration(1+r.IntN(4)) * time.Minute)}
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
			for _, row := range kept {
				if other := (Row{row.Task, Key{s: "another"}}); !s.Has(kept, row) || s.Has(kept, other) {
					t.Errorf("by %s, reversed %v: %s is not found where it stands, or elsewhere", o.Name, reverse, row.Task.ID)
				}
			}
			if o.Name == "wave" && !reverse && sorted[len(sorted)-1].Task.ID != "nothing" {
				t.Errorf("what has no value in a column stands before %s", sorted[len(sorted)-1].Task.ID)
			}
		}
	}
}

// TestWhatIsReplacedComesLast holds it for every order and its reverse, and that
// those that are replaced are in order too.
func TestWhatIsReplacedComesLast(t *testing.T) {
	noon := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	var list model.Watchlist
	for i := range 24 {
		id, at := model.TaskID(rune('A'+i)), noon.Add(time.Duration(i)*time.Minute)
		list.Add(id, "", at)
		list.Assign(id, []model.Field{{Key: "folderId", Values: []model.Text{model.Text(rune('a' + i%8))}}, {Key: "wave", Values: []model.Text{model.Text(rune('a' + i%5))}}}, "")
		if i%4 > 0 {
			r := model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: i % 3, RequestedAt: at, StartedAt: at.Add(time.Second), CompletedAt: at.Add(time.Duration(i%7) * time.Hour)}
			list.Apply(model.Observe(id, noon.Add(24*time.Hour), noon.Add(24*time.Hour), r, nil))
		}
	}
	for _, o := range append(slices.Clone(All), ByColumn("wave")) {
		for _, reverse := range []bool{false, true} {
			s := Sorter{Order: o, Reverse: reverse}
			var rows []Row
			for _, task := range list.Tasks() {
				rows = append(rows, s.Place(task))
			}
			s.Sort(rows)
			for i := range rows[1:] {
				a, b := rows[i].Task, rows[i+1].Task
				c := o.Key(a).compare(o.Key(b))
				if reverse {
					c = -c
				}
				if a.Replaced() && !b.Replaced() || a.Replaced() == b.Replaced() && (c > 0 || c == 0 && a.ID > b.ID) {
					t.Errorf("by %s, reversed %v: %s, replaced %v, stands before %s, replaced %v", o.Name, reverse, a.ID, a.Replaced(), b.ID, b.Replaced())
				}
			}
			if list.Replaced() != 16 || rows[8].Task.ReplacedBy() == "" {
				t.Fatalf("%d are replaced, want 16", list.Replaced())
			}
		}
	}
}
