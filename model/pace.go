package model

import "time"

const (
	// MaxInFlight is how many checks may be under way at once.
	MaxInFlight = 16

	outageAfter  = 3                // failures in a row, over all tasks, that make an outage
	longestProbe = 30 * time.Second // between two probes of an outage
)

// Pace says whether tasks may be asked now, and if not, why not. The zero
// value asks freely.
type Pace struct {
	Held bool // a person paused the polling

	stopped  *CheckError // asking is pointless until a person does something
	until    time.Time   // nothing is asked before
	reason   *CheckError // why not
	failures int         // checks in a row without a usable reply, over all tasks
	rounds   int         // probes of this outage that failed
	answered bool        // HubSpot has given a report since the start
	refused  *CheckError // the latest refusal to tell of a task, since the last report
	refusals int         // of them, in a row
	limited  bool        // the following counts
	turns    int         // checks that the request limits allow now
	kept     int         // of them, for running tasks
	nextTurn time.Duration
}

// keptTurns is how many turns are kept for running tasks, so that these need
// not wait when they may be asked again.
const keptTurns = 2

// Turns says how many checks the request limits allow now. Until it is called
// any number is; a check beyond it waits for its turn, and may find that
// another task would be the better one to ask by then.
func (p *Pace) Turns(b Budget) {
	p.limited, p.turns, p.nextTurn = true, b.Turns, b.NextTurn
	p.kept = max(0, min(keptTurns, b.Burst-1))
}

// scarce tells whether the turns that are left are kept for running tasks.
func (p *Pace) scarce() bool { return p.limited && p.turns <= p.kept }

// Observe learns from one observation. random is in [0,1) and spreads the
// probes of an outage. It returns true if an outage has just ended.
func (p *Pace) Observe(o Observation, random float64) (back bool) {
	outage := p.Outage() != nil
	p.observe(o, random)
	return outage && p.Outage() == nil
}

func (p *Pace) observe(o Observation, random float64) {
	if o.Err == nil {
		p.answered, p.failures, p.rounds, p.refusals = true, 0, 0, 0
		return
	}
	switch o.Err.Kind {
	case KindAuth:
		p.stopped = o.Err
	case KindPermission:
		p.failures, p.rounds, p.refused = 0, 0, o.Err
		p.refusals++
	case KindRateLimited, KindMoving:
		p.pause(o.At.Add(max(o.Err.RetryAfter, time.Second)), o.Err)
	case KindUnavailable, KindWrongRoute:
		p.unavailable(o, random)
	case KindNotFound, KindBadID, KindBadReply:
		p.failures, p.rounds = 0, 0 // HubSpot answers; the trouble is this task's own
	}
}

func (p *Pace) pause(until time.Time, why *CheckError) {
	if until.After(p.until) {
		p.until, p.reason = until, why
	}
}

// refusedAfter is how many refusals, before any report, make sure that HubSpot
// refuses to tell of all tasks.
const refusedAfter = 20

// refuse stops the polling while HubSpot refuses to tell of any task that goes
// on. If it tells of others, the refusal is a fact of the task.
func (p *Pace) refuse(w *Watchlist) {
	switch {
	case p.refused == nil:
	case !p.answered && p.refusals >= refusedAfter, w.onlyRefused():
		p.stopped = p.refused
	case p.stopped != nil && p.stopped.Kind == KindPermission:
		p.stopped = nil
	}
}

// unavailable backs off with full jitter once failures come in a row.
func (p *Pace) unavailable(o Observation, random float64) {
	p.failures++
	if p.failures < outageAfter || o.AskedAt.Before(p.until) {
		return // too early to tell, or an answer to a check from before
	}
	ceiling := min(longestProbe, time.Second<<min(p.rounds, 10))
	p.rounds++
	p.pause(o.At.Add(500*time.Millisecond+time.Duration(random*float64(ceiling))), o.Err)
}

// Outage is why no task can be learned of at present, nil if they can.
func (p *Pace) Outage() *CheckError {
	if p.failures >= outageAfter {
		return p.reason
	}
	return nil
}

// Stopped is why nothing is asked until a person does something, or nil.
func (p *Pace) Stopped() *CheckError { return p.stopped }

// Paused is why nothing is asked before the given time; the error is nil if
// nothing is in the way.
func (p *Pace) Paused(now time.Time) (*CheckError, time.Time) {
	if now.Before(p.until) {
		return p.reason, p.until
	}
	return nil, time.Time{}
}

// Resume forgets what stopped the polling and when the next probe of an outage
// is, because a person wants to try now. A pause that HubSpot asked for stays.
func (p *Pace) Resume() {
	p.stopped, p.refused, p.refusals = nil, nil, 0
	if p.reason.unavailable() {
		p.until = time.Time{}
	}
}

// staleAfter is how old an answer may be in a pause before it counts as stale.
const staleAfter = 20 * time.Second

// Stale tells whether what is known of t may be out of date: its own checks
// fail, or nothing can be asked at all.
func (p *Pace) Stale(t *Task, now time.Time) bool {
	if t.Report == nil || t.Frozen() {
		return t.Stale()
	}
	paused := now.Before(p.until) && now.Sub(t.ReportAt) > staleAfter
	return t.Stale() || p.stopped != nil || p.Outage() != nil || paused
}

// Open tells whether another check may begin with inFlight under way, as soon
// as the request limits allow one.
func (p *Pace) Open(now time.Time, inFlight int) bool { return p.free(now, inFlight) > 0 }

// room is how many more checks may begin now, with inFlight under way.
func (p *Pace) room(now time.Time, inFlight int) int {
	if p.limited {
		return min(p.turns, p.free(now, inFlight))
	}
	return p.free(now, inFlight)
}

// free is room apart from the request limits. An outage is probed one check at
// a time.
func (p *Pace) free(now time.Time, inFlight int) int {
	switch {
	case p.stopped != nil, now.Before(p.until):
		return 0
	case p.failures >= outageAfter:
		return max(0, 1-inFlight)
	}
	return max(0, MaxInFlight-inFlight)
}
