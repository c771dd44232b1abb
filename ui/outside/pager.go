package outside

import (
	"io"
	"os/exec"
	"time"

	"hubwatch/ui/backlog"
	"hubwatch/ui/job"
)

// lasting runs a command that has the terminal for at least a moment: after one
// that ends at once the renderer would stay asleep.
type lasting struct{ *exec.Cmd }

const lastingAtLeast = 100 * time.Millisecond

// Run runs the command.
func (l *lasting) Run() error {
	begun := time.Now()
	err := job.Lend(l.Cmd.Run)
	time.Sleep(lastingAtLeast - time.Since(begun))
	return err
}

// SetStdin does nothing: the command reads the text to show.
func (l *lasting) SetStdin(io.Reader) {}

// SetStdout gives the command the terminal, which must be one for it to show a page.
func (l *lasting) SetStdout(w io.Writer) { l.Stdout = backlog.Direct(w) }

// SetStderr gives the command the terminal.
func (l *lasting) SetStderr(w io.Writer) { l.Stderr = w }
