package schedule

import (
	"math"
	"time"
)

// Forecast is how many checks the rules allow within d if things go on as they
// do now: tasks that run are followed by others that wait, as long as there
// are any. It looks at every task.
func (s *Schedule[K]) Forecast(now time.Time, d time.Duration) int {
	ends := s.endsPerSecond()
	left := s.Len()
	until := func(tasks int) float64 { // seconds until so many tasks have ended
		return min(d.Seconds(), float64(tasks)/ends)
	}
	if ends*d.Seconds() < 1 {
		return s.standstill(now, d)
	}
	n, ahead := 0.0, 0
	for it := s.queue.head; it != nil; it = it.node.next {
		ahead++
		if it.node.above != 0 || it.node.below != 0 {
			n += until(left) / s.spacing(it).Seconds() // others will be close to the gap then
		} else {
			n += s.rules.checks(now.Sub(it.since), until(ahead))
		}
	}
	for _, it := range s.items {
		if !it.node.in {
			n += until(left) / s.spacing(it).Seconds()
		}
	}
	return int(n)
}

// standstill is the forecast while no task is expected to end: the rules then
// ask each of them less and less often.
func (s *Schedule[K]) standstill(now time.Time, d time.Duration) int {
	n := 0.0
	for _, it := range s.items {
		n += s.rules.checks(now.Sub(it.standing()), d.Seconds())
	}
	return int(n)
}

// Left is how long it takes until every task has ended, if things go on as they
// do now: 0 if there is none, and false if that cannot be told.
func (s *Schedule[K]) Left() (time.Duration, bool) {
	ends := s.endsPerSecond()
	if ends == 0 {
		return 0, s.Len() == 0
	}
	return time.Duration(min(maxLeft.Seconds(), float64(s.Len())/ends) * float64(time.Second)), true
}

const maxLeft = 30 * 24 * time.Hour

// endsPerSecond is how many of the running tasks end in a second.
func (s *Schedule[K]) endsPerSecond() float64 {
	running := 0
	for _, it := range s.items {
		running += b2i(it.phase == Running)
	}
	return float64(running) * s.hazards.all[runningGroup].rate()
}

// spacing is the time the rules want between two checks of a task.
func (s *Schedule[K]) spacing(it *item[K]) time.Duration {
	if it.asked.IsZero() {
		return max(time.Second, s.rules.Spacing)
	}
	return max(time.Millisecond, s.rules.rest(it.shown || it.phase == Running, it.asked.Sub(it.standing())))
}

// checks is how often the rules allow to ask a task within the next seconds
// that has waited for age and goes on to wait.
func (r *Rules) checks(age time.Duration, seconds float64) float64 {
	if r.Part == 0 || r.Spacing == 0 {
		return seconds
	}
	from := age.Seconds()
	dense := r.Spacing.Seconds() / r.Part // until this age the spacing decides
	to := from + seconds
	n := max(0, min(to, dense)-from) / r.Spacing.Seconds()
	if to > dense {
		n += math.Log(to/max(from, dense)) / r.Part
	}
	return n
}

// Lived teaches how long a task ran that ended while nobody watched.
func (s *Schedule[K]) Lived(d time.Duration) {
	for octave := range ages {
		from, to := time.Duration(0), time.Second<<octave
		if octave > 0 {
			from = to / 2
		}
		last := d < to || octave == ages-1
		if last {
			to = d
		}
		s.hazards.count(firstRunning+class(octave), last, to-from)
		if last {
			return
		}
	}
}

// Interval is the time between two checks of a running task, of late: 0 if
// there were none.
func (s *Schedule[K]) Interval() time.Duration { return s.interval }

// paced takes note of the time between two checks of a running task.
func (s *Schedule[K]) paced(gap time.Duration) {
	if s.interval == 0 {
		s.interval = gap
		return
	}
	s.interval += (gap - s.interval) / 16
}

// NextAt tells whether any task may be asked now, and when one more may be: the
// zero time if there is none to wait for.
func (s *Schedule[K]) NextAt(now time.Time) (ready bool, rested time.Time) {
	s.wake(now)
	for c := range s.ready {
		for k := range s.ready[c] {
			ready = ready || s.ready[c][k].first() != nil
		}
	}
	if it := s.resting.first(); it != nil {
		rested = time.Unix(0, it.key2)
	}
	return ready, rested
}
