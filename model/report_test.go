package model_test

import (
	"testing"

	"hubwatch/model"
)

// TestAnAnswerTooLongToKeep holds what is said of a task whose errors are not all
// kept because the answer was too long.
func TestAnAnswerTooLongToKeep(t *testing.T) {
	one := model.TaskError{Category: "CONFLICT", Message: "It is there."}
	for _, tc := range []struct {
		length string
		errors []model.TaskError
		count  int
		want   string
	}{
		{"", []model.TaskError{one}, 3, "COMPLETE with 3 errors: CONFLICT: It is there."},
		{"9437184", []model.TaskError{one}, 41_000, "COMPLETE with 41,000 errors (1 kept, the answer is too long: 9.4 MB): CONFLICT: It is there."},
		{"9437184", []model.TaskError{one}, 1, "COMPLETE with 1 error: CONFLICT: It is there."},
		{"9437184", nil, 3, "COMPLETE with 3 errors; the answer is too long to keep them (9.4 MB)"},
		{">67108864", []model.TaskError{one}, 1, "COMPLETE with at least 1 error (1 kept, the answer is too long: over 67.1 MB): CONFLICT: It is there."},
		{"many", nil, 3, "COMPLETE with 3 errors, and HubSpot did not say which"},
	} {
		r := &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: tc.count, Errors: tc.errors}
		if tc.length != "" {
			r.Headers = []model.Field{{Key: "Date", Values: []model.Text{"x"}}, {Key: model.LengthHeader, Values: []model.Text{model.Text(tc.length)}}}
		}
		if got := (&model.Task{Report: r}).Why(); got != tc.want {
			t.Errorf("%s: %s\nwant %s", tc.length, got, tc.want)
		}
	}
}
