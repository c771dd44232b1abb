//go:build !windows

package cli

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"hubwatch/config"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/ui/cli/exit"
)

// binary builds hubwatch once for all tests that run the real thing.
var binary = sync.OnceValues(func() (string, error) {
	if file := os.Getenv("HUBWATCH_TEST_BINARY"); file != "" {
		return file, nil
	}
	file := filepath.Join(scratch, "hubwatch")
	out, err := exec.Command("go", "build", "-o", file, "hubwatch").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return file, nil
})

// scratch is a folder that goes when all tests are done.
var scratch string

func TestMain(m *testing.M) {
	forgetUser()
	dir, err := os.MkdirTemp("", "hubwatch-test-")
	if err != nil {
		panic(err)
	}
	scratch = dir
	flag.Parse()
	if err := flag.Set("test.parallel", "12"); err != nil { // most of them wait for another process
		panic(err)
	}
	code := pgtest.Main(m)
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// needs skips a test of programs that this machine has not.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("this test needs %s", name)
		}
	}
}

// forgetUser takes out of the environment what whoever runs the tests has told
// hubwatch, as the real binary gets it, too.
func forgetUser() {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if ours := strings.HasPrefix(name, "HUBWATCH_") && !strings.HasPrefix(name, "HUBWATCH_TEST_"); ours || name == config.TokenVariable {
			_ = os.Unsetenv(name) // a name as it was given is valid
		}
	}
}

// terminal is the real binary on a real terminal.
type terminal struct {
	t   *testing.T
	cmd *exec.Cmd
	pty *os.File
	all chan struct{} // closed when everything was read

	transcript
}

// transcript is what a program has said so far.
type transcript struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func startOnTerminal(t *testing.T, home string, args ...string) *terminal {
	t.Helper()
	return startIn(t, home, nil, args...)
}

// startIn starts the real binary on a terminal, with more in its environment.
func startIn(t *testing.T, home string, env []string, args ...string) *terminal {
	t.Helper()
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return startProgramOnTerminal(t, home, env, file, args...)
}

func startProgramOnTerminal(t *testing.T, home string, env []string, file string, args ...string) *terminal {
	t.Helper()
	cmd := exec.Command(file, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HOME="+home, "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=", "LC_ALL=", "LC_CTYPE=", "LANG=")
	cmd.Env = append(cmd.Env, env...)
	p, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skipf("no pseudo-terminal on this machine: %v", err)
	}
	term := &terminal{t: t, cmd: cmd, pty: p, all: make(chan struct{})}
	go func() {
		defer close(term.all)
		_, _ = io.Copy(term, io.TeeReader(p, answering{p}))
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = p.Close() })
	return term
}

// answering answers what every terminal does: what kind it is.
type answering struct{ pty io.Writer }

func (a answering) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte("\x1b[c")) {
		if _, err := io.WriteString(a.pty, "\x1b[?62;22c"); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func (s *transcript) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(b)
}

func (s *transcript) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// forget leaves out what was said so far.
func (s *transcript) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out.Reset()
}

// until waits for text.
func (s *transcript) until(t *testing.T, text string) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < ever; time.Sleep(10 * time.Millisecond) { // another process
		if strings.Contains(s.String(), text) {
			return
		}
	}
	t.Fatalf("%q never came: %q", text, s)
}

func (term *terminal) text() string { return term.String() }

// write types on the terminal.
func (term *terminal) write(text string) {
	term.t.Helper()
	if _, err := term.pty.WriteString(text); err != nil {
		term.t.Fatal(err)
	}
}

// until waits for text on the terminal.
func (term *terminal) until(text string) {
	term.t.Helper()
	term.transcript.until(term.t, text)
}

// end waits for the end of the program and returns its exit code.
func (term *terminal) end() int {
	term.t.Helper()
	done := make(chan error, 1)
	go func() {
		err := term.cmd.Wait()
		<-term.all
		done <- err
	}()
	select {
	case err := <-done:
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return exit.ExitCode()
		}
		if err != nil {
			term.t.Fatal(err)
		}
		return 0
	case <-time.After(ever):
		term.t.Fatal("the program does not end")
		return -1
	}
}

func TestTheTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		end  func(*terminal)
		code int
	}{
		{"quit", func(term *terminal) { term.write("q") }, 0},
		{"ctrl-c", func(term *terminal) { term.write("\x03") }, 0},
		{"SIGTERM", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGTERM) }, exit.Interrupted},
		{"SIGINT", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGINT) }, exit.Interrupted},
		{"SIGHUP", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGHUP) }, exit.Interrupted},
		{"SIGQUIT", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGQUIT) }, exit.Interrupted},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			term := startOnTerminal(t, t.TempDir(), "demo", "--tasks", "20")
			term.until(" asked")
			tc.end(term)
			if code := term.end(); code != tc.code {
				t.Errorf("exit code %d, want %d", code, tc.code)
			}
			restored(t, term.text())
		})
	}
}

// restored holds that what was written leaves the terminal as it was.
func restored(t *testing.T, out string) {
	t.Helper()
	for mode, name := range map[string]string{
		"?1049": "the alternate screen", "?2004": "bracketed paste", "?1004": "focus reports",
	} {
		if strings.LastIndex(out, "\x1b["+mode+"l") < strings.LastIndex(out, "\x1b["+mode+"h") {
			t.Errorf("%s is still on", name)
		}
	}
	if strings.LastIndex(out, "\x1b[?25h") < strings.LastIndex(out, "\x1b[?25l") {
		t.Error("the cursor is still hidden")
	}
}

func TestNothingIsWrittenToTheUsersFolders(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	term := startOnTerminal(t, home, "demo", "--tasks", "5")
	term.until(" asked")
	term.write("q")
	term.end()
	entries, err := os.ReadDir(home)
	if err != nil || len(entries) > 0 {
		t.Errorf("the demo left %v, %v", entries, err)
	}
}
