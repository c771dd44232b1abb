package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
)

// finished answers that every task has ended, with a folder.
type finished map[model.TaskID]model.Text

func (f finished) Check(_ context.Context, id model.TaskID) (model.Report, error) {
	return model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", Result: &model.Folder{ID: f[id]}}, nil
}

// ordered is tasks whose rows an order of answers told, and their plan.
func ordered() (plan.Plan, []*model.Task) {
	p := plan.Plan{Columns: []string{"folderId", "path"}, Orders: map[model.TaskID]string{}}
	var tasks []*model.Task
	for i, id := range ids(3) {
		folder := model.Text(rune('1' + i))
		row := []model.Field{{Key: "folderId", Values: []model.Text{folder}}, {Key: "path", Values: []model.Text{"/planned/" + folder}}}
		p.Rows = append(p.Rows, plan.Row{Line: i + 2, Fields: row, Tasks: []model.TaskID{id}})
		p.Orders[id] = "one"
		tasks = append(tasks, &model.Task{ID: id, AddedAt: time.Now(), Plan: row, Order: "one"})
	}
	return p, tasks
}

func TestAWrongOrderIsTakenBackOnTheScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, tasks := ordered()
		h := start(t, Options{Checker: finished{tasks[0].ID: "1", tasks[1].ID: "3", tasks[2].ID: "2"}, Tasks: tasks, Plan: p, Keeper: &shelf{poller: "process 7"}}, 120, 30)
		defer h.stop()
		h.shows("/planned/1", "/planned/2", "/planned/3")
		h.app.opt.Keeper.(*shelf).set(func(s *shelf) { s.poller = "" }) // nobody else asks any more
		h.wait(20 * time.Second)
		h.hides("/planned/1", "/planned/2", "/planned/3")
		if cover := h.app.Tracker().Coverage(); len(cover.Unplaced) > 0 || len(cover.NeverStarted) > 0 {
			t.Errorf("results have told all rows: %+v", cover)
		}
	})
}

func TestAWrongOrderThatAnotherProcessSawIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, tasks := ordered()
		k := &shelf{poller: "process 7"}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: tasks, Plan: p, Keeper: k}, 120, 30)
		defer h.stop()
		after, err := plan.Decode(p.Encode())
		if err != nil {
			t.Fatal(err)
		}
		after.Unplace("one")
		k.set(func(s *shelf) { s.inbox = session.Inbox{Plan: &after, Tasks: watched(ids(3)...)} })
		h.wait(time.Second)
		h.hides("/planned/1", "/planned/2")
		h.shows("3 tasks of the plan have no row: which is theirs cannot be told")
	})
}
