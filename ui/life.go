package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
)

// life is how a dashboard ends.
type life struct {
	ctx   context.Context    // ends with it
	stop  context.CancelFunc // ends it, and every check under way
	crash error              // what something panicked with
}

// caught, when deferred, records a panic of the dashboard itself. The next
// message then ends it.
func (a *app) caught() {
	if r := recover(); r != nil && a.crash == nil {
		a.crash = fault.New(r)
	}
}

// running is the dashboard of this process, nil if there is none.
var running atomic.Pointer[rescue]

// rescue restores the terminal of a running dashboard at any moment.
type rescue struct {
	program *tea.Program
	ended   chan struct{}
}

// Rescue ends the dashboard of this process, if there is one, and restores its
// terminal; for whoever must end the process. It takes at most a second.
func Rescue() {
	r := running.Load()
	if r == nil {
		return
	}
	go r.program.Kill()
	select {
	case <-r.ended:
	case <-time.After(time.Second):
	}
}
