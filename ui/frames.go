package ui

import (
	"reflect"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// frames is the clock of Bubble Tea's renderer. The renderer looks for a new
// frame at a fixed rate, whether there is one or not: at 30 a second a key waits
// 17 ms for its answer and an idle screen costs a percent of a core. Here the
// clock runs when a frame was drawn and hardly at all otherwise.
//
// Bubble Tea 2.1.1 has no means for that, 2.1.2 has it built in. Its ticker is
// found by its name, and when it is not there the fixed rate stays.
type frames struct {
	program *tea.Program
	begun   time.Time    // for what does not follow the machine's clock
	until   atomic.Int64 // the clock runs until then, in nanoseconds since it began
	running atomic.Bool
}

const (
	frameEvery = 2 * time.Millisecond  // between two looks while the clock runs
	frameRuns  = 15 * time.Millisecond // how long it runs after a change
	frameIdle  = 2 * time.Second       // between two looks when it does not
)

// soon has the renderer look soon, and for a while: what was drawn reaches it
// only after this.
func (f *frames) soon() {
	if f == nil || f.ticker() == nil {
		return
	}
	f.until.Store(int64(time.Since(f.begun) + frameRuns))
	if !f.running.Swap(true) {
		f.ticker().Reset(frameEvery)
		time.AfterFunc(frameRuns, f.rest)
	}
}

// rest slows the clock down if nothing has changed for a while.
func (f *frames) rest() {
	if left := time.Duration(f.until.Load()) - time.Since(f.begun); left > 0 {
		time.AfterFunc(left, f.rest)
		return
	}
	f.ticker().Reset(frameIdle)
	f.running.Store(false)
	if time.Duration(f.until.Load()) > time.Since(f.begun) {
		f.soon() // a change came in between
	}
}

// ticker is the renderer's, nil if it is not running or not what we know.
func (f *frames) ticker() *time.Ticker {
	field := reflect.ValueOf(f.program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return (*time.Ticker)(field.UnsafePointer())
}

// picture is the view as it was drawn last, so that ticks in which nothing can
// have changed draw nothing.
type picture struct {
	view  tea.View
	now   time.Time // when it was drawn; the zero time: it must be drawn anew
	awake bool      // something happened that the renderer must look for

	changedAt time.Time // when something happened last
}

// calmAfter is how long after the last change ages are no longer shown in
// seconds, and calmEvery how often a calm screen is drawn all the same.
const (
	calmAfter = time.Minute + 10*time.Second
	calmEvery = 10 * time.Second
)

// calm tells whether nothing goes on: all is settled and nobody does anything.
func (a *app) calm() bool {
	return a.Replay == nil && a.List().Settled() == a.List().Len() && a.List().InFlight() == 0 &&
		a.Now.Sub(a.picture.changedAt) > calmAfter && a.Now.Sub(a.Note.Until) > calmEvery
}

// redraw has the next view drawn anew.
func (a *app) redraw() { a.picture.now = time.Time{} }

// unchanged tells whether a tick leaves the screen as it is: ages have whole
// seconds, and a calm screen has none.
func (a *app) unchanged() bool {
	drawn := a.picture.now
	if a.calm() {
		return a.Now.Sub(drawn) < calmEvery && !a.Now.Before(drawn)
	}
	return a.Now.Unix() == drawn.Unix()
}

// View draws the whole screen, or gives the last one again.
func (a *app) View() (view tea.View) {
	p := &a.picture
	if !p.now.IsZero() || a.crash != nil {
		return p.view
	}
	before := p.view
	view = before // as long as it cannot be drawn
	defer a.caught()
	p.view, p.now = a.screen(), a.Now
	if p.awake || before.Content != p.view.Content || before.WindowTitle != p.view.WindowTitle {
		a.frames.soon()
	}
	p.awake = false
	return p.view
}
