package session

import (
	"fmt"
	"testing"
	"time"

	"hubwatch/model"
)

// BenchmarkNew begins a session with tasks that were left, one of ten of which
// has failed.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				tasks := left(n)
				b.StartTimer()
				New(Start{Tasks: tasks})
			}
		})
	}
}

// left is n tasks as they were left, one of ten of which has failed.
func left(n int) []*model.Task {
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	tasks := make([]*model.Task, n)
	for i := range tasks {
		r := model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: begun, StartedAt: begun, CompletedAt: begun.Add(time.Duration(i) * time.Second)}
		if i%10 == 0 {
			failed := broken(fmt.Sprint("CODE_", string(rune('A'+i%20))), fmt.Sprint("folder ", i))
			r.NumErrors, r.Errors = failed.NumErrors, failed.Errors
		}
		tasks[i] = &model.Task{ID: model.TaskID(fmt.Sprint("task-", i)), AddedAt: begun, Report: &r, ReportAt: begun, AskedAt: begun,
			Plan: []model.Field{{Key: "folder_id", Values: []model.Text{model.Text(fmt.Sprint(i))}}}}
	}
	return tasks
}
