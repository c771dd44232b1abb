//go:build !windows

package cli

import (
	"syscall"
	"testing"

	xterm "github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// TestADashboardWithoutAShellIsNotStopped presses ctrl+z where nobody could let
// the process go on: it leads a session of its own, as in a window that was
// opened for it.
func TestADashboardWithoutAShellIsNotStopped(t *testing.T) {
	t.Parallel()
	sim, url := running(t, endless)
	home, env, _ := onTerminal(t, url)
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("processing")
	term.write("\x1a")
	term.until("\x1b[?1049l") // the screen is given back
	term.write("q")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d: %q", code, term.text())
	}
}

// TestATerminalIsTakenBackAfterAStop stops a dashboard as nothing can be done
// about, and has the terminal set as a shell does.
func TestATerminalIsTakenBackAfterAStop(t *testing.T) {
	t.Parallel()
	sim, url := running(t, endless)
	home, env, _ := onTerminal(t, url)
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal on this machine: %v", err)
	}
	defer master.Close()
	defer slave.Close()
	cooked, err := xterm.GetState(slave.Fd())
	if err != nil {
		t.Fatal(err)
	}
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("processing")
	for _, step := range []func() error{
		func() error { return term.cmd.Process.Signal(syscall.SIGSTOP) },
		func() error { return xterm.Restore(term.pty.Fd(), cooked) },
		func() error { return term.cmd.Process.Signal(syscall.SIGCONT) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	term.until("\x1b[?1049l") // it is given back, and taken anew
	term.write("q")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d: %q", code, term.text())
	}
}
