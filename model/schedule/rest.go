package schedule

import "time"

// Rules are the politeness rules. The zero value has none.
type Rules struct {
	Spacing time.Duration // between two checks of a task, at least
	Part    float64       // of the time in a phase that passes between two checks
	Longest time.Duration // that Part asks for, of a task that runs or is on the screen
}

// Polite are hubwatch's rules: you learn of a change within 5 % of the time it
// took, and more requests than that gain nothing.
var Polite = Rules{Spacing: 2 * time.Second, Part: 0.05, Longest: time.Minute}

// rested returns when the rules allow to ask the task again.
func (s *Schedule[K]) rested(it *item[K]) time.Time {
	if it.asked.IsZero() {
		return it.failedTo
	}
	if !it.presumed.IsZero() {
		return later(it.failedTo, it.asked.Add(s.rules.Spacing))
	}
	rested := it.asked.Add(s.rules.rest(it.shown || it.phase == Running, it.asked.Sub(it.standing())))
	return later(it.failedTo, rested)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// standing returns since when nothing has moved here: in the queue, how long it
// has stood still counts.
func (it *item[K]) standing() time.Time {
	if it.phase == Waiting && it.moved.After(it.since) {
		return it.moved
	}
	return it.since
}

// rest returns how long a task is left alone that has been in its phase for
// age.
func (r *Rules) rest(closely bool, age time.Duration) time.Duration {
	rest := time.Duration(r.Part * float64(age))
	if closely {
		rest = min(rest, r.Longest)
	}
	return max(r.Spacing, rest)
}

// wake moves the tasks that have rested to those that may be asked.
func (s *Schedule[K]) wake(now time.Time) {
	s.noteGap(now)
	for it := s.resting.first(); it != nil && it.rank <= now.UnixNano(); it = s.resting.first() {
		s.leave(it)
		s.put(it, now)
	}
}
