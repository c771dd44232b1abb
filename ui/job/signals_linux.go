package job

import (
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

// asked is told when somebody asks this process to stop.
var asked = make(chan os.Signal, 1)

// found is what SIGTSTP did when this process began, as the kernel writes it down;
// nil if it does not tell.
var found = func() *action {
	var was action
	if act(nil, &was) != 0 {
		return nil
	}
	return &was
}()

// action is more than the kernel writes down of what a signal does.
type action [64]byte

// catch has [asked] told from now on.
func catch() {
	if found != nil {
		signal.Notify(asked, syscall.SIGTSTP)
	}
}

// release lets SIGTSTP do again what it did before. Go does not: a signal that was
// caught once and is not any more does nothing.
func release() {
	if found == nil {
		return
	}
	signal.Stop(asked)
	signal.Ignore(syscall.SIGTSTP) // Go lets go of it
	_ = act(found, nil)            // the kernel wrote it itself
}

// act sets what SIGTSTP does, and tells what it did.
func act(to, was *action) syscall.Errno {
	_, _, err := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(syscall.SIGTSTP),
		uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(was)), setSize, 0, 0)
	return err
}

// setSize is how many bytes the kernel takes for a set of signals; another number
// it refuses, and nothing is caught.
const setSize = 8
