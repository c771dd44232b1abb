// Package fault keeps a panic of the dashboard from leaving the terminal in disorder.
package fault

import (
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// Error is a fault of ours: what panicked, and where. Its text is one line; who
// ends the program keeps the trace.
type Error struct {
	What  string
	Trace string
}

// New returns the fault that recover returned. It must be called where the
// panic was caught.
func New(recovered any) *Error {
	return &Error{What: fmt.Sprint(recovered), Trace: string(debug.Stack())}
}

// Error says what panicked.
func (f *Error) Error() string { return "internal fault: " + f.What }

// Msg carries a panic out of a command. Bubble Tea would restore the
// terminal, but print the trace to the screen it is about to leave.
type Msg struct{ Err error }

// Guarded makes a command whose panic ends the program with its trace.
func Guarded(cmd tea.Cmd) tea.Cmd {
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = Msg{New(r)}
			}
		}()
		return cmd()
	}
}
