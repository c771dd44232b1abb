package plan

import (
	"testing"
	"time"

	"hubwatch/model"
)

// TestPutRight holds that a failure counts no more once a later attempt at the
// same folder has settled well, and only then.
func TestPutRight(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	attempt := func(id string, minute, errors int, status model.Status) *model.Task {
		return &model.Task{ID: model.TaskID(id), AddedAt: at.Add(time.Duration(minute) * time.Minute), ReportAt: at,
			Plan:   []model.Field{{Key: "folderId", Values: []model.Text{"900100200300"}}},
			Report: &model.Report{Status: status, NumErrors: errors}}
	}
	first, second := attempt("first", 1, 1, model.StatusComplete), attempt("second", 2, 1, model.StatusComplete)
	tr := Track(&Plan{}, []*model.Task{first, second})
	if tr.PutRight(first) || tr.PutRight(second) {
		t.Error("an attempt that failed puts nothing right")
	}
	third := attempt("third", 3, 0, model.StatusProcessing)
	tr.Apply(third)
	if tr.PutRight(first) {
		t.Error("an attempt that goes on puts nothing right yet")
	}
	third = attempt("third", 3, 0, model.StatusComplete)
	tr.Apply(third)
	if !tr.PutRight(first) || !tr.PutRight(second) || tr.PutRight(third) {
		t.Errorf("the third attempt is ok: %v %v %v", tr.PutRight(first), tr.PutRight(second), tr.PutRight(third))
	}
	if n := tr.AttemptNumber("second"); n != 2 {
		t.Errorf("the second is attempt %d", n)
	}
	if n := tr.AttemptNumber("nobody"); n != 1 {
		t.Errorf("an unknown one is attempt %d", n)
	}
	if tr.PutRight(&model.Task{ID: "nobody"}) {
		t.Error("nobody is put right")
	}
}
