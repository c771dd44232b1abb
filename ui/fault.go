package ui

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Fault is a fault of ours: what panicked, and where. Its text is one line; who
// ends the program keeps the trace.
type Fault struct {
	What  string
	Trace string
}

// NewFault is the fault that recover returned. It must be called where the panic
// was caught.
func NewFault(recovered any) *Fault {
	return &Fault{What: fmt.Sprint(recovered), Trace: string(debug.Stack())}
}

// Error says what panicked.
func (f *Fault) Error() string { return "internal fault: " + f.What }

// life is how long a dashboard goes on.
type life struct {
	ctx   context.Context    // ends with it
	stop  context.CancelFunc // ends it, and every check under way
	crash error              // what something panicked with
}

// crashMsg carries a panic out of a command. Bubble Tea would restore the
// terminal, but print the trace to the screen it is about to leave.
type crashMsg struct{ err error }

// guarded makes a command whose panic ends the program with its trace.
func guarded(cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crashMsg{NewFault(r)}
			}
		}()
		return cmd()
	}
}

// caught, deferred, keeps a panic of the dashboard itself. What comes next ends
// it.
func (a *app) caught() {
	if r := recover(); r != nil && a.crash == nil {
		a.crash = NewFault(r)
	}
}

// running is the dashboard of this process, nil if there is none.
var running atomic.Pointer[rescue]

// rescue is how a dashboard gives the terminal back at any moment.
type rescue struct {
	program *tea.Program
	ended   chan struct{}
}

// Rescue gives the terminal back that a dashboard of this process has, for who
// must end the process. It takes a second at most, and the dashboard has ended.
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
