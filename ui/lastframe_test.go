package ui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
	"hubwatch/ui/pulse"
)

// TestNothingIsDrawnWhileNothingChanges holds that ticks neither draw nor write
// when all is settled.
func TestNothingIsDrawnWhileNothingChanges(t *testing.T) {
	t.Parallel()
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
		if line := h.line("▌ "); !strings.Contains(line, "/brand/2025/0") { // the second row: the one with errors is first
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
		now = now.Add(pulse.Every)
		a.Update(pulse.Tick(now))
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

// TestWhatIsNotNewIsDrawnWithTheAges counts the frames while checks bring
// answers, ten a second: that tasks go on is drawn once a second, what is new of
// tasks twice, and what is new after a quiet while at once.
func TestWhatIsNotNewIsDrawnWithTheAges(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	a, err := newApp(t.Context(), Options{Checker: checkerFunc(failing), Clock: func() time.Time { return now }, Tasks: watched(ids(200)...)})
	if err != nil {
		t.Fatal(err)
	}
	a.resize(120, 40)
	all := ids(200)
	drawn, last := 0, time.Time{}
	after := func(msg tea.Msg) {
		a.Update(msg)
		a.View()
		if a.lastFrame.now != last {
			drawn, last = drawn+1, a.lastFrame.now
		}
	}
	answer := func(id model.TaskID, status model.Status) {
		after(ask.Checked{Observation: model.Observe(id, now, now, model.Report{Status: status, StartedAt: now.Add(-time.Second)}, nil)})
	}
	for _, id := range all {
		answer(id, model.StatusProcessing)
	}
	seconds := func(status model.Status) int {
		drawn = 0
		for i := range 100 { // ten seconds; the first task is under the cursor
			now = now.Add(100 * time.Millisecond)
			after(pulse.Tick(now))
			answer(all[1+i], status)
		}
		return drawn
	}
	if got := seconds(model.StatusProcessing); got > 12 {
		t.Errorf("%d frames in ten seconds in which tasks went on, want one a second", got)
	}
	if got := seconds(model.StatusComplete); got < 20 || got > 32 {
		t.Errorf("%d frames in ten seconds in which tasks ended, want two or three a second", got)
	}
	now = now.Add(time.Second)
	after(pulse.Tick(now))
	now, drawn = now.Add(500*time.Millisecond), 0
	if answer(all[0], model.StatusComplete); drawn != 1 {
		t.Error("news after a quiet while is not drawn at once")
	}
}
