package schedule

import (
	"math"
	"time"
)

// Forecast is how many checks the tasks will want within d if things go on as
// they do now: as many as of late, until all tasks have ended, first looks
// apart, and no more than the rules allow. It looks at every task.
func (s *Schedule[K]) Forecast(now time.Time, d time.Duration) int {
	seconds := d.Seconds()
	if ends := s.endsPerSecond(); ends > 0 {
		seconds = min(seconds, float64(s.Len())/ends)
	}
	return min(s.standstill(now, d), s.first.left+int(s.asks.rate(now)*seconds))
}

// pulse counts events, such that their rate of late can be told. The zero value
// has none.
type pulse struct {
	sum       float64 // of the events, each fading
	since, at time.Time
}

// pulseOver is the time in which an event fades to a third.
const pulseOver = 5 * time.Minute

func (p *pulse) count(now time.Time) {
	if p.since.IsZero() {
		p.since, p.at = now, now
	}
	p.sum, p.at = 1+p.sum*math.Exp(-now.Sub(p.at).Seconds()/pulseOver.Seconds()), now
}

// rate is how many events there were in a second of late, also if it has not
// been long since the first.
func (p *pulse) rate(now time.Time) float64 {
	over := pulseOver.Seconds()
	seen := over * -math.Expm1(-now.Sub(p.since).Seconds()/over)
	return p.sum * math.Exp(-now.Sub(p.at).Seconds()/over) / max(1, seen)
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
	if ends == 0 || s.lives.ends == 0 {
		return 0, s.Len() == 0
	}
	return time.Duration(min(maxLeft.Seconds(), float64(s.Len())/ends) * float64(time.Second)), true
}

const maxLeft = 30 * 24 * time.Hour

// endsPerSecond is how many of the running tasks end in a second.
func (s *Schedule[K]) endsPerSecond() float64 {
	return float64(s.running+s.presumed) * s.lives.all.rate()
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
func (s *Schedule[K]) Lived(d time.Duration) { s.lives.lived(0, d, true) }

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
	ready = ready && !s.idle || s.confirmation(now) != nil // when idle, none was worth it just now
	for _, h := range []*heap[*item[K]]{&s.resting, &s.scout.confirms} {
		if it := h.first(); it != nil && it.rank > now.UnixNano() && (rested.IsZero() || it.rank < rested.UnixNano()) {
			rested = time.Unix(0, it.rank)
		}
	}
	return ready, rested
}
