//go:build !windows

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
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

// TestAStopFromOutsideGivesTheTerminalBack stops a dashboard as another program
// does, and lets a shell have it go on.
func TestAStopFromOutsideGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	needs(t, "sh")
	if runtime.GOOS != "linux" {
		t.Skip("SIGTSTP is caught on Linux only")
	}
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	sim, url := running(t, endless)
	home, env, _ := onTerminal(t, url)
	const shell = `sh -c 'echo "process $$."; exec "$0" "$@"' "$0" "$@"; echo "first: $?."; read go; fg; echo "second: $?."; read go; fg`
	term := startProgramOnTerminal(t, home, env, "/bin/sh", append([]string{"-m", "-c", shell, file}, sim.TaskIDs()...)...)
	term.until("processing")
	pid, err := strconv.Atoi(regexp.MustCompile(`process (\d+)\.`).FindStringSubmatch(term.text())[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, time := range []string{"first", "second"} { // once it was stopped it can be stopped again
		if err := syscall.Kill(pid, syscall.SIGTSTP); err != nil {
			t.Fatal(err)
		}
		term.until(fmt.Sprintf("%s: %d.", time, 128+int(syscall.SIGTSTP)))
		restored(t, term.text())
		term.forget()
		term.write("\n")
		term.until("\x1b[?1049h")
		term.until("processing")
	}
	term.write("q")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d: %q", code, term.text())
	}
}

// TestThePagerHasTheTerminal opens an answer in a pager that says whether it can
// show pages.
func TestThePagerHasTheTerminal(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "cat")
	pager := filepath.Join(t.TempDir(), "pager")
	const script = "#!/bin/sh\ncat >/dev/null\nif test -t 1; then echo 'a terminal.'; else echo 'no terminal.'; fi\nread go </dev/tty\n"
	if err := os.WriteFile(pager, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	sim, url := running(t, endless)
	home, env, _ := onTerminal(t, url)
	term := startIn(t, home, append(env, "PAGER=pager", "PATH="+filepath.Dir(pager)+":"+os.Getenv("PATH")), sim.TaskIDs()...)
	term.until("processing")
	term.write("\rV")
	term.until(" terminal.")
	restored(t, term.text())
	if strings.Contains(term.text(), "no terminal.") {
		t.Error("it shows no pages")
	}
	term.forget()
	term.write("\n")
	term.until("\x1b[?1049h")
	term.write("\x03")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d: %q", code, term.text())
	}
}
