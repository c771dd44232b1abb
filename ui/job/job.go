// Package job is this process as the job of a shell: it is stopped, and it goes
// on, whoever asks for that.
package job

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// Continued is sent when this process goes on after it was stopped without
// being asked. The terminal was somebody else's; [Retake] takes it back.
type Continued struct{}

// Stop stops this process, and sends [tea.ResumeMsg] when it goes on. Where there
// is no shell that could let it go on, it goes on at once.
func Stop() tea.Cmd { return handed(stop) }

// Retake gives the terminal back as it was before the program began, takes it
// anew and sends [tea.ResumeMsg].
func Retake() tea.Cmd { return handed(func() {}) }

// handed is what is done while the terminal is not ours.
func handed(do func()) tea.Cmd {
	return tea.Exec(command(do), func(error) tea.Msg { return tea.ResumeMsg{} })
}

// command is a [tea.ExecCommand] that needs no streams.
type command func()

func (c command) Run() error          { c(); return nil }
func (c command) SetStdin(io.Reader)  {}
func (c command) SetStdout(io.Writer) {}
func (c command) SetStderr(io.Writer) {}
