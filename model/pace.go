package model

import (
	"math"
	"time"
)

// MaxInFlight is how many checks may be under way at once.
const MaxInFlight = 16

// Pace says whether tasks may be checked now, and if not, why. The zero value
// sets no limit.
type Pace struct {
	Held bool // a user paused the polling

	stopped  *CheckError // asking is pointless until a user does something
	until    time.Time   // nothing is asked before
	reason   *CheckError // why not
	outage   outage
	answered bool        // HubSpot has given a report since the start
	refused  *CheckError // the latest refusal to tell about a task, since the last report
	refusals int         // of them, in a row
	limited  bool        // the following counts
	turns    int         // checks that the request limits allow now
	kept     int         // of them, for running tasks
	nextTurn time.Duration
	window   time.Duration
	atOnce   int  // requests that the window still allows now
	rush     rush // of first looks
}

// rush counts the checks that go out at once instead of evenly spread, because
// a user who has just added tasks waits to see them. The zero value is none.
type rush struct {
	on      bool // tasks are to be looked at
	until   time.Time
	left    int // requests that may still go out at once
	kept    int // requests of the window that do not, for what runs
	hurried int // requests that go out at once and are to be announced
}

const (
	rushPart   = 0.6 // of what the window still allows goes out at once
	runningAsk = 2   // requests that a running task needs within a window
)

// open begins or ends the rush, which lasts for a window. Part of what the
// window still allows is kept for running tasks; when all that went out is
// answered, no more than these need, if that makes the picture complete. Else
// there are tasks that run and were not found yet.
func (p *Pace) open(now time.Time, unknown, running, inFlight int) {
	r := &p.rush
	switch {
	case unknown == 0 || !p.limited:
		*r = rush{hurried: r.hurried}
	case !r.on && p.atOnce > 0:
		r.on, r.until = true, now.Add(p.window)
		r.left = int(math.Ceil(rushPart * float64(p.atOnce)))
		r.kept = p.atOnce - r.left
	case inFlight == 0 && now.Before(r.until):
		if kept := min(r.kept, runningAsk*running); unknown <= p.atOnce-kept {
			r.kept, r.left = kept, p.atOnce-kept
		}
	}
	if p.Held {
		r.kept = 0 // nothing else is asked
	}
}

// hurry takes one of the checks that go out at once, if there is one left.
func (p *Pace) hurry() bool {
	if p.rush.left == 0 || p.atOnce <= p.rush.kept {
		return false
	}
	p.atOnce--
	p.rush.left--
	p.rush.hurried++
	return true
}

// unhurry gives back what hurry took.
func (p *Pace) unhurry() {
	p.atOnce++
	p.rush.left++
	p.rush.hurried--
}

// Hurried returns how many of the checks that were due should go out at once,
// and resets the count. Whoever sends them must pass it to the limiter.
func (p *Pace) Hurried() int {
	n := p.rush.hurried
	p.rush.hurried = 0
	return n
}

// keptTurns is how many turns are kept for running tasks, so that these need
// not wait when they may be asked again.
const keptTurns = 2

// Turns sets how many checks the request limits allow now. Before the first
// call there is no limit. A check beyond it would only wait for its turn, and
// by then another task may be the better one to check.
func (p *Pace) Turns(b Budget) {
	p.limited, p.turns, p.nextTurn, p.atOnce, p.window = true, b.Turns, b.NextTurn, b.Free, b.Window
	p.kept = max(0, min(keptTurns, b.Burst-1))
}

// scarce reports whether the turns left are kept for running tasks.
func (p *Pace) scarce() bool { return p.limited && p.turns <= p.kept }

// Observe learns from one observation that w has applied. random is in [0,1) and
// spreads the probes during an outage. When an outage has ended, w forgives the
// failures that it caused.
func (p *Pace) Observe(o Observation, w *Watchlist, random float64) {
	if o.Err == nil {
		p.answered, p.refusals = true, 0
		p.sawAnswer(o.At, w)
		return
	}
	switch o.Err.Kind {
	case KindAuth:
		p.stopped = o.Err
	case KindPermission:
		p.refused = o.Err
		p.refusals++
		p.sawAnswer(o.At, w)
	case KindRateLimited, KindMoving:
		p.pause(o.At.Add(max(o.Err.RetryAfter, time.Second)), o.Err)
	case KindUnavailable, KindWrongRoute, KindBadReply:
		p.sawFailure(o, w, random)
	case KindNotFound, KindBadID:
		p.sawAnswer(o.At, w)
	}
}

func (p *Pace) pause(until time.Time, why *CheckError) {
	if until.After(p.until) {
		p.until, p.reason = until, why
	}
}

// refusedAfter is how many refusals, before any report, make sure that HubSpot
// refuses to tell about all tasks.
const refusedAfter = 20

// refuse stops polling while HubSpot refuses to tell about any open task. If it
// tells about some, a refusal is a fact about its task only.
func (p *Pace) refuse(w *Watchlist) {
	switch {
	case p.refused == nil:
	case !p.answered && p.refusals >= refusedAfter, w.onlyRefused():
		p.stopped = p.refused
	case p.stopped != nil && p.stopped.Kind == KindPermission:
		p.stopped = nil
	}
}

// Stopped returns why polling has stopped until the user does something, nil if
// it has not.
func (p *Pace) Stopped() *CheckError { return p.stopped }

// Paused returns why nothing is checked for now, and until when; nil if nothing
// is in the way.
func (p *Pace) Paused(now time.Time) (*CheckError, time.Time) {
	if now.Before(p.until) {
		return p.reason, p.until
	}
	return nil, time.Time{}
}

// Resume clears what stopped polling and lets the next probe of an outage go
// out now, because the user wants to try. A pause that HubSpot asked for stays.
func (p *Pace) Resume() {
	p.stopped, p.refused, p.refusals = nil, nil, 0
	if p.reason.unavailable() {
		p.until = time.Time{}
	}
}

// staleAfter is how old an answer may be in a pause before it counts as stale.
const staleAfter = 20 * time.Second

// Stale reports whether what is known about t may be out of date, because its
// own checks fail or because nothing can be checked at all.
func (p *Pace) Stale(t *Task, now time.Time) bool {
	if t.Report == nil || t.Frozen() {
		return t.Stale()
	}
	paused := now.Before(p.until) && now.Sub(t.ReportAt) > staleAfter
	return t.Stale() || p.stopped != nil || p.Outage() != nil || paused
}

// Open reports whether another check may begin while inFlight are under way, as
// soon as the request limits allow one.
func (p *Pace) Open(now time.Time, inFlight int) bool { return p.free(now, inFlight) > 0 }

// turn takes one of the checks that the request limits allow now, if there is
// one left.
func (p *Pace) turn() bool {
	if p.limited {
		p.turns--
		return p.turns >= 0
	}
	return true
}

// free returns how many more checks may begin now while inFlight are under way,
// request limits aside. While it is in doubt whether HubSpot answers at all, one
// check at a time shows whether it does.
func (p *Pace) free(now time.Time, inFlight int) int {
	switch {
	case p.stopped != nil, now.Before(p.until):
		return 0
	case p.outage.suspected():
		return max(0, 1-inFlight)
	}
	return max(0, MaxInFlight-inFlight)
}
