// Package job handles this process being a job of a shell: it is stopped and
// continued, whoever asks for it.
package job

import (
	"io"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/backlog"
)

// Continued is sent when this process continues after it was stopped without being
// asked. The terminal may have been used by others; [Retake] takes it back.
type Continued struct{}

// Asked is sent when this process is asked to stop, as with kill -TSTP.
// [Asked.Stop] does so.
type Asked struct{ stop func() }

// Stop is [Stop], but does nothing if the process was stopped meanwhile.
func (a Asked) Stop() tea.Cmd { return handed(a.stop) }

// Stop stops this process, and sends [tea.ResumeMsg] when it continues. Without
// a shell that could continue it, it continues at once.
func Stop() tea.Cmd { return handed(stop) }

// Retake restores the terminal as it was before the program began, takes it
// again and sends [tea.ResumeMsg].
func Retake() tea.Cmd { return handed(func() {}) }

// handed is what is done while the terminal is not ours.
func handed(do func()) tea.Cmd {
	return tea.Exec(command(do), func(error) tea.Msg { return tea.ResumeMsg{} })
}

// lent is whether another program has the terminal.
var lent atomic.Bool

// Lend runs a program that has the terminal meanwhile. A request to stop goes
// to that program too, so that this process stops without giving anything back.
func Lend(run func() error) error {
	lent.Store(true)
	defer lent.Store(false)
	return run()
}

// command is a [tea.ExecCommand] that writes nothing: the terminal must be given
// back by then.
type command func()

func (c command) Run() error            { c(); return nil }
func (c command) SetStdin(io.Reader)    {}
func (c command) SetStdout(w io.Writer) { backlog.Direct(w) }
func (c command) SetStderr(io.Writer)   {}
