package schedule

import (
	"math"
	"time"
)

// Next takes out the task to check now; false if none may be checked, or none
// is worth a request. The task comes back with Answer, Ended or Failed.
func (s *Schedule[K]) Next(now time.Time) (k K, ok bool) {
	s.wake(now)
	best := s.best(now)
	if best == nil {
		return k, false
	}
	s.first.notePulse(now)
	return s.take(best), true
}

// take takes a task out of its heap, to be asked.
func (s *Schedule[K]) take(it *item[K]) K {
	if s.first.left == 0 {
		s.proof = min(2, s.proof+proofPart+proofInDoubt*s.doubt())
	}
	s.first.countTurn(!it.looked, s.firstShare())
	s.leave(it)
	s.scout.asked()
	it.out, it.lost, it.suspected = true, true, !it.searched.IsZero()
	return it.key
}

// runningFirst is how much more urgent a task must be than one that runs to have
// the last turns.
const runningFirst = 2

// NextRunning is Next for scarce turns: they are for running tasks, unless
// another task is much more urgent. Then nobody gets them, and they are saved
// up for it.
func (s *Schedule[K]) NextRunning(now time.Time) (k K, ok bool) {
	s.wake(now)
	best := s.highest(now)
	if best.running == nil || best.running.score*runningFirst < best.asked.score {
		return k, false
	}
	return s.take(best.running), true
}

const (
	onScreen     = 2                // how much more a task on the screen counts
	proofPart    = 1.0 / 128        // of the turns are for the task asked longest ago,
	proofInDoubt = 0.3              // and so many more the more the model fails
	confirmWorth = 0.075            // what a task must be worth to be asked rather than one that has arrived
	leastWorth   = 0.062            // to be asked at all, while it is known well what goes on
	wellKnown    = 0.2              // that is how much doubt there may be then
	idleMost     = 10 * time.Second // that nothing is asked because nothing is worth it, or what is believed were never tested
)

// best returns the ready task with the highest score, or the next to take a
// first look at. The tasks of a class are alike except for when they were
// asked, so only the first of each counts.
func (s *Schedule[K]) best(now time.Time) *item[K] {
	if it := s.oldest(); it != nil {
		return it
	}
	if it := s.suspect(now); it != nil && s.scout.suspects.turn() {
		return it
	}
	best := s.highest(now).asked
	if it, worth := s.nextLook(); it != nil && (best == nil || s.first.due() || best.score < max(leastWorth, worth)) {
		s.first.begin(it)
		return it
	}
	if best == nil || best.score < confirmWorth {
		if it := s.confirmation(now); it != nil {
			return it
		}
	}
	if s.idle = best != nil && best.score < leastWorth && s.doubt() < wellKnown && now.Sub(s.first.turnAt) < idleMost; s.idle {
		return nil
	}
	return best
}

// oldest returns now and then the task that was asked longest ago, whatever is
// thought of it: so that what is thought can be proved wrong, and no task
// starves.
func (s *Schedule[K]) oldest() *item[K] {
	if s.proof < 1 {
		return nil
	}
	var old *item[K]
	for c := range s.ready {
		for k := range s.ready[c] {
			if it := s.ready[c][k].first(); it != nil && (old == nil || it.last().Before(old.last())) {
				old = it
			}
		}
	}
	if old != nil {
		s.proof--
	}
	return old
}

// candidates are the tasks that it is worth most to ask, nil for none.
type candidates[K comparable] struct {
	asked   *item[K] // of those of which something is known
	running *item[K] // of them, if it runs or is presumed to
}

// highest finds the candidates. A start is only worth looking for as far as
// ends do not tell about it and the requests keep up with the ends: the more
// likely the most urgent running task has ended, the less.
func (s *Schedule[K]) highest(now time.Time) candidates[K] {
	var best candidates[K]
	start := startWorth * s.doubt()
	for c := range s.ready {
		for k := range plainUnasked {
			it := s.ready[c][k].first()
			if it == nil {
				continue
			}
			runs := class(c) < firstAbove
			score, sum := s.score(it, class(c), now)
			if !runs {
				score *= start
			}
			if it.shown {
				score *= onScreen
			}
			it.score = score
			if best.asked != nil && score <= best.asked.score {
				continue
			}
			if best.asked = it; runs {
				best.running = it
				start = startWorth * s.doubt() * math.Exp(-sum)
			}
		}
	}
	return best
}

// score returns what it is worth to ask a task of a class now, and the chance
// that it has changed, added up.
func (s *Schedule[K]) score(it *item[K], c class, now time.Time) (score, sum float64) {
	switch {
	case c < presumedClass:
		sum = s.lives.between(it.asked.Sub(it.since), now.Sub(it.since))
		return urgency(sum, now.Sub(it.asked)), sum
	case c < firstAbove:
		came := max(0, it.added.Sub(it.presumed)) // its age then, if it still ran
		sum = s.lives.between(came, now.Sub(it.presumed))
		r := s.presumptions.worth(it.why) * math.Exp(-s.lives.between(0, came))
		return r * urgency(sum, now.Sub(later(it.presumed, it.added))), r * sum
	}
	rate := s.hazards.of(c)
	sum = rate * now.Sub(it.last()).Seconds()
	return urgency(sum, now.Sub(it.last())), sum
}
