package ui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// waves is tasks of a plan in waves of 12, of which those of wave 3 failed.
func waves(n int) []*model.Task {
	var tasks []*model.Task
	for i := range n {
		t := watched(model.TaskID(fmt.Sprintf("task-%03d", i)))[0]
		t.Plan = []model.Field{{Key: "wave", Values: []model.Text{model.Text(fmt.Sprint(i / 12))}}, {Key: "folderId", Values: []model.Text{model.Text(fmt.Sprint(900100200000 + i))}}}
		t.ReportAt, t.SeenAt = time.Now(), time.Now()
		t.Report = &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", CompletedAt: time.Now()}
		if i/12 == 3 {
			t.Report.NumErrors = 1
			t.Report.Errors = []model.TaskError{{Category: "CONFLICT", Message: model.Text(fmt.Sprintf("Folder number %d is locked", i))}}
		}
		tasks = append(tasks, t)
	}
	return tasks
}

// TestContrastOnTheGroupsScreen holds that a cause says what its tasks have that
// the good have not, and that the filter shows who has it.
func TestContrastOnTheGroupsScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Tasks: waves(120)}, 120, 40)
		defer h.stop()
		h.press("b")
		h.wait(2 * time.Second)
		line := "wave 3: 12 of 12, and 0 % of the 108 that are ok"
		if got := h.screen(); strings.Count(got, line) != 1 {
			t.Errorf("the groups do not say %q:\n%s", line, got)
		}
		h.press("w")
		if got := h.screen(); !strings.Contains(got, line) {
			t.Errorf("the cause does not say %q:\n%s", line, got)
		}
		if got := h.line("examples"); !strings.Contains(got, "Folder number 36 is locked") {
			t.Errorf("no examples: %q", got)
		}
		h.press("w", "=")
		if got := h.screen(); !strings.Contains(got, "12 of 12; 0 % of those that are ok") {
			t.Errorf("no line to choose:\n%s", got)
		}
		h.press("enter")
		if _, got := h.app.front.Table.Position(); got != 12 || h.app.front.Groups != nil {
			t.Errorf("the filter shows %d tasks", got)
		}
	})
}

// TestWhatWasPutRightIsNoCause holds that a failure counts no more once a later
// attempt at its folder is ok, and counts again when that is dropped.
func TestWhatWasPutRightIsNoCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tasks := waves(48)
		again := watched("again")[0]
		again.Plan, again.AddedAt = tasks[40].Plan, time.Now().Add(time.Second)
		again.Report, again.ReportAt = tasks[0].Report, time.Now()
		h := start(t, Options{Tasks: append(tasks, again)}, 120, 40)
		defer h.stop()
		if n := h.app.Causes().Groups().Causes()[0].Tasks; n != 11 {
			t.Errorf("%d tasks have the cause, want 11", n)
		}
		h.app.session.Drop([]*model.Task{again}, nil)
		if n := h.app.Causes().Groups().Causes()[0].Tasks; n != 12 {
			t.Errorf("%d tasks have the cause when the later attempt is gone, want 12", n)
		}
	})
}
