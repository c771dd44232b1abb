package model

import (
	"fmt"
	"slices"
	"time"
)

// Peers is how long tasks that have ended took: what "slow" is measured
// against. The zero value knows too little and calls nothing slow.
type Peers struct {
	ran []time.Duration // of tasks that ended, shortest first
}

// minPeers is how many tasks must have ended before others are measured against
// them.
const minPeers = 20

// NewPeers measures the tasks of a watchlist.
func NewPeers(tasks []*Task) Peers {
	var p Peers
	for _, t := range tasks {
		if t.State().Final() && !t.Report.CompletedAt.IsZero() && t.Report.Ran() > 0 {
			p.ran = append(p.ran, t.Report.Ran())
		}
	}
	slices.Sort(p.ran)
	return p
}

// usual is what 95 of 100 do not exceed; ok is false while too few are known.
func usual(sorted []time.Duration) (d time.Duration, ok bool) {
	if len(sorted) < minPeers {
		return 0, false
	}
	return sorted[(len(sorted)*95+99)/100-1], true
}

// Slow tells whether HubSpot was at work on the task, when it last said so, for
// longer than on 95 of 100 of those that have ended: what nobody has asked since
// may have ended.
func (p *Peers) Slow(t *Task, now time.Time) bool {
	limit, ok := usual(p.ran)
	if !ok || t.State() != StateProcessing {
		return false
	}
	d, known := t.InState(t.asOf(now))
	return known && d > limit
}

// asOf is when HubSpot last reported on the task, at most now.
func (t *Task) asOf(now time.Time) time.Time {
	if t.ReportAt.IsZero() || t.ReportAt.After(now) {
		return now
	}
	return t.ReportAt
}

// SlowWhy says on what basis the task is called slow, "" if it is not.
func (p *Peers) SlowWhy(t *Task, now time.Time) string {
	if !p.Slow(t, now) {
		return ""
	}
	d, _ := t.InState(t.asOf(now))
	limit, _ := usual(p.ran)
	return fmt.Sprintf("slow: %s so far; 95 %% of the %d that have ended took %s or less", spoken(d), len(p.ran), spoken(limit))
}

// spoken is a duration with two units at most.
func spoken(d time.Duration) string {
	switch {
	case d < time.Second:
		return "1 s"
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d/time.Second))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d/time.Minute))
	}
	return fmt.Sprintf("%d h %d min", int(d/time.Hour), int(d%time.Hour/time.Minute))
}
