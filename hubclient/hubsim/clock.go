package hubsim

import "time"

// ScaledClock returns a clock that shows start when it is made and then runs
// speed times as fast as now does.
func ScaledClock(start time.Time, speed float64, now func() time.Time) func() time.Time {
	begun := now()
	return func() time.Time {
		return start.Add(time.Duration(float64(now().Sub(begun)) * speed))
	}
}
