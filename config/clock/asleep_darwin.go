package clock

import (
	"time"

	"golang.org/x/sys/unix"
)

// asleep returns how long the machine has slept since it was started: the raw
// monotonic time goes on in a sleep, the uptime does not. Source: clock_gettime(3).
func asleep() time.Duration {
	var all, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_UPTIME_RAW, &awake) != nil || unix.ClockGettime(unix.CLOCK_MONOTONIC_RAW, &all) != nil {
		return 0
	}
	return time.Duration(all.Nano() - awake.Nano())
}
