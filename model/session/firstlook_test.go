package session

import (
	"testing"
	"time"
)

func TestAFirstLookTellsHowLongItTakes(t *testing.T) {
	var l firstLook
	dawn := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		at           time.Duration
		unasked, all int
		asks         bool
		want         time.Duration
	}{
		{0, 0, 0, true, 0},
		{0, 1000, 1000, true, 0},
		{time.Second, 970, 1000, true, 0}, // what went out at once is no pace
		{9 * time.Second, 950, 1000, true, 0},
		{20 * time.Second, 900, 1000, true, 3 * time.Minute},
		{30 * time.Second, 900, 1000, false, 0}, // it waits
		{time.Hour, 900, 1000, false, 0},
		{time.Hour + 10*time.Second, 850, 1000, true, 170 * time.Second}, // waiting is no pace
		{time.Hour + 20*time.Second, 1850, 2000, true, 0},                // a thousand more
		{time.Hour + 30*time.Second, 99, 2000, true, 0},                  // nearly all: no first look
	} {
		l.follow(step.unasked, step.all, step.asks, dawn.Add(step.at))
		if over := step.unasked*fewUnasked < step.all; l.Left != step.want || (l.Unasked == 0) != (over || step.all == 0) {
			t.Errorf("after %v with %d of %d: %+v, want %v", step.at, step.unasked, step.all, l, step.want)
		}
	}
}
