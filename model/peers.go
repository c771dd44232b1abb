package model

import (
	"fmt"
	"slices"
	"time"
)

// Peers is how long tasks that have ended took, and how often one ends: what
// "slow" and "stalled" are measured against. The zero value knows too little
// and calls nothing slow or stalled.
type Peers struct {
	ran     []time.Duration // of tasks that ended, shortest first
	gaps    []time.Duration // between one end and the next, shortest first
	lastEnd time.Time       // by HubSpot's clock
	heard   time.Time       // when it last answered, by its clock: what is not asked cannot stall
	running int             // tasks that HubSpot has begun or queued
}

const (
	minPeers     = 20              // tasks that must have ended before others are measured against them
	stalledTimes = 10              // how many times the usual gap is far longer than usual
	stalledLeast = 2 * time.Minute // a pause that is never called a stall
)

// NewPeers measures the tasks of a watchlist.
func NewPeers(tasks []*Task) Peers {
	var p Peers
	var ends []time.Time
	var latest *Task // that was answered
	for _, t := range tasks {
		if at := t.CheckedAt(); !at.IsZero() && (latest == nil || at.After(latest.CheckedAt())) {
			latest = t
		}
		switch s := t.State(); {
		case s == StatePending || s == StateProcessing:
			p.running++
		case s.Final() && !t.Report.CompletedAt.IsZero():
			ends = append(ends, t.Report.CompletedAt)
			if d := t.Report.Ran(); d > 0 {
				p.ran = append(p.ran, d)
			}
		}
	}
	if latest != nil {
		p.heard = latest.Theirs(latest.CheckedAt())
	}
	slices.Sort(p.ran)
	slices.SortFunc(ends, time.Time.Compare)
	for i := 1; i < len(ends); i++ {
		p.gaps = append(p.gaps, ends[i].Sub(ends[i-1]))
	}
	slices.Sort(p.gaps)
	if len(ends) > 0 {
		p.lastEnd = ends[len(ends)-1]
	}
	return p
}

// usual is what 95 of 100 do not exceed; ok is false while too few are known.
func usual(sorted []time.Duration) (d time.Duration, ok bool) {
	if len(sorted) < minPeers {
		return 0, false
	}
	return sorted[(len(sorted)*95+99)/100-1], true
}

// Slow tells whether HubSpot works on the task for longer than it did on 95 of
// 100 of those that have ended.
func (p *Peers) Slow(t *Task, now time.Time) bool {
	limit, ok := usual(p.ran)
	if !ok || t.State() != StateProcessing {
		return false
	}
	d, known := t.InState(now)
	return known && d > limit
}

// SlowWhy says on what basis the task is called slow, "" if it is not.
func (p *Peers) SlowWhy(t *Task, now time.Time) string {
	if !p.Slow(t, now) {
		return ""
	}
	d, _ := t.InState(now)
	limit, _ := usual(p.ran)
	return fmt.Sprintf("slow: %s so far; 95 %% of the %d that have ended took %s or less", spoken(d), len(p.ran), spoken(limit))
}

// Stalled says on what basis the migration seemed to stand still when HubSpot
// last answered, "" if it did not.
func (p *Peers) Stalled() string {
	gap, ok := usual(p.gaps)
	quiet := p.heard.Sub(p.lastEnd)
	if !ok || p.running == 0 || quiet <= max(stalledLeast, stalledTimes*gap) {
		return ""
	}
	return fmt.Sprintf("stalled: nothing has ended for %s; usually %s pass at most, and %s not settled", spoken(quiet), spoken(gap), openTasks(p.running))
}

func openTasks(n int) string {
	if n == 1 {
		return "1 task is"
	}
	return Plural(n, "task") + " are"
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
