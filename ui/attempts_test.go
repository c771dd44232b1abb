package ui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// twice is a folder that failed and is done, and one that is done.
func twice() []*model.Task {
	at := time.Now()
	tasks := watched(ids(3)...)
	for i, t := range tasks {
		folder := model.Text([]string{"900", "901", "900"}[i])
		t.Plan = []model.Field{{Key: "folderId", Values: []model.Text{folder}}, {Key: "path", Values: []model.Text{"/brand/" + folder}}}
		t.Report = &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: at.Add(time.Duration(i-9) * time.Minute), CompletedAt: at.Add(time.Duration(i-8) * time.Minute)}
		t.ReportAt = at
	}
	tasks[0].Report.NumErrors, tasks[0].Report.Errors = 1, []model.TaskError{{Category: "CONFLICT", Message: "The folder is locked."}}
	return tasks
}

// TestAReplacedTaskCountsNowhere holds that it is last in All and in no count, that a
// filter finds it, that nothing is done with it, and that the folder's attempts
// are told in each of them.
func TestAReplacedTaskCountsNowhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Tasks: twice()}, 120, 40)
		defer h.stop()
		h.shows("All 2", "2 To do 0", "Nothing to do again", "100%  2 of 2")
		if got := shownIDs(h.app); got[len(got)-1] != "0" || len(got) != 3 {
			t.Errorf("the rows are %v, want the replaced one last", got)
		}
		h.shows("replaced", "attempt 2 took its place")
		h.press("*")
		if got := len(h.app.front.Table.Tasks()); got != 2 {
			t.Errorf("%d tasks are marked, want those that count", got)
		}
		h.press("*", "/replaced", "enter")
		h.shows("» replaced", "All 1 of 2 /replaced")
		h.press("enter")
		for i := 0; i < 30 && !strings.Contains(h.screen(), "ATTEMPTS"); i++ {
			h.press("j")
		}
		h.press("G")
		h.shows("1 of 2", ", this task, replaced", "2 of 2", "✓ ok")
	})
}

// TestThreeFoldersThatHubSpotRenamed holds that the first screen, the tab and the rows
// say that three folders are elsewhere, and that the causes and W are about them.
func TestThreeFoldersThatHubSpotRenamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now()
		tasks := watched(ids(8)...)
		for i, task := range tasks {
			id, name := model.Text(fmt.Sprint(900+i)), model.Text(fmt.Sprint("webinars ", i))
			task.Plan = []model.Field{{Key: "folderId", Values: []model.Text{id}}, {Key: "name", Values: []model.Text{name}}, {Key: "path", Values: []model.Text{"/press/" + name}}}
			if i < 3 {
				name += " (1)"
			}
			task.Report = &model.Report{
				Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: at.Add(-time.Minute), CompletedAt: at,
				Result: &model.Folder{ID: id, Name: name, Path: "/press/" + name},
			}
			task.ReportAt = at
		}
		h := start(t, Options{Tasks: tasks, Desk: noDesk{}}, 120, 40)
		defer h.stop()
		h.shows("3 elsewhere → 3 folders to do again", "2 To do 3", "100%  8 of 8", "≠ elsewhere", `landed as "webinars 0 (1)"`)
		if got := strings.Count(h.screen(), "≠ elsewhere   /press"); got != 3 {
			t.Errorf("%d rows are elsewhere", got)
		}
		h.press("b")
		h.shows("landed as <name> (1)")
		h.press("W")
		h.shows("to do: 3 folders")
	})
}
