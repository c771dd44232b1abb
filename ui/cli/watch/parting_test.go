package watch

import (
	"fmt"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

func TestParting(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		ok, failed, open int
		planned          bool
		want             string
	}{
		{},
		{ok: 3, want: "all 3 tasks arrived"},
		{ok: 1, planned: true, want: "1 folder arrived"},
		{ok: 130, failed: 30, planned: true, want: "130 of 160 folders arrived, 30 to do again: hubwatch rerun -o csv > rerun.csv"},
		{ok: 1, failed: 1, want: "1 of 2 tasks arrived, 1 to do again: hubwatch report > report.md"},
		{ok: 1000, failed: 1, open: 2, planned: true, want: "1,000 of 1,003 folders arrived, 1 to do again, 2 on their way: hubwatch wait"},
	} {
		var tasks []*model.Task
		add := func(n int, r *model.Report) {
			for range n {
				task := &model.Task{ID: model.TaskID(fmt.Sprint("t", len(tasks))), AddedAt: at, Report: r, ReportAt: at}
				if tc.planned {
					task.Plan = []model.Field{{Key: "folderId", Values: []model.Text{model.Text(fmt.Sprint(900 + len(tasks)))}}}
				}
				tasks = append(tasks, task)
			}
		}
		add(tc.ok, &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"})
		add(tc.failed, &model.Report{Status: model.StatusCanceled, RawStatus: "CANCELED"})
		add(tc.open, nil)
		if got := Parting(&session.New(session.Start{Tasks: tasks}).Known, "hubwatch"); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}
