package digest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.Local)

func task(id string, status model.Status, errors int, seen time.Duration) *model.Task {
	return &model.Task{ID: model.TaskID(id), SeenAt: noon.Add(seen), Report: &model.Report{Status: status, RawStatus: "X", NumErrors: errors}}
}

func TestSince(t *testing.T) {
	tasks := []*model.Task{
		task("a", model.StatusComplete, 0, -time.Hour), task("b", model.StatusComplete, 0, time.Minute), task("c", model.StatusComplete, 0, 2*time.Minute),
		task("old-1", model.StatusComplete, 1, -time.Minute), task("old-2", model.StatusComplete, 1, time.Minute), task("new-3", model.StatusComplete, 2, time.Minute),
		task("d", model.StatusPending, 0, time.Minute),
	}
	cause := func(t *model.Task) Cause { return Cause{string(t.ID)[:3], "title of " + string(t.ID)[:3]} }
	var peers model.Peers
	d := Since(noon, noon.Add(78*time.Minute), tasks, &peers, cause)
	if got, want := d.Words(model.TimesLocal, noon), "12:00-13:18: 2 done, 2 new to do (a new cause: title of new)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.Empty() || !Since(noon.Add(time.Hour), noon.Add(2*time.Hour), tasks, &peers, cause).Empty() {
		t.Error("an hour without a change is not empty, or the other one is")
	}
	d = Digest{From: noon, To: noon.Add(48 * time.Hour), Slow: 4, ToDo: 1, Causes: []string{"x", "y"}}
	if got, want := d.Words(model.TimesLocal, noon), "since 4 May 12:00: 1 new to do (2 new causes: x, …), 4 became slow"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNewsAreNewUntilTheyWereOnTheScreen(t *testing.T) {
	var n News
	n.Add("a")
	n.Add("b")
	n.Show([]model.TaskID{"a", "x"}, noon)
	if seen := n.Show([]model.TaskID{"a"}, noon.Add(lookLongEnough-1)); len(seen) != 0 || !n.Has("a") {
		t.Errorf("seen after less than long enough: %v", seen)
	}
	if seen := n.Show([]model.TaskID{"a"}, noon.Add(lookLongEnough)); !slices.Equal(seen, []model.TaskID{"a"}) || n.Has("a") {
		t.Errorf("not seen after long enough: %v", seen)
	}
	if got := n.IDs(); !slices.Equal(got, []model.TaskID{"b"}) {
		t.Errorf("new are %v", got)
	}
}

// TestHubSpotTellsWhenItWas holds that what counts is when a task ended, not when
// it was asked, and that nothing is slow because nobody asked.
func TestHubSpotTellsWhenItWas(t *testing.T) {
	from, to := noon, noon.Add(time.Hour)
	ended := func(id string, status model.Status, errors int, at time.Duration) *model.Task {
		task := task(id, status, errors, 65*time.Minute) // learned after the return
		task.ReportAt, task.Report.CompletedAt = to.Add(5*time.Minute), noon.Add(at)
		return task
	}
	tasks := []*model.Task{
		ended("before", model.StatusComplete, 0, -time.Minute), ended("same-1", model.StatusComplete, 1, -time.Minute),
		ended("during", model.StatusComplete, 0, time.Minute), ended("same-2", model.StatusComplete, 1, time.Minute), ended("off", model.StatusCanceled, 0, time.Minute),
		ended("after", model.StatusComplete, 0, 61*time.Minute), ended("bad-3", model.StatusComplete, 1, 61*time.Minute),
	}
	var ran []*model.Task
	for i := range 20 {
		peer := ended(fmt.Sprint("peer ", i), model.StatusComplete, 0, -time.Hour)
		peer.Report.StartedAt = peer.Report.CompletedAt.Add(-time.Duration(i+1) * time.Second)
		ran = append(ran, peer)
	}
	peers := model.NewPeers(ran)
	for id, asked := range map[string]time.Duration{"asked": 61 * time.Minute, "not asked": time.Second} {
		runs := task(id, model.StatusProcessing, 0, 0)
		runs.Report.StartedAt, runs.ReportAt = noon, noon.Add(asked)
		tasks = append(tasks, runs)
	}
	cause := func(t *model.Task) Cause {
		if t.Report.NumErrors == 0 {
			return Cause{}
		}
		return Cause{string(t.ID)[:3], "title of " + string(t.ID)[:3]}
	}
	if got, want := Since(from, to, tasks, &peers, cause).Words(model.TimesLocal, noon), "12:00-13:00: 1 done, 2 new to do, 1 became slow"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
