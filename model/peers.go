package model

import (
	"fmt"
	"slices"
	"time"
)

// Peers measures how long ended tasks took, which is what "slow" is compared
// with. The zero value knows too little and calls nothing slow.
type Peers struct {
	of    map[TaskID]time.Duration // tasks that ended
	ran   []time.Duration          // the same, shortest first
	limit time.Duration            // what 95 of 100 do not exceed, as last measured; 0 while too few are known
	among int                      // how many had ended then
}

// minPeers is how many tasks must have ended before others are compared with them.
const minPeers = 20

// NewPeers returns the measure of the given tasks.
func NewPeers(tasks []*Task) Peers {
	var p Peers
	for _, t := range tasks {
		p.Learn(t)
	}
	p.measure()
	return p
}

// Learn adds or updates a task. It counts from the next [Peers.Measure] on.
func (p *Peers) Learn(t *Task) {
	if !t.State().Final() || t.Replaced() || t.Report.CompletedAt.IsZero() || t.Report.Ran() <= 0 {
		p.Forget(t.ID)
		return
	}
	ran := t.Report.Ran()
	if p.of[t.ID] == ran {
		return
	}
	p.Forget(t.ID)
	if p.of == nil {
		p.of = map[TaskID]time.Duration{}
	}
	at, _ := slices.BinarySearch(p.ran, ran)
	p.ran, p.of[t.ID] = slices.Insert(p.ran, at, ran), ran
}

// Forget takes out a task that is no longer watched.
func (p *Peers) Forget(id TaskID) {
	if ran, ok := p.of[id]; ok {
		at, _ := slices.BinarySearch(p.ran, ran)
		p.ran = slices.Delete(p.ran, at, at+1)
		delete(p.of, id)
	}
}

// Measure works out again what is slow, and returns the tasks that became slow
// or ceased to be.
func (p *Peers) Measure(tasks []*Task, now time.Time) (changed []*Task) {
	before := *p
	if p.measure(); p.limit == before.limit {
		return nil
	}
	for _, t := range tasks {
		if p.Slow(t, now) != before.Slow(t, now) {
			changed = append(changed, t)
		}
	}
	return changed
}

func (p *Peers) measure() {
	p.limit, p.among = 0, len(p.ran)
	if p.among >= minPeers {
		p.limit = p.ran[(p.among*95+99)/100-1]
	}
}

// Usual returns the duration that 95 of 100 ended tasks did not exceed, 0 while
// too few have ended.
func (p *Peers) Usual() time.Duration { return p.limit }

// Among returns how many ended tasks the measure rests on.
func (p *Peers) Among() int { return p.among }

// Slow reports whether HubSpot had been working on the task, when it last said
// so, for longer than on 95 of 100 ended tasks. The time since does not count:
// the task may have ended meanwhile.
func (p *Peers) Slow(t *Task, now time.Time) bool {
	if p.limit == 0 || t.Replaced() || t.State() != StateProcessing {
		return false
	}
	d, known := t.InState(t.asOf(now))
	return known && d > p.limit
}

// asOf returns when HubSpot last reported on the task, at most now.
func (t *Task) asOf(now time.Time) time.Time {
	if t.ReportAt.IsZero() || t.ReportAt.After(now) {
		return now
	}
	return t.ReportAt
}

// SlowWhy says why the task is called slow, "" if it is not.
func (p *Peers) SlowWhy(t *Task, now time.Time) string {
	if !p.Slow(t, now) {
		return ""
	}
	d, _ := t.InState(t.asOf(now))
	return fmt.Sprintf("slow: %s so far; 95 %% of the %d that have ended took %s or less", spoken(d), p.among, spoken(p.limit))
}

// spoken returns a duration with two units at most.
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
