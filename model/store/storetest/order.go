package storetest

import (
	"testing"

	"hubwatch/model"
	"hubwatch/model/store"
)

// planned returns a task whose row an order told.
func planned(id model.TaskID, folder model.Text, order string) model.Task {
	return model.Task{ID: id, AddedAt: t0, Order: order, Plan: []model.Field{{Key: "folderId", Values: []model.Text{folder}}}}
}

// done returns a report that a folder came out.
func done(folder model.Text) *model.Report {
	return &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", Result: &model.Folder{ID: folder}}
}

func aResultTakesBackTheRowsOfAWrongOrder(t *testing.T, w *world) {
	for name, learn := range map[string]func(*testing.T, store.Store){
		"a report comes": func(t *testing.T, s store.Store) {
			must(t)(s.Replan(t.Context(), []model.Task{planned("a", "900", "one"), planned("b", "901", "one"), planned("c", "902", "two"), planned("d", "903", "")}))
			w.save(t, s, &model.Task{ID: "b", AskedAt: at(1), ReportAt: at(2), Report: done("999")})
		},
		"the report was there": func(t *testing.T, s store.Store) {
			w.save(t, s, &model.Task{ID: "b", AskedAt: at(1), ReportAt: at(2), Report: done("999")})
			must(t)(s.Replan(t.Context(), []model.Task{planned("a", "900", "one"), planned("b", "901", "one"), planned("c", "902", "two"), planned("d", "903", "")}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.again, w.turn = nil, nil
			s := w.open(t)
			must(t)(s.Add(t.Context(), []model.Task{{ID: "a", AddedAt: t0}, {ID: "b", AddedAt: t0}, {ID: "c", AddedAt: t0}, {ID: "d", AddedAt: t0}}))
			_, revision, err := s.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			learn(t, s)
			for _, task := range load(t, s) {
				if kept := task.ID == "c" || task.ID == "d"; (len(task.Plan) > 0) != kept || (task.Order != "") != (task.ID == "c") {
					t.Errorf("%s has the row %v by the order %q", task.ID, task.Plan, task.Order)
				}
			}
			changes, err := s.Since(t.Context(), revision)
			if err != nil || len(changes.Tasks) != 4 {
				t.Errorf("%d changes, %v: this process is told, too", len(changes.Tasks), err)
			}
			wrong, err := s.Wrong(t.Context())
			want := model.WrongOrder{Order: "one", Task: "b", Planned: "901", Actual: "999", Tasks: 2}
			if err != nil || len(wrong) != 1 || wrong[0] != want {
				t.Errorf("%+v, %v", wrong, err)
			}
		})
	}
}

func aResultThatFitsKeepsTheOrder(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(t.Context(), []model.Task{planned("a", "900", "one"), planned("b", "901", "one")}))
	w.save(t, s, &model.Task{ID: "b", AskedAt: at(1), ReportAt: at(2), Report: done("901")})
	for _, task := range load(t, s) {
		if len(task.Plan) == 0 || task.Order != "one" || task.Ordered() != (task.ID == "a") {
			t.Errorf("%s has the row %v by the order %q", task.ID, task.Plan, task.Order)
		}
	}
	if wrong, err := s.Wrong(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
}
