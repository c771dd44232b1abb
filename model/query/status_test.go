package query

import (
	"testing"

	"hubwatch/model"
)

// TestStatusKnowsBothWords holds that a status is asked for by its state and by
// HubSpot's own word, also one that nobody knows.
func TestStatusKnowsBothWords(t *testing.T) {
	task := func(word string, errors int) *model.Task {
		return &model.Task{ID: "X", Report: &model.Report{RawStatus: model.Text(word), Status: model.ParseStatus(word), NumErrors: errors}}
	}
	queued, canceled, broken, missing := task("QUEUED_FOR_RETRY", 0), task("CANCELED", 0), task("CANCELED", 2), &model.Task{ID: "Y"}
	for _, tc := range []struct {
		filter string
		task   *model.Task
		want   bool
	}{
		{"status:QUEUED", queued, true}, {"status:unknown", queued, true}, {"status:QUEUED_FOR_RETRY", queued, true}, {"status:RETRY", queued, false},
		{"status:canceled", canceled, true}, {"status:canceled", broken, true}, {"status:errors", broken, true}, {"status:canc", broken, true},
		{"status=canceled", canceled, true}, {"status=canceled", broken, false}, {"status=errors", broken, true},
		{"status:failed", broken, true}, {"status:fail", broken, true}, {"status=failed", broken, true}, {"failed", broken, true}, {"status:failed", canceled, false},
		{"status:QUEUED,errors", broken, true}, {"status:QUEUED", missing, false}, {"status:unchecked", missing, true},
	} {
		q, err := Parse(tc.filter)
		if err != nil {
			t.Errorf("%s: %v", tc.filter, err)
		} else if got := q.Match(tc.task, &Facts{}); got != tc.want {
			t.Errorf("%s of %s: %v, want %v", tc.filter, tc.task.State().Word(), got, tc.want)
		}
	}
}
