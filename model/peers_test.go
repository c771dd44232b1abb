package model

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// ended is n tasks that ended every interval and ran for a second more each.
func ended(n int, begun time.Time, every time.Duration) []*Task {
	var tasks []*Task
	for i := range n {
		start := begun.Add(time.Duration(i) * every)
		tasks = append(tasks, &Task{ID: TaskID(fmt.Sprint("T", i)), Report: &Report{
			Status: StatusComplete, RawStatus: "COMPLETE", StartedAt: start, CompletedAt: start.Add(time.Duration(i+1) * time.Second),
		}})
	}
	return tasks
}

func TestSlow(t *testing.T) {
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	task := &Task{ID: "A", Report: &Report{Status: StatusProcessing, RawStatus: "PROCESSING", StartedAt: begun}}
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
	queued := &Task{ID: "B", Report: &Report{Status: StatusPending, RawStatus: "PENDING", RequestedAt: begun}}
	if p.Slow(queued, begun.Add(time.Hour)) {
		t.Error("a queued task is called slow: it is the queue that is long")
	}
	left := &Task{ID: "C", ReportAt: begun.Add(5 * time.Second), Report: task.Report}
	if p.Slow(left, begun.Add(time.Hour)) {
		t.Error("a task that nobody has asked for an hour is called slow")
	}
}

// TestPeersFollowTheTasks holds that tasks taken in one by one, again, anew and
// out are measured as they would be all at once, and which become slow by that.
func TestPeersFollowTheTasks(t *testing.T) {
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	all := ended(100, begun, time.Second)
	runs := &Task{ID: "A", Report: &Report{Status: StatusProcessing, RawStatus: "PROCESSING", StartedAt: begun}}
	var p Peers
	for i, at := range []int{70, 3, 3, 99, 50} {
		p.Learn(all[at])
		if p.Learn(runs); len(p.ran) != []int{1, 2, 2, 3, 4}[i] {
			t.Fatalf("%d peers after %d were taken in", len(p.ran), i+1)
		}
	}
	p.Forget("T3")
	for _, task := range all {
		p.Learn(task)
	}
	for _, task := range all[50:] {
		again := *task.Report
		again.Status, again.RawStatus, again.CompletedAt = StatusProcessing, "PROCESSING", time.Time{}
		p.Learn(&Task{ID: task.ID, Report: &again}) // HubSpot tells another story
	}
	if want := NewPeers(all[:50]); !slices.Equal(p.ran, want.ran) {
		t.Errorf("peers %v, want %v", p.ran, want.ran)
	}
	now := begun.Add(49 * time.Second) // 48 s is what 95 of 100 do not exceed
	if changed := p.Measure([]*Task{runs, all[0]}, now); len(changed) != 1 || changed[0] != runs || !p.Slow(runs, now) {
		t.Errorf("%v became slow", changed)
	}
	for _, task := range all[:50] {
		p.Forget(task.ID)
	}
	if changed := p.Measure([]*Task{runs, all[0]}, now); len(changed) != 1 || p.Slow(runs, now) || p.Measure([]*Task{runs}, now) != nil {
		t.Errorf("%v is slow no more", changed)
	}
}
