package schedule

import (
	"math"
	"time"
)

const (
	ages      = 72   // ages are told apart by: four to an octave, from a quarter of a second
	spanLeast = 0.25 // seconds: the first of them ends here
	lives     = 150  // tasks after which what was learned of one has faded to a third
	spanTrust = 1.0  // ends in a span that what is known about those around it counts as
	around    = 2    // that is so many on either side, half an octave
	wideTrust = 0.4  // ends in all these that the chance at all ages counts as
	fewLives  = 8    // until so many have ended it is guessed by the age, if that is more:

	// a task is as likely to end before it is twice as old as not to, or nearly.
	// What tasks have lived through without an end counts against that at once.
	unknownEnds = 0.5
)

// lifetimes is how long tasks run: the chance to end, by age. Both the ends and
// the time in which they could have happened are counted, also that of tasks
// that run still, so that long ones count as much as short ones. The zero value
// must not be used; see newLifetimes.
type lifetimes struct {
	each [ages]estimate
	all  estimate
	ends int
	sums [ages + 1]float64 // the chance to end, added up over the time until each span begins
	old  bool              // sums are
}

func newLifetimes() lifetimes { return lifetimes{all: estimate{1, 10}, old: true} }

// spanOf returns the span an age belongs to.
func spanOf(age float64) int {
	if age < spanLeast {
		return 0
	}
	return min(ages-1, 1+int(4*math.Log2(age/spanLeast)))
}

// begins is when each span begins, in seconds.
var begins = func() (at [ages + 1]float64) {
	for s := range ages {
		at[s+1] = spanLeast * math.Exp2(float64(s)/4)
	}
	return at
}()

// count records that a task was seen to run from one age to another, and whether
// it has ended there.
func (l *lifetimes) count(from, to time.Duration, ended bool) {
	a, b := max(0, from.Seconds()), max(0, to.Seconds())
	if b < a {
		return
	}
	l.old = true
	for s := spanOf(a); ; s++ {
		end := begins[s+1]
		if b <= end || s == ages-1 {
			l.each[s].exposure += b - a
			break
		}
		l.each[s].exposure += end - a
		a = end
	}
	l.all.exposure += max(0.01, (to - from).Seconds())
	if !ended {
		return
	}
	l.ends++
	l.each[spanOf(b)].changes++
	l.all.changes++
	const fade = 1 - 1.0/lives
	for s := range l.each {
		l.each[s].changes *= fade
		l.each[s].exposure *= fade
	}
	l.all.changes, l.all.exposure = l.all.changes*fade, l.all.exposure*fade
}

// rate returns the chance to end in a second, in a span. Where hardly any was
// seen to end what is known about the spans around it counts: a task that runs
// for longer than most would seem to go on for ever otherwise.
func (l *lifetimes) rate(span int) float64 {
	guess := l.all.rate()
	if l.ends < fewLives {
		guess = max(guess, unknownEnds/begins[span+1])
	}
	var near estimate
	for _, e := range l.each[max(0, span-around):min(ages, span+around+1)] {
		near.changes += e.changes
		near.exposure += e.exposure
	}
	guess = near.guess(guess, wideTrust)
	return l.each[span].guess(guess, spanTrust)
}

// until returns the chance to end added up until an age, in seconds.
func (l *lifetimes) until(age float64) float64 {
	if l.old {
		l.old = false
		for s := range l.each {
			l.sums[s+1] = l.sums[s] + l.rate(s)*(begins[s+1]-begins[s])
		}
	}
	s := spanOf(age)
	return l.sums[s] + l.rate(s)*(age-begins[s])
}

// between returns the chance to end added up between two ages.
func (l *lifetimes) between(from, to time.Duration) float64 {
	return l.until(max(0, to.Seconds())) - l.until(max(0, from.Seconds()))
}

// typical returns how long a task runs on average.
func (l *lifetimes) typical() time.Duration {
	return time.Duration(float64(time.Second) / l.all.rate())
}
