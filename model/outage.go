package model

import "time"

const (
	outageAfter  = 3                // failures in a row, of so many tasks, that make an outage
	longestProbe = 30 * time.Second // between two probes of an outage
	longestNamed = time.Minute      // the longest pause for a failure that names one: one machine of many may have said so
)

// outage tracks whether HubSpot answers at all: the failures since its latest
// answer about any task. The zero value has seen neither.
//
// A single task may have a trouble of its own, for which HubSpot has no usable
// reply while it answers about all others. So a failure counts only if the checks
// of its task did not fail before the latest answer, and one task alone proves
// nothing as long as others can be asked.
type outage struct {
	answered time.Time // the latest answer; zero before the first
	failures int       // since then, of the tasks that count
	tasks    int       // that failed since then and not before
	known    bool      // HubSpot has reported on one of these
	since    time.Time // since when one check at a time is made; zero if that is not so
	probes   int       // probes of this outage that failed, the failure that began it included
}

// suspected reports whether HubSpot may not answer at all.
func (s *outage) suspected() bool { return !s.since.IsZero() }

// unproven reports whether an outage is suspected and few probes have failed yet: it
// may still be troubles of these tasks.
func (s *outage) unproven() bool { return s.suspected() && s.probes < outageAfter }

// sawAnswer notes that HubSpot has told about a task, which ends an outage.
func (p *Pace) sawAnswer(at time.Time, w *Watchlist) {
	if p.outage.probes > 0 {
		w.forgive(at, p.outage.answered)
	}
	p.outage = outage{answered: at}
}

// sawFailure learns from a check without a usable reply. It pauses as long as the
// failure names, and backs off with full jitter during an outage.
func (p *Pace) sawFailure(o Observation, w *Watchlist, random float64) {
	s, t := &p.outage, w.Task(o.ID)
	if t == nil || s.probes == 0 && t.ownTrouble(s.answered) {
		return // during an outage it is a probe like any other
	}
	if named := o.Err.RetryAfter; named > 0 {
		p.pause(o.At.Add(min(named, longestNamed)), o.Err)
	}
	s.failures++
	s.known = s.known || t.Report != nil
	if t.failing.Equal(o.At) {
		s.tasks++
	}
	switch {
	case s.failures < outageAfter, s.tasks < outageAfter && !w.allFail():
		return // too early to tell
	case s.suspected():
		if o.AskedAt.Before(s.since) || o.AskedAt.Before(p.until) {
			return // an answer to a check from before
		}
	default:
		s.since = o.At
		if !s.known && !s.answered.IsZero() {
			return // each may have a trouble of its own: one more is asked first
		}
	}
	ceiling := min(longestProbe, time.Second<<min(s.probes, 10))
	s.probes++
	p.pause(o.At.Add(500*time.Millisecond+time.Duration(random*float64(ceiling))), o.Err)
}

// ownTrouble reports whether the checks of a task failed already before HubSpot
// told about another one.
func (t *Task) ownTrouble(answered time.Time) bool {
	return !t.failing.IsZero() && t.failing.Before(answered)
}

// Outage returns why no task can be checked at present, nil if they can.
func (p *Pace) Outage() *CheckError {
	if p.outage.probes > 0 {
		return p.reason
	}
	return nil
}

// allFail reports whether the checks of all open tasks fail.
func (w *Watchlist) allFail() bool {
	for _, t := range w.tasks {
		if t.failing.IsZero() && !t.Frozen() && !w.waits(t) {
			return false
		}
	}
	return true
}

// witness returns the task to ask when it is in doubt whether HubSpot answers at
// all: the one asked longest ago of those that it told about when last asked; nil
// if there is none.
func (w *Watchlist) witness() *Task {
	var best *Task
	for _, t := range w.tasks {
		if t.Report == nil || !t.failing.IsZero() || t.InFlight || t.Frozen() || w.waits(t) {
			continue
		}
		if best == nil || t.AskedAt.Before(best.AskedAt) {
			best = t
		}
	}
	return best
}

// forgive forgets the failed checks that an outage caused, which is over now, so
// that these tasks are asked first. What failed before HubSpot's last answer
// before it has other reasons.
func (w *Watchlist) forgive(now, before time.Time) {
	for _, t := range w.tasks {
		if t.Err.unavailable() && !t.InFlight && !w.waits(t) && !t.ownTrouble(before) {
			t.Failures = 0
			w.schedule.Failed(t.ID, now, now)
			w.schedule.Want(t.ID)
		}
	}
}
