package schedule

import (
	"math"
	"math/bits"
	"time"
)

// class is tasks that behave alike: the running ones by how long they have
// been running, the waiting ones by how close they are to where others have
// started, and those of which nothing is known.
type class int

const (
	ages      = 16 // octaves of a running task's age, from 1 s
	distances = 7  // octaves of the distance from a gap, and far

	firstRunning = class(0)
	firstAbove   = firstRunning + ages    // close to the gap before them
	firstBelow   = firstAbove + distances // close to the gap after them
	backlogClass = firstBelow + distances // never asked
	classes      = int(backlogClass) + 1
)

// classOf is the class a task belongs to now.
func (s *Schedule[K]) classOf(it *item[K], now time.Time) class {
	switch {
	case it.phase == Running:
		age := now.Sub(it.since) / time.Second
		return firstRunning + class(min(ages-1, bits.Len64(uint64(max(0, age)))))
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

// hazards are the estimates of how fast the answers of each class change.
// What is known of all running tasks, or of all waiting ones, stands in where
// a class has not been seen much: then orders that do not hold cost little.
type hazards struct {
	each [classes]estimate
	all  [groups]estimate
}

// The groups of classes.
const (
	runningGroup = iota
	waitingGroup
	backlogGroup
	groups
)

func groupOf(c class) int {
	switch {
	case c < firstAbove:
		return runningGroup
	case c < backlogClass:
		return waitingGroup
	}
	return backlogGroup
}

// estimate is changes found over the time in which they could happen. Both
// fade, so that the estimate follows the migration. Counting the time at the
// checks keeps it right however rarely a class is asked.
type estimate struct{ changes, exposure float64 }

func (e estimate) rate() float64 { return e.changes / e.exposure }

func (e *estimate) count(changed bool, exposure float64, memory float64) {
	fade := 1 - 1/memory
	e.changes, e.exposure = e.changes*fade, e.exposure*fade+exposure
	if changed {
		e.changes++
	}
}

const (
	memory      = 400.0 // checks after which a count has faded to a third
	groupMemory = 1000.0

	// No task weighs less than floorPart of the largest weight, as long as all
	// of them together do not come to more than floorSum of it: in a long list
	// the tasks that are far from their turn would take all requests.
	floorPart = 0.02
	floorSum  = 2.0

	// startWorth is what a start counts against an end: it tells a person
	// little, but we must know of it to look for the end.
	startWorth = 0.65
)

// trust is how many changes of its own a class needs to count as much as its
// group.
var trust = [groups]float64{10, 0.4, 1}

func newHazards() hazards {
	h := hazards{all: [groups]estimate{{1, 10}, {1, 100}, {1, 250}}}
	h.each[firstAbove] = estimate{2, 4} // HubSpot works in order until we learn otherwise
	return h
}

func (h *hazards) of(c class) float64 {
	g := groupOf(c)
	e, n := h.each[c], trust[g]
	return (e.changes + n) / (e.exposure + n/h.all[g].rate())
}

// weight is how much a second without an answer counts.
func (h *hazards) weight(c class) float64 {
	w := math.Sqrt(h.of(c))
	if groupOf(c) == waitingGroup {
		w *= startWorth
	}
	return w
}

// largest is the largest weight of any class.
func (h *hazards) largest() float64 {
	most := 0.0
	for c := range h.each {
		most = max(most, h.weight(class(c)))
	}
	return most
}

func (h *hazards) count(c class, changed bool, exposure time.Duration) {
	seconds := max(0.01, exposure.Seconds())
	h.each[c].count(changed, seconds, memory)
	h.all[groupOf(c)].count(changed, seconds, groupMemory)
}
