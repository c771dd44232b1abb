package hubclient

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// day keeps the requests of a day above a floor that others need: the
// migration itself, first of all. Of what is left when we first learn of it
// we touch only our share. What is above the floor is spent ever more slowly: at
// most so much that it would last for spendTime, at every moment.
type day struct {
	limit     int
	remaining int
	floor     int
	known     bool
	share     float64 // of what is left, what we may use
}

// spendTime is in which what is above the floor would be used up.
const spendTime = 2 * time.Hour

// learn takes in what a reply told. More left than before means a new day.
func (d *day) learn(remaining int) {
	if !d.known || remaining > d.remaining {
		d.floor = int(math.Ceil((1 - d.share) * float64(remaining)))
	}
	d.remaining, d.known = remaining, true
}

// spent tells whether nothing is left above the floor.
func (d *day) spent() bool { return d.known && d.remaining <= d.floor }

// rate is how fast requests may go out for the sake of the day.
func (d *day) rate() rate.Limit {
	if !d.known {
		return rate.Inf
	}
	return rate.Limit(float64(max(0, d.remaining-d.floor)) / spendTime.Seconds())
}
