// Package clock tells the time that hubwatch uses.
//
// A machine's clock can be set while a program runs: by the user, by a time
// server after the start, by the host of a virtual machine. Waits, turns,
// timeouts and ages must not follow it there. The monotonic clock cannot be
// set, but on most systems it stops while the machine sleeps.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock begins with the machine's time and then runs evenly, sleep included,
// however the machine's clock is set. Make one with [New] or [From]. It is safe
// for concurrent use.
type Clock struct {
	wall    func() time.Time
	elapsed func() time.Duration
	begin   time.Time     // by the wall clock, without a monotonic reading
	from    time.Duration // elapsed at begin
	latest  atomic.Int64  // the latest elapsed time told, so that none is told before it
}

// New returns the clock of this process.
func New() *Clock {
	start, asleep := time.Now(), asleep()
	return From(time.Now, func() time.Duration { return time.Since(start) + sleptSince(asleep) })
}

// From returns a clock made from the machine's clock and the time that has
// passed since any fixed moment.
func From(wall func() time.Time, elapsed func() time.Duration) *Clock {
	return &Clock{wall: wall, elapsed: elapsed, begin: wall().Round(0), from: elapsed()}
}

// Now returns the time. It has no monotonic reading, and never goes back.
func (c *Clock) Now() time.Time {
	now := c.elapsed() - c.from
	for {
		latest := c.latest.Load()
		if int64(now) <= latest {
			return c.begin.Add(time.Duration(latest))
		}
		if c.latest.CompareAndSwap(latest, int64(now)) {
			return c.begin.Add(now)
		}
	}
}

// Wall returns the time of the machine's clock, which all processes see and
// which may be set at any moment.
func (c *Clock) Wall() time.Time { return c.wall().Round(0) }

// Step returns how far the machine's clock has been set since the start,
// positive if ahead. Both clocks run at the same rate.
func (c *Clock) Step() time.Duration { return c.Wall().Sub(c.Now()) }

// shortestSleep is the shortest sleep that counts. The two clocks it is the
// difference of are read one after the other.
const shortestSleep = time.Second

// sleptSince returns how long the machine has slept since it had slept for before.
func sleptSince(before time.Duration) time.Duration {
	if d := asleep() - before; d >= shortestSleep {
		return d
	}
	return 0
}
