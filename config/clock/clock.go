// Package clock tells the time that hubwatch goes by.
//
// The clock of a machine can be set while a program runs: by a user, by a time
// server after the start, by the host of a virtual machine. A wait, a turn, a
// timeout or an age must not follow it there. The monotonic clock cannot be
// set, but on most systems it stands still while the machine sleeps.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock begins with the time of the machine and then runs evenly, sleep
// included, however the machine's clock is set. Make one with [New] or [From].
// It is safe for concurrent use.
type Clock struct {
	wall    func() time.Time
	elapsed func() time.Duration
	begin   time.Time     // by the wall clock, without a monotonic reading
	from    time.Duration // elapsed at begin
	latest  atomic.Int64  // the latest elapsed time told, so that none is told before it
}

// New makes the clock of this process.
func New() *Clock {
	start, asleep := time.Now(), asleep()
	return From(time.Now, func() time.Duration { return time.Since(start) + sleptSince(asleep) })
}

// From makes a clock of the machine's clock and of the time that has passed
// since any fixed moment.
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

// Wall returns what the clock of the machine says, which all processes see and
// which may be set at any moment.
func (c *Clock) Wall() time.Time { return c.wall().Round(0) }

// Step returns how far the clock of the machine has been set since the start:
// positive if ahead. Running evenly it is off by next to nothing.
func (c *Clock) Step() time.Duration { return c.Wall().Sub(c.Now()) }

// shortestSleep is the shortest sleep that counts. The two clocks it is the
// difference of are read one after the other.
const shortestSleep = time.Second

// sleptSince returns how long the machine has slept since it had slept for
// before.
func sleptSince(before time.Duration) time.Duration {
	if d := asleep() - before; d >= shortestSleep {
		return d
	}
	return 0
}
