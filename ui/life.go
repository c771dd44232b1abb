package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
)

// life is how long a dashboard goes on.
type life struct {
	ctx   context.Context    // ends with it
	stop  context.CancelFunc // ends it, and every check under way
	crash error              // what something panicked with
}

// caught, deferred, keeps a panic of the dashboard itself. What comes next ends
// it.
func (a *app) caught() {
	if r := recover(); r != nil && a.crash == nil {
		a.crash = fault.New(r)
	}
}

// running is the dashboard of this process, nil if there is none.
var running atomic.Pointer[rescue]

// rescue is how a dashboard gives the terminal back at any moment.
type rescue struct {
	program *tea.Program
	ended   chan struct{}
}

// Rescue gives the terminal back that a dashboard of this process has, for
// whoever must end the process. It takes a second at most, and the dashboard
// has ended.
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
