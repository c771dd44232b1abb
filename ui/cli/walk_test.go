//go:build !windows

package cli

import (
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// walker is a person at the real binary on a real terminal, whose screen is
// looked at.
type walker struct {
	t   *testing.T
	cmd *exec.Cmd
	pty *os.File
	mu  sync.Mutex // of em: its cells change while they are read
	em  *vt.Emulator
}

// Write is what the program draws.
func (w *walker) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.em.Write(p)
}

func walk(t *testing.T, home string, env []string, width, height int, args ...string) *walker {
	t.Helper()
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, cmd: exec.Command(file, args...), em: vt.NewEmulator(width, height)}
	w.cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "HOME="+home, "XDG_STATE_HOME=", "XDG_CONFIG_HOME="), env...)
	if w.pty, err = pty.StartWithSize(w.cmd, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}); err != nil {
		t.Skipf("no pseudo-terminal on this machine: %v", err)
	}
	go func() { _, _ = io.Copy(w, w.pty) }()
	go func() { _, _ = io.Copy(w.pty, w.em) }() // what the terminal answers
	t.Cleanup(func() { _ = w.cmd.Process.Kill(); _ = w.pty.Close() })
	return w
}

func (w *walker) screen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var b strings.Builder
	for y := range w.em.Height() {
		for x := 0; x < w.em.Width(); x++ {
			if c := w.em.CellAt(x, y); c != nil && c.Content != "" {
				b.WriteString(c.Content)
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// until waits for a screen that is as it should be.
func (w *walker) until(what string, ok func(screen string) bool) string {
	w.t.Helper()
	for begun := time.Now(); time.Since(begun) < ever; time.Sleep(20 * time.Millisecond) { // another process
		if s := w.screen(); ok(s) {
			return s
		}
	}
	w.t.Fatalf("never came: %s\n%s", what, w.screen())
	return ""
}

func (w *walker) shows(text string) {
	w.t.Helper()
	w.until(text, func(s string) bool { return strings.Contains(s, text) })
}

// press types keys, which may be read as one: up to four letters are keys then, more
// are pasted. What comes after esc has to wait until that is seen to be read.
func (w *walker) press(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		if _, err := w.pty.WriteString(k); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *walker) resize(width, height int) {
	w.t.Helper()
	w.mu.Lock()
	w.em.Resize(width, height)
	w.mu.Unlock()
	if err := pty.Setsize(w.pty, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}); err != nil {
		w.t.Fatal(err)
	}
}

const esc, down = "\x1b", "\x1b[B"

var underCursor = regexp.MustCompile(`(?m)^(?:[^\n]*│)?▌[ ●][✓✗■▶○?∅·] (?:\w+ *~? +)?[A-Za-z0-9_…]*?(\w{6})\s`)

// cursor is the end of the name of the task under the table's cursor, "" if it is not seen.
func cursor(screen string) string {
	if m := underCursor.FindStringSubmatch(screen); m != nil {
		return m[1]
	}
	return ""
}

// TestAWalkKeepsTheCursor walks through filter, sort, marks, views, palette,
// help and sizes, with the cursor on the same task throughout.
func TestAWalkKeepsTheCursor(t *testing.T) {
	t.Parallel()
	const scenario = `{"tasks": 40, "done": 1, "outcomes": [{"kind": "errors", "weight": 1}, {"kind": "ok", "weight": 2}]}`
	sim, url := running(t, scenario)
	home, env, _ := onTerminal(t, url)
	w := walk(t, home, env, 200, 60, sim.TaskIDs()...)
	w.shows("100%  40 of 40")
	w.press("j", "j", "j")
	at := ""
	w.until("the cursor on the fourth task", func(s string) bool {
		m := underCursor.FindStringIndex(s)
		if m == nil || strings.Count(s[strings.Index(s, "  STATE"):m[0]], "\n") != 4 {
			return false
		}
		at = cursor(s)
		return true
	})
	for _, step := range []struct {
		what  string
		keys  []string
		shows string
		hides string
	}{
		{"filter asked for", []string{"/"}, "enter keeps", ""},
		{"filter typed", []string{"status:err"}, "of 40 /status:err", ""},
		{"filter", []string{"\r"}, "Done: ", "enter keeps"},
		{"the end is read", []string{esc}, "1 All", "Done: "},
		{"filter away", []string{esc}, "1 All 40", "/status:err"},
		{"orders", []string{"s"}, "sort by", ""}, // what comes in one read, five letters and more, is a paste
		{"order found", []string{"task"}, "sort by: task", ""},
		{"sort", []string{"\r"}, "40 of 40", "sort by"},
		{"reverse", []string{"S"}, "40 of 40", ""},
		{"mark", []string{" ", "k"}, "1 marked", ""},
		{"to do", []string{"!"}, "2 To do", "  ✓ ok  "},
		{"all again", []string{"!"}, "  ✓ ok  ", ""},
		{"view", []string{"2"}, "2 To do", ""},
		{"view back", []string{"1"}, "1 All", ""},
		{"palette", []string{":"}, "does it", ""},
		{"palette found", []string{"check"}, "check all", ""},
		{"palette away", []string{esc}, "1 marked", "does it"},
		{"help", []string{"?"}, "type a word", ""},
		{"help found", []string{"rev"}, "reverse the order", ""},
		{"help away", []string{esc}, "1 marked", "reverse the order"},
		{"columns", []string{"#"}, "[ ] checked", ""},
		{"a column", []string{down, "\r"}, " NOTE ", ""},
		{"columns away", []string{esc}, "1 marked", "[ ] checked"},
	} {
		w.press(step.keys...)
		w.until(step.what, func(s string) bool {
			return strings.Contains(s, step.shows) && (step.hides == "" || !strings.Contains(s, step.hides))
		})
		if slices.Contains([]string{"filter asked for", "filter typed", "orders", "order found", "palette", "palette found", "help", "help found", "columns", "a column"}, step.what) {
			continue // it covers the table
		}
		w.until(step.what+" with the cursor on "+at, func(s string) bool { return cursor(s) == at })
	}
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 24}, {40, 10}, {200, 60}} {
		w.resize(size[0], size[1])
		w.until(at+" under the cursor", func(s string) bool { return cursor(s) == at && strings.Contains(s, "? keys") })
	}
	w.resize(30, 5)
	w.shows("40x10 is needed for more")
	w.resize(200, 60)
	w.until(at+" under the cursor", func(s string) bool { return cursor(s) == at && strings.Contains(s, "40 of 40") })
	w.press("Q")
	if err := w.cmd.Wait(); err != nil {
		t.Error(err)
	}
}
