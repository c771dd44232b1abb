// Package fault keeps a panic of the dashboard from leaving the terminal in
// disorder.
package fault

import (
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// Error is a panic as an error: what panicked, and where. Its text is one line;
// the trace is for whoever ends the program.
type Error struct {
	What  string
	Trace string
}

// New returns the error for a value that recover returned. It must be called
// where the panic was recovered.
func New(recovered any) *Error {
	return &Error{What: fmt.Sprint(recovered), Trace: string(debug.Stack())}
}

// Error says what panicked.
func (f *Error) Error() string { return "internal fault: " + f.What }

// Msg carries a panic out of a command. Bubble Tea would restore the terminal,
// but print the trace to the screen that is about to be left.
type Msg struct{ Err error }

// Guarded returns a command whose panic ends the program with its trace.
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
