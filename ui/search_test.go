package ui

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// arriving finds every folder where the plan wants it, and counts the searches.
type arriving struct {
	searches atomic.Int32
	err      error
}

func (f *arriving) Folders(_ context.Context, ids []model.Text) ([]model.Folder, error) {
	f.searches.Add(1)
	var all []model.Folder
	for _, id := range ids {
		all = append(all, model.Folder{ID: id, Name: "new"})
	}
	return all, f.err
}

// planned are n tasks with rows of a plan, which go on for ever.
func planned(n int) []*model.Task {
	var tasks []*model.Task
	for i := range n {
		tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", 3*i)), AddedAt: time.Now(), Plan: []model.Field{
			{Key: model.ColumnFolder, Values: []model.Text{model.Text(fmt.Sprint(9000 + i))}},
			{Key: model.ColumnName, Values: []model.Text{"new"}},
		}})
	}
	return tasks
}

// TestArrivedIsNoState opens tasks whose folders have arrived while HubSpot says
// that it still works on them.
func TestArrivedIsNoState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tasks := planned(30)
		f := &arriving{}
		h := start(t, Options{Checker: checkerFunc(failing), Searcher: f, Tasks: tasks}, 80, 60)
		defer h.stop()
		h.wait(10 * time.Second)
		h.press("enter")
		h.shows("arrived", "not confirmed yet", "processing")
		if n := f.searches.Load(); n == 0 || n > 10 {
			t.Errorf("%d searches in 10 s", n)
		}
	})
}

func TestARefusedSearchIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tasks := planned(30)
		f := &arriving{err: &model.CheckError{Kind: model.KindPermission, HTTPStatus: 403, Message: "the scope files.read is missing"}}
		h := start(t, Options{Checker: checkerFunc(failing), Searcher: f, Tasks: tasks}, 120, 30)
		defer h.stop()
		h.wait(time.Second)
		h.shows("folders are not searched for")
		h.wait(time.Minute)
		if n := f.searches.Load(); n != 1 {
			t.Errorf("%d searches, want one", n)
		}
	})
}
