package model

import (
	"testing"
	"time"
)

// ended is n tasks that ended every interval and ran for a second more each.
func ended(n int, begun time.Time, every time.Duration) []*Task {
	var tasks []*Task
	for i := range n {
		start := begun.Add(time.Duration(i) * every)
		tasks = append(tasks, &Task{ID: "T", Report: &Report{
			Status: StatusComplete, Word: "COMPLETE", StartedAt: start, CompletedAt: start.Add(time.Duration(i+1) * time.Second),
		}})
	}
	return tasks
}

func TestSlow(t *testing.T) {
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	task := &Task{ID: "A", Report: &Report{Status: StatusProcessing, Word: "PROCESSING", StartedAt: begun}}
	for _, test := range []struct {
		peers int
		ran   time.Duration
		want  string
	}{
		{19, time.Hour, ""},
		{20, 19 * time.Second, ""},
		{20, 20 * time.Second, "slow: 20 s so far; 95 % of the 20 that have ended took 19 s or less"},
		{100, 95 * time.Second, ""},
		{100, 41 * time.Minute, "slow: 41 min so far; 95 % of the 100 that have ended took 1 min or less"},
	} {
		p := NewPeers(ended(test.peers, begun, time.Second))
		if got := p.SlowWhy(task, begun.Add(test.ran)); got != test.want {
			t.Errorf("%d peers, %v: %q, want %q", test.peers, test.ran, got, test.want)
		}
	}
	p := NewPeers(ended(100, begun, time.Second))
	queued := &Task{ID: "B", Report: &Report{Status: StatusPending, Word: "PENDING", RequestedAt: begun}}
	if p.Slow(queued, begun.Add(time.Hour)) {
		t.Error("a queued task is called slow: it is the queue that is long")
	}
	left := &Task{ID: "C", ReportAt: begun.Add(5 * time.Second), Report: task.Report}
	if p.Slow(left, begun.Add(time.Hour)) {
		t.Error("a task that nobody has asked for an hour is called slow")
	}
}
