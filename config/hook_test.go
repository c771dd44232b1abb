//go:build unix

package config

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestRunHook(t *testing.T) {
	needs(t, "sh", "cat", "head", "sleep")
	const canary = "pat-eu1-CANARY-0123456789"
	out := filepath.Join(t.TempDir(), "out")
	for _, tc := range []struct{ name, script, err string }{
		{"it gets the event, the profile and no token", `cat >"$0"; echo "$HUBWATCH_PROFILE ${HUBSPOT_ACCESS_TOKEN-none}" >>"$0"`, ""},
		{"it need not read", "exit 0", ""},
		{"it may talk", "head -c 100000 /dev/zero; head -c 100000 /dev/zero >&2", ""},
		{"it may leave something behind", "sleep 30 & exit 0", ""},
		{"it fails", "echo no chat; echo the chat " + canary + " is closed >&2; exit 3", "the hook: sh failed: exit status 3: the chat [hidden] is closed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Setenv(TokenVariable, canary)
			err := RunHook(t.Context(), []string{"sh", "-c", tc.script, out}, "eu", []byte("{}\n"))
			if (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
				t.Errorf("%v, want %q", err, tc.err)
			}
		})
	}
	if data, err := os.ReadFile(out); err != nil || string(data) != "{}\neu none\n" {
		t.Errorf("%q, %v", data, err)
	}
	if err := RunHook(t.Context(), []string{"/nowhere/hook"}, "eu", nil); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("%v", err)
	}
}

// TestEverybodysFileRunsNothing holds that programs are not taken from a file
// that others can change.
func TestEverybodysFileRunsNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	for text, fine := range map[string]bool{
		"hook: [tell]\n": false, "profiles: {eu: {token_command: [op]}}\n": false, "ascii: true\n": true,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := ReadSettings(file, valid)
		if (err == nil) != fine || err != nil && !strings.Contains(err.Error(), "chmod o-w") {
			t.Errorf("%q: %v", text, err)
		}
		if err := os.Chmod(file, 0o664); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSettings(file, valid); err != nil {
			t.Errorf("%q for a group: %v", text, err)
		}
	}
}

// TestAHookThatHangsIsEnded holds that its children end with it.
func TestAHookThatHangsIsEnded(t *testing.T) {
	needs(t, "sh", "sleep")
	ended := childrenEnd(t)
	hook := program{argv: []string{"sh", "-c", `sleep 600 >"$0" & wait`, ended.fifo}, limit: 300 * time.Millisecond}
	if _, err := hook.run(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "did not end within 300ms") {
		t.Errorf("%v, want that it did not end", err)
	}
	ended.holds(t)
}

// TestTokenCommandThatHangsIsEnded holds that its children go, too.
func TestTokenCommandThatHangsIsEnded(t *testing.T) {
	defer func(d time.Duration) { commandLimit = d }(commandLimit)
	commandLimit = 300 * time.Millisecond
	ended := childrenEnd(t)
	if _, err := sh(t, "sleep 600 >"+ended.fifo+" & sleep 600"); err == nil || !strings.Contains(err.Error(), "did not end within 300ms") {
		t.Errorf("%v, want that it did not end", err)
	}
	ended.holds(t)
}

// children is a pipe that children of a program have open for as long as they live.
type children struct {
	fifo string
	read *os.File
}

func childrenEnd(t *testing.T) children {
	t.Helper()
	fifo := filepath.Join(t.TempDir(), "child")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := os.OpenFile(fifo, os.O_RDONLY|syscall.O_NONBLOCK, 0) // it waits for nobody to write
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = read.Close() })
	return children{fifo, read}
}

// holds that no child lives, also if the program was ended before it had one.
func (c children) holds(t *testing.T) {
	t.Helper()
	if err := c.read.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(c.read); err != nil {
		t.Errorf("a child lived on: %v", err)
	}
}
