package model

import (
	"fmt"
	"time"
)

// Age returns a duration in at most five characters: 4s, 12m, 3h05, 2d.
func Age(d time.Duration) string {
	switch {
	case d < 0:
		return "0s"
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d/time.Second))
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d/time.Minute))
	case d < 24*time.Hour:
		return fmt.Sprintf("%dh%02d", int(d/time.Hour), int(d%time.Hour/time.Minute))
	}
	return fmt.Sprintf("%dd", int(d/(24*time.Hour)))
}

// Span returns a duration that was measured, with one more unit than an age:
// 0.8s, 42s, 17m22s, 3h05m.
func Span(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1fs", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d/time.Second))
	case d < time.Hour:
		return fmt.Sprintf("%dm%02ds", int(d/time.Minute), int(d%time.Minute/time.Second))
	}
	return fmt.Sprintf("%dh%02dm", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

// Ago returns how long ago something happened, in at most five characters and
// in coarse steps: now, 10s, 40s, then as [Age].
func Ago(at, now time.Time) string {
	d := now.Sub(at)
	if d < 10*time.Second {
		return "now"
	}
	if d < time.Minute {
		d = d.Truncate(10 * time.Second)
	}
	return Age(d)
}

// Under returns a duration rounded up to a value that [Age] can show: an upper
// bound for others.
func Under(d time.Duration) string {
	unit := time.Minute
	if d <= time.Minute-time.Second {
		unit = time.Second
	}
	return Age((d + unit - 1).Truncate(unit))
}
