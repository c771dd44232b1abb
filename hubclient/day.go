package hubclient

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// day keeps the requests of a day above a floor that others need: the
// migration itself, first of all. Of what is left when we first learn of it
// we touch only our share. What is above the floor is spread over the time that
// the work is expected to take, at least leastTime.
type day struct {
	limit     int
	remaining int
	floor     int
	known     bool
	share     float64       // of what is left, what we may use
	work      time.Duration // expected; below leastTime it is leastTime
}

const (
	leastTime = 2 * time.Hour
	overtaken = 100 // requests by which replies that overtake each other may differ
)

// learn takes in what a reply told. Clearly more left than before means a new
// day: it returns true then.
func (d *day) learn(remaining int) (begun bool) {
	begun = d.known && remaining > d.remaining+overtaken
	if !d.known || begun {
		d.floor = int(math.Ceil((1 - d.share) * float64(remaining)))
		d.remaining = remaining
	}
	d.remaining, d.known = min(d.remaining, remaining), true
	return begun
}

// spent reports whether nothing is left above the floor.
func (d *day) spent() bool { return d.known && d.remaining <= d.floor }

// rate returns how fast requests may go out for the sake of the day.
func (d *day) rate() rate.Limit {
	if !d.known {
		return rate.Inf
	}
	return rate.Limit(d.above() / max(d.work, leastTime).Seconds())
}

// above returns how many requests are left above the floor.
func (d *day) above() float64 { return float64(max(0, d.remaining-d.floor)) }
