package schedule

import (
	"math"
	"time"
)

// urgency returns what it is worth to ask a task now. sum is the chance that
// its answer has changed, added up since it was last known (so that exp(-sum)
// is the chance that it has not), and unknown the time since then.
//
// To ask first what has most likely changed wastes the fewest requests, which is
// all that counts when there are hardly enough. When there are plenty, the square
// root law holds: the chance times the time it may have been unseen. Times the
// square root of that was best over all workloads of the benchmark, from one
// request a second to ten. It is the time itself, and not one reckoned from the
// chance now: a task that has surely ended is not less urgent for that.
func urgency(sum float64, unknown time.Duration) float64 {
	return -math.Expm1(-sum) * math.Sqrt(max(0, unknown.Seconds()))
}
