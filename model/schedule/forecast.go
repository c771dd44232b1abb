package schedule

import (
	"math"
	"time"
)

// TimeLeft estimates how long it takes until every task has ended at the present
// rate: 0 if there is none, and false if that cannot be told.
func (s *Schedule[K]) TimeLeft() (time.Duration, bool) {
	ends := s.endsPerSecond()
	if ends == 0 || s.lives.ends == 0 {
		return 0, s.Len() == 0
	}
	return time.Duration(min(maxLeft.Seconds(), float64(s.Len())/ends) * float64(time.Second)), true
}

const maxLeft = 30 * 24 * time.Hour

// endsPerSecond returns how many of the running tasks end in a second.
func (s *Schedule[K]) endsPerSecond() float64 {
	return float64(s.running+s.presumed) * s.lives.all.rate()
}

// Checks returns how many checks the rules allow within d for a task that has
// been in its phase for age and stays in it.
func (r *Rules) Checks(age, d time.Duration) float64 {
	if r.Part == 0 || r.Spacing == 0 {
		return d.Seconds()
	}
	from, to := age.Seconds(), (age + d).Seconds()
	dense := r.Spacing.Seconds() / r.Part // until this age the spacing decides
	n := max(0, min(to, dense)-from) / r.Spacing.Seconds()
	if to > dense {
		n += math.Log(to/max(from, dense)) / r.Part
	}
	return n
}

// AddRunTime records how long a task ran that ended while nobody watched.
func (s *Schedule[K]) AddRunTime(d time.Duration) { s.lives.count(0, d, true) }

// Interval returns the recent time between two checks of a running task: 0 if
// there were none.
func (s *Schedule[K]) Interval() time.Duration { return s.interval }

// noteInterval records the time between two checks of a running task.
func (s *Schedule[K]) noteInterval(gap time.Duration) {
	if s.interval == 0 {
		s.interval = gap
		return
	}
	s.interval += (gap - s.interval) / 16
}

// NextAt reports whether any task may be checked now, and returns when the next
// one may be: the zero time if there is none to wait for.
func (s *Schedule[K]) NextAt(now time.Time) (ready bool, rested time.Time) {
	s.wake(now)
	for c := range s.ready {
		for k := range s.ready[c] {
			ready = ready || s.ready[c][k].first() != nil
		}
	}
	ready = ready && !s.idle || s.confirmation(now) != nil // when idle, none was worth it just now
	for _, h := range []*heap[*item[K]]{&s.resting, &s.scout.confirms} {
		if it := h.first(); it != nil && it.rank > now.UnixNano() && (rested.IsZero() || it.rank < rested.UnixNano()) {
			rested = time.Unix(0, it.rank)
		}
	}
	return ready, rested
}
