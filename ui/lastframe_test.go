package ui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestNothingIsDrawnWhileNothingChanges holds that ticks neither draw nor write
// when all is settled.
func TestNothingIsDrawnWhileNothingChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...)}, 120, 40)
		defer h.stop()
		h.wait(5 * time.Minute) // all settled, ages in minutes
		before := len(h.raw.String())
		h.wait(33 * time.Second)
		if got := len(h.raw.String()) - before; got > 200 { // an age went on by a minute
			t.Errorf("%d bytes were written in half a minute in which nothing changed", got)
		}
		h.press("j")
		if line := h.line("▌ "); !strings.Contains(line, "w00000") { // the second row: the one with errors is first
			t.Errorf("a key in a calm screen is lost: the cursor is on %s", line)
		}
	})
}

// TestACalmScreenIsDrawnSeldom counts what is drawn of a screen on which
// nothing goes on.
func TestACalmScreenIsDrawnSeldom(t *testing.T) {
	now := time.Now()
	a, err := newApp(t.Context(), Options{Checker: checkerFunc(failing), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	a.resize(120, 40)
	drawn, last := 0, time.Time{}
	for range 4 * 600 {
		now = now.Add(tickEvery)
		a.Update(tickMsg(now))
		a.View()
		if a.lastFrame.now != last {
			drawn++
			last = a.lastFrame.now
		}
	}
	if want := 70 + 530/10 + 5; drawn > want { // once a second, then every ten seconds
		t.Errorf("drawn %d times in ten minutes, want at most %d", drawn, want)
	}
}
