// Package renderer has Bubble Tea's renderer look for a frame only when there
// is one.
package renderer

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Clock sets the clock of Bubble Tea's renderer, which looks for a new
// frame at a fixed rate, whether there is one or not: at 30 a second a key waits
// 17 ms for its answer and an idle screen costs a percent of a core. Here the
// clock runs when a frame was drawn and hardly at all otherwise.
//
// Bubble Tea 2.1.1, the latest, has no means for that. Its ticker is found by its
// name, and when it is not there the fixed rate stays.
type Clock struct {
	program *tea.Program
	begun   time.Time // for what does not follow the machine's clock

	mu    sync.Mutex
	runs  stage
	until time.Duration // when the next stage begins, since begun
	next  *time.Timer   // has it begin
}

// stage is how the clock runs.
type stage int

// The stages, each after the one before it. The zero value is that of a clock
// that nobody has woken.
const (
	idle stage = iota
	soon
	late
)

// New returns the clock of a program's renderer. A nil Clock leaves the
// renderer its own.
func New(p *tea.Program) *Clock { return &Clock{program: p, begun: time.Now()} }

// A look wakes the process, which costs more than the look. What was drawn is there
// at the first one; the late one is for a machine that is so busy that it was not.
const (
	frameSoon  = 2 * time.Millisecond  // until the look after a change
	frameLate  = 50 * time.Millisecond // from then until the late one
	frameIdle  = 2 * time.Second       // between two looks when nothing changes
	frameGrace = time.Millisecond      // after a look, before the clock runs slower: they must not meet
)

// Wake has the renderer look soon, and for a while: what was drawn reaches it
// only after this.
func (f *Clock) Wake() {
	if f == nil || f.ticker() == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.until = time.Since(f.begun) + frameSoon + frameGrace
	if f.runs == soon {
		return
	}
	f.runs = soon
	f.ticker().Reset(frameSoon)
	if f.next == nil {
		f.next = time.AfterFunc(frameSoon+frameGrace, f.slowDown)
	} else {
		f.next.Reset(frameSoon + frameGrace)
	}
}

// slowDown slows the clock down if nothing has changed for a while.
func (f *Clock) slowDown() {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := time.Since(f.begun)
	switch {
	case f.runs == idle:
	case now < f.until: // a change came in between
		f.next.Reset(f.until - now)
	case f.runs == soon:
		f.runs, f.until = late, now+frameLate+frameGrace
		f.ticker().Reset(frameLate)
		f.next.Reset(frameLate + frameGrace)
	default:
		f.runs = idle
		f.ticker().Reset(frameIdle)
	}
}

// ticker returns the renderer's, nil if it is not running or not what we know.
func (f *Clock) ticker() *time.Ticker {
	field := reflect.ValueOf(f.program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return (*time.Ticker)(field.UnsafePointer())
}
