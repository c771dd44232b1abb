package hubclient

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// day rations the requests of the day. A floor is reserved for others, first of
// all for the migration itself: of what is left when we first learn of it, only
// our share may be used. What lies above the floor is spread over the expected
// working time, at least leastTime.
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

// learn takes the daily limit from a reply. It returns true if clearly more is
// left than before, which means that a new day has begun.
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

// rate returns how many requests a second the day's rest allows.
func (d *day) rate() rate.Limit {
	if !d.known {
		return rate.Inf
	}
	return rate.Limit(d.above() / max(d.work, leastTime).Seconds())
}

// above returns how many requests are left above the floor.
func (d *day) above() float64 { return float64(max(0, d.remaining-d.floor)) }
