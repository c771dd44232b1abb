package session

import (
	"fmt"
	"testing"
	"time"

	"hubwatch/model"
)

// TestATaskThatIsOpenCostsARequest holds that the forecast is not none before
// the last task has ended, however cheap the others were.
func TestATaskThatIsOpenCostsARequest(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	var tasks []*model.Task
	for i := range 40 {
		tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", i)), AddedAt: now})
	}
	s := New(Start{Tasks: tasks})
	begun := now
	report := func(id model.TaskID, r model.Report) {
		now = now.Add(time.Second)
		r.RequestedAt = begun
		s.Observe(model.Observe(id, now, now, r, nil), 0)
	}
	for _, task := range tasks {
		report(task.ID, model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING", StartedAt: begun})
	}
	for i, task := range tasks[1:] {
		report(task.ID, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", StartedAt: begun, CompletedAt: now})
		if more, ok := s.More(); ok && more < len(tasks)-i-1 {
			t.Fatalf("%d more requests for %d open tasks", more, len(tasks)-i-1)
		}
	}
	if more, ok := s.More(); !ok || more < 1 {
		t.Errorf("%d more requests (known: %v) for the last task, want at least one", more, ok)
	}
}
