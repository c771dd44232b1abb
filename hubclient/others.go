package hubclient

import "time"

// others is how much of the burst limit others use, by what replies say is
// left of it. The zero value is not at all.
type others struct {
	now float64 // requests they sent within the last window
	use float64 // what to reckon with: more if their use grows
	at  time.Time

	before   float64 // now, some time ago
	beforeAt time.Time
}

const (
	growthOver = time.Second     // over which growth is measured
	growthFor  = 4 * time.Second // for which it is expected to go on
	noise      = 2               // requests by which the count of a steady client swings
)

// learn takes in how many requests others sent within the last window. More
// counts at once, less within a window.
func (o *others) learn(n float64, now time.Time, window time.Duration) {
	if o.at.IsZero() {
		*o = others{now: n, use: n, at: now, before: n, beforeAt: now}
		return
	}
	growth := 0.0
	if d := now.Sub(o.beforeAt); d > 0 {
		growth = max(0, n-o.before-noise) / max(d, growthOver).Seconds()
		if d >= growthOver {
			o.before, o.beforeAt = n, now
		}
	}
	want := n + growth*growthFor.Seconds()
	if want < o.use {
		want = o.use + (want-o.use)*min(1, now.Sub(o.at).Seconds()/window.Seconds())
	}
	o.now, o.use, o.at = n, want, now
}
