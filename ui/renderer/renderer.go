// Package renderer has Bubble Tea's renderer look for a frame only when there
// is one.
package renderer

import (
	"reflect"
	"sync/atomic"
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
	begun   time.Time    // for what does not follow the machine's clock
	until   atomic.Int64 // the clock runs until then, in nanoseconds since it began
	running atomic.Bool
}

// New returns the clock of a program's renderer. A nil Clock leaves the
// renderer its own.
func New(p *tea.Program) *Clock { return &Clock{program: p, begun: time.Now()} }

const (
	frameEvery = 2 * time.Millisecond  // between two looks while the clock runs
	frameRuns  = 15 * time.Millisecond // how long it runs after a change
	frameIdle  = 2 * time.Second       // between two looks when it does not
)

// Wake has the renderer look soon, and for a while, because a frame reaches it
// only after this.
func (f *Clock) Wake() {
	if f == nil || f.ticker() == nil {
		return
	}
	f.until.Store(int64(time.Since(f.begun) + frameRuns))
	if !f.running.Swap(true) {
		f.ticker().Reset(frameEvery)
		time.AfterFunc(frameRuns, f.slowDown)
	}
}

// slowDown slows the clock down if nothing has changed for a while.
func (f *Clock) slowDown() {
	if left := time.Duration(f.until.Load()) - time.Since(f.begun); left > 0 {
		time.AfterFunc(left, f.slowDown)
		return
	}
	f.ticker().Reset(frameIdle)
	f.running.Store(false)
	if time.Duration(f.until.Load()) > time.Since(f.begun) {
		f.Wake() // a change came in between
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
