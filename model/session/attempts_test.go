package session

import (
	"slices"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// TestWhatIsReplacedCountsNowhere starts a later attempt at a folder that failed: the
// first one has no cause any more, is no part of an estimate, and nobody is told of
// it; when the later one is dropped, it counts again.
func TestWhatIsReplacedCountsNowhere(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	row := []model.Field{{Key: "folderId", Values: []model.Text{"900"}}, {Key: "name", Values: []model.Text{"x"}}}
	failed := &model.Task{ID: "first", AddedAt: at, Plan: row, ReportAt: at, AskedAt: at, Report: &model.Report{
		Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: at.Add(-time.Minute), StartedAt: at.Add(-time.Minute), CompletedAt: at,
		NumErrors: 1, Errors: []model.TaskError{{Category: "CONFLICT", Message: "It is locked."}},
	}}
	s := New(Start{Tasks: []*model.Task{failed}, Kept: true})
	if s.ToDo() != (ToDo{failed: 1}) || s.Causes().Groups().Tasks() != 1 || s.Flow().Ends.Last().IsZero() {
		t.Fatalf("to do are %+v", s.ToDo())
	}
	ch := s.Add([]intake.Found{{ID: "second", Plan: row}}, at.Add(time.Hour))
	if s.ToDo().Total() != 0 || s.Causes().Groups().Tasks() != 0 || !s.Flow().Ends.Last().IsZero() || s.Settled() || s.List().Total() != 1 {
		t.Errorf("to do are %+v", s.ToDo())
	}
	if !slices.Contains(ch.Tasks, failed) {
		t.Error("nobody is told that the first one is replaced")
	}
	s.Observe(model.Observe("first", at.Add(time.Hour), at.Add(time.Hour), model.Report{}, &model.CheckError{Kind: model.KindUnavailable}), 0)
	if out := s.Pack(at.Add(time.Hour)); len(out.Events) == 0 || !slices.Equal(out.Quiet, []model.TaskID{"first"}) {
		t.Errorf("quiet are %v of %+v", out.Quiet, out.Events)
	}
	s.Drop([]*model.Task{s.List().Task("second")}, nil)
	if s.ToDo() != (ToDo{failed: 1}) || s.Causes().Groups().Tasks() != 1 {
		t.Errorf("to do are %+v when the later one is dropped", s.ToDo())
	}
	if _, ok := s.Undo(); !ok || s.ToDo().Total() != 0 {
		t.Errorf("to do are %+v when it is back", s.ToDo())
	}
}
