package clock

import (
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// asleep returns how long the machine has slept since it was started: the boot
// time goes on in a sleep, the monotonic time does not. Source:
// clock_gettime(2).
func asleep() time.Duration {
	var boot, awake unix.Timespec
	if !read(unix.CLOCK_MONOTONIC, &awake) || !read(unix.CLOCK_BOOTTIME, &boot) {
		return 0
	}
	return time.Duration(boot.Nano() - awake.Nano())
}

// read reads a clock. The call is raw since it never blocks: for others the
// runtime wakes the thread that looks for those that do, many times a second.
func read(clock uintptr, now *unix.Timespec) bool {
	_, _, failed := unix.RawSyscall(unix.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(now)), 0)
	return failed == 0
}
