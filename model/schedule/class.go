package schedule

import (
	"math/bits"
	"time"
)

// class is tasks that behave alike: the running ones by how long they have
// been running, the waiting ones by how close they are to where others have
// started, and those of which nothing is known.
type class int

const (
	distances = 7 // octaves of the distance from a gap, and far

	firstRunning  = class(0)                       // by age, see lifetimes
	presumedClass = firstRunning + ages            // presumed to run, by the reason
	earlierClass  = presumedClass + class(reasons) // presumed to run since before they were added
	firstAbove    = earlierClass + 1               // close to the gap before them
	firstBelow    = firstAbove + distances         // close to the gap after them
	backlogClass  = firstBelow + distances         // never asked
	classes       = int(backlogClass) + 1
)

// classOf returns the class a task belongs to now.
func (s *Schedule[K]) classOf(it *item[K], now time.Time) class {
	switch {
	case it.phase == Running:
		return firstRunning + class(spanOf(now.Sub(it.since).Seconds()))
	case !it.presumed.IsZero() && it.presumed.Before(it.added):
		return earlierClass
	case !it.presumed.IsZero():
		return presumedClass + class(it.why)
	}
	above, below := it.node.above, it.node.below
	if it.phase == Unasked && above == 0 && below == 0 {
		return backlogClass
	}
	if above != 0 && (below == 0 || above <= below) {
		return firstAbove + octave(above)
	}
	if below != 0 {
		return firstBelow + octave(below)
	}
	return firstAbove + distances - 1
}

func octave(d int) class { return class(min(distances-2, bits.Len(uint(d-1)))) }

// hazards are the estimates of how fast the waiting tasks of each class start.
// What is known of all of them stands in where a class has not been seen much:
// then orders that do not hold cost little.
type hazards struct {
	each [classes]estimate
	all  estimate
}

// estimate is changes found over the time in which they could happen. Both
// fade, so that the estimate follows the migration. Counting the time at the
// checks keeps it right however rarely a class is asked.
type estimate struct{ changes, exposure float64 }

func (e estimate) rate() float64 { return e.changes / e.exposure }

// guess returns the rate where another one is the guess, which counts as some
// changes.
func (e estimate) guess(rate, trust float64) float64 {
	return (e.changes + trust) / (e.exposure + trust/rate)
}

func (e *estimate) count(changed bool, exposure, memory float64) {
	e.add(float64(b2i(changed)), exposure, memory)
}

// add counts changes over an exposure, if there was any.
func (e *estimate) add(changes, exposure, memory float64) {
	if exposure <= 0 {
		return
	}
	fade := 1 - 1/memory
	e.changes, e.exposure = e.changes*fade+changes, e.exposure*fade+exposure
}

const (
	memory      = 400.0 // checks after which a count has faded to a third
	groupMemory = 1000.0

	// startWorth is what a start counts against an end: it tells a user little,
	// but we must know of it to look for the end.
	startWorth = 0.5

	// trust is how many changes of its own a class needs to count as much as all
	// waiting tasks.
	trust = 0.4
)

func newHazards() hazards {
	h := hazards{all: estimate{1, 100}}
	h.each[firstAbove] = estimate{2, 4} // HubSpot works in order until we learn otherwise
	return h
}

// of returns the chance in a second that a waiting task of a class starts.
func (h *hazards) of(c class) float64 {
	return h.each[c].guess(h.all.rate(), trust)
}

func (h *hazards) count(c class, changed bool, exposure time.Duration) {
	seconds := max(0.01, exposure.Seconds())
	h.each[c].count(changed, seconds, memory)
	h.all.count(changed, seconds, groupMemory)
}
