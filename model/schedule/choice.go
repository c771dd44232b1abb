package schedule

import (
	"math"
	"time"
)

// Next takes out the task to ask now, false if none may be. The task comes
// back with Answer, Ended or Failed.
func (s *Schedule[K]) Next(now time.Time) (k K, ok bool) {
	s.wake(now)
	best := s.best(now)
	if best == nil {
		return k, false
	}
	return s.take(best), true
}

// take takes a task out of its heap, to be asked.
func (s *Schedule[K]) take(it *item[K]) K {
	s.first.taken(!it.looked)
	s.leave(it)
	it.out, it.lost = true, true
	return it.key
}

// runningFirst is how much more urgent a task must be than one that runs to have
// the last turns.
const runningFirst = 2

// NextRunning is Next for turns that are scarce: they are for tasks that run,
// unless another one is much more urgent. Then nobody has them, and they are
// saved up for it.
func (s *Schedule[K]) NextRunning(now time.Time) (k K, ok bool) {
	s.wake(now)
	best, running, _ := s.highest(now)
	if running == nil || running.score*runningFirst < best.score {
		return k, false
	}
	return s.take(running), true
}

// onScreen is how much more a task on the screen counts.
const onScreen = 2

// best is the ready task with the highest score. The tasks of a class are
// alike but for when they were asked, so only the first of each counts.
func (s *Schedule[K]) best(now time.Time) *item[K] {
	if it := s.probe(); it != nil {
		return it
	}
	if s.first.due() {
		if it := s.unlooked(); it != nil {
			return it
		}
	}
	best, _, _ := s.highest(now)
	if best == nil {
		return s.unlooked()
	}
	return best
}

// highest is the tasks with the highest scores: of those of which something is
// known, of those of them that run, and of the others. A start is only worth
// looking for as far as the requests keep up with the ends: the more likely the
// most urgent running task has ended, the less.
func (s *Schedule[K]) highest(now time.Time) (asked, running, first *item[K]) {
	worth := 1.0
	largest := s.hazards.largest()
	floor := min(floorPart, floorSum/float64(len(s.items))) * largest
	for c := range s.ready {
		own := s.hazards.weight(class(c))
		for k := range s.ready[c] {
			it := s.ready[c][k].first()
			if it == nil {
				continue
			}
			weight := max(floor, own)
			if it.shown {
				weight = onScreen * max(floorPart*largest, own)
			}
			it.score = weight * float64(now.Sub(it.last())+time.Millisecond)
			if groupOf(class(c)) == waitingGroup && (it.phase == Waiting || !s.first.late()) {
				it.score *= worth
			}
			best := &asked
			if it.first() {
				best = &first
			}
			if *best == nil || it.score > (*best).score {
				*best = it
				if groupOf(class(c)) == runningGroup {
					running = it
					worth = math.Exp(-s.hazards.of(class(c)) * now.Sub(it.last()).Seconds() / 2)
				}
			}
		}
	}
	return asked, running, first
}

// probe is the task to ask for the search, if one is on.
func (s *Schedule[K]) probe() *item[K] {
	for {
		k, ok := s.search.next()
		if !ok {
			return nil
		}
		it := s.items[k]
		halving := s.search.on
		switch {
		case it != nil && it.phase == Unasked && it.heap != nil && it.heap != &s.resting:
			s.search.asking = halving
			return it
		case halving:
			s.search.skip()
			return nil
		}
	}
}
