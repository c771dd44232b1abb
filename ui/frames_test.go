package ui

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestTheRendererHasItsClock holds that the version of Bubble Tea in use has
// the clock that frames sets; without it the screen is slower, not wrong.
func TestTheRendererHasItsClock(t *testing.T) {
	field, ok := reflect.TypeFor[tea.Program]().FieldByName("ticker")
	if !ok || field.Type != reflect.TypeFor[*time.Ticker]() {
		t.Error("Bubble Tea's renderer has no ticker any more: see whether frames is still needed")
	}
}

// TestNothingIsDrawnWhileNothingChanges holds that ticks neither draw nor write
// when all is settled.
func TestNothingIsDrawnWhileNothingChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...)}, 120, 40)
		defer h.stop()
		h.wait(5 * time.Minute) // all settled, ages in minutes
		before, drawn := len(h.raw.String()), h.app.picture.now
		h.wait(8 * time.Second)
		if h.app.picture.now.Sub(drawn) > calmEvery {
			t.Errorf("drawn at %v and at %v", drawn, h.app.picture.now)
		}
		h.wait(25 * time.Second)
		if got := len(h.raw.String()) - before; got > 200 { // an age went on by a minute
			t.Errorf("%d bytes were written in half a minute in which nothing changed", got)
		}
		h.press("j")
		h.shows("▌")
		if h.app.table.index != 1 {
			t.Error("a key in a calm screen is lost")
		}
	})
}
