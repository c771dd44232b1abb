package hubclient

import "time"

// others estimates how much of the burst limit other clients use, from what
// replies say is left of it. The zero value is none.
type others struct {
	now float64 // requests they sent within the last window
	use float64 // what to reckon with: more if their use grows
	at  time.Time

	before   float64 // now, some time ago
	beforeAt time.Time
	since    time.Time // the first time anything was learned
	growth   float64   // requests a second by which it has grown of late
}

const (
	growthOver = time.Second     // over which growth is measured
	growthFor  = 4 * time.Second // for which it is expected to go on
	unknownUse = 0.6             // of the limit may be used by others of whom nothing is known
	noise      = 2               // requests by which the count of a steady client swings
)

// learn updates the estimate with the number of requests others sent within the
// last window. An increase counts at once, a decrease gradually over one window.
func (o *others) learn(n float64, now time.Time, window time.Duration) {
	if o.at.IsZero() {
		*o = others{now: n, use: n, at: now, before: n, beforeAt: now, since: now}
		return
	}
	growth := 0.0
	if d := now.Sub(o.beforeAt); d > 0 {
		growth = max(0, n-o.before-noise) / max(d, growthOver).Seconds()
		if d >= growthOver {
			o.growth = max(0, n-o.before) / d.Seconds()
			o.before, o.beforeAt = n, now
		}
	}
	want := n + growth*growthFor.Seconds()
	if want < o.use {
		want = o.use + (want-o.use)*min(1, now.Sub(o.at).Seconds()/window.Seconds())
	}
	o.now, o.use, o.at = n, want, now
}

// reckon returns how many requests of a limit to leave to others within a
// window before going ahead of them: most of it until they have been observed
// for a while, and then their present rate.
func (o *others) reckon(limit float64, window time.Duration) float64 {
	if o.unknown() {
		return max(o.use, unknownUse*limit)
	}
	return max(o.use, o.growth*window.Seconds())
}

// unknown reports whether others have not been observed for long enough to
// predict them.
func (o *others) unknown() bool { return o.beforeAt.Equal(o.since) }

// knownAt returns from when on a reply ends unknown.
func (o *others) knownAt() time.Time { return o.since.Add(growthOver) }
