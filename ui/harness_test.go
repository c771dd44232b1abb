package ui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// checkerFunc is a HubSpot made of one function.
type checkerFunc func(ctx context.Context, id model.TaskID) (model.Report, error)

func (f checkerFunc) Check(ctx context.Context, id model.TaskID) (model.Report, error) {
	return f(ctx, id)
}

// onlcr does what a terminal's line discipline does: without a real terminal
// Bubble Tea sends a bare line feed for a new line.
type onlcr struct{ w io.Writer }

func (o onlcr) Write(p []byte) (int, error) {
	_, err := o.w.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

// harness is the whole dashboard in an emulated terminal. It must be used in a
// synctest bubble.
type harness struct {
	t    *testing.T
	app  *app
	em   *vt.SafeEmulator
	p    *tea.Program
	raw  *tap
	done chan struct{}
	err  error
}

// tap keeps what was written to the terminal.
type tap struct {
	mu  sync.Mutex
	buf bytes.Buffer
	w   io.Writer
}

func (t *tap) Write(p []byte) (int, error) {
	t.mu.Lock()
	t.buf.Write(p)
	t.mu.Unlock()
	return t.w.Write(p)
}

func (t *tap) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}

func start(t *testing.T, opt Options, width, height int) *harness {
	t.Helper()
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	a, err := newApp(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, app: a, em: vt.NewSafeEmulator(width, height), done: make(chan struct{})}
	h.raw = &tap{w: onlcr{h.em}}
	term := Terminal{In: h.em, Out: h.raw}
	h.p = tea.NewProgram(a, append(term.options(opt.Colors),
		tea.WithWindowSize(width, height), tea.WithoutSignals(),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))...)
	go a.pulse.Run(a.ctx, h.p.Send)
	go func() {
		defer close(h.done)
		_, h.err = h.p.Run()
	}()
	h.wait(time.Second)
	return h
}

// stop ends the program and lets every timer of it run out.
func (h *harness) stop() {
	h.t.Helper()
	h.p.Quit()
	<-h.done
	h.app.stop()
	_ = h.em.InputPipe().(io.Closer).Close()
	time.Sleep(5 * time.Second)
	if h.err != nil {
		h.t.Errorf("the dashboard ended with %v", h.err)
	}
}

// wait lets time pass and the screen settle.
func (h *harness) wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// press types keys, each as a person would: with a moment between.
func (h *harness) press(keys ...string) {
	for _, k := range keys {
		switch k {
		case "enter":
			h.em.SendKey(uv.KeyPressEvent{Code: uv.KeyEnter})
		case "esc":
			h.em.SendKey(uv.KeyPressEvent{Code: uv.KeyEscape})
			h.wait(time.Second) // until it cannot be the start of a sequence
		case "pgdn":
			h.em.SendKey(uv.KeyPressEvent{Code: uv.KeyPgDown})
		case "pgup":
			h.em.SendKey(uv.KeyPressEvent{Code: uv.KeyPgUp})
		default:
			h.em.SendText(k)
		}
		h.wait(100 * time.Millisecond)
	}
}

func (h *harness) resize(width, height int) {
	h.em.Resize(width, height)
	h.p.Send(tea.WindowSizeMsg{Width: width, Height: height})
	h.wait(200 * time.Millisecond)
}

// lines is the text on the screen, without trailing blanks.
func (h *harness) lines() []string {
	var lines []string
	for y := range h.em.Height() {
		var b strings.Builder
		for x := 0; x < h.em.Width(); {
			c := h.em.CellAt(x, y)
			if c == nil || c.Content == "" {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(c.Content)
			x += max(1, c.Width)
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return lines
}

func (h *harness) screen() string { return strings.Join(h.lines(), "\n") }

// shows fails the test unless each text is on the screen.
func (h *harness) shows(texts ...string) {
	h.t.Helper()
	screen := h.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			h.t.Errorf("the screen does not show %q:\n%s", text, screen)
		}
	}
}

func (h *harness) hides(texts ...string) {
	h.t.Helper()
	screen := h.screen()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			h.t.Errorf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// line is the first line of the screen with that text.
func (h *harness) line(text string) string {
	h.t.Helper()
	for _, l := range h.lines() {
		if strings.Contains(l, text) {
			return l
		}
	}
	h.t.Fatalf("no line with %q:\n%s", text, h.screen())
	return ""
}

// ids makes n task IDs that differ at the end, as HubSpot's do.
func ids(n int) []model.TaskID {
	out := make([]model.TaskID, n)
	for i := range out {
		out[i] = model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", i))
	}
	return out
}

// watched makes tasks that nothing is known of yet.
func watched(ids ...model.TaskID) []*model.Task {
	var w model.Watchlist
	for _, id := range ids {
		w.Add(id, "", time.Now())
	}
	return w.Tasks()
}

// pressOf is the press of a key, by its name.
var pressOf = keys.Named

func keyUp() uv.KeyPressEvent   { return uv.KeyPressEvent{Code: uv.KeyUp} }
func keyDown() uv.KeyPressEvent { return uv.KeyPressEvent{Code: uv.KeyDown} }
