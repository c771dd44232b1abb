package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestTheEndIsForeseen follows a queue of sixty tasks, ten seconds each.
func TestTheEndIsForeseen(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("simulates hours")
	}
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(60)...)}, 140, 30)
		defer h.stop()
		h.wait(100 * time.Second)
		h.shows("no estimate yet: ", " of 20 ends")
		h.hides(" left")
		h.wait(150 * time.Second) // 24 or 25 of 60 are done: six minutes to go
		h.press("i")
		h.shows("6 a minute", "by the last 2", "10s in the middle, 95 of 100 under 10s")
		h.press("esc")
		line := h.line(" left")
		low, high := 0, 0
		if n, _ := sscanRange(line, &low, &high); n != 2 || low > 6 || high < 5 || high > 9 {
			t.Errorf("six minutes are left, and the header says %q", line)
		}
		h.resize(80, 24)
		if first := h.lines()[0]; !strings.Contains(first, "m left") {
			t.Errorf("the first line of a small screen is %q", first)
		}
		h.press("P")
		h.hides(" left")
		h.press("P")
		h.wait(400 * time.Second)
		h.shows("100%  60 of 60 in 10m00s")
	})
}

// TestAStandstillIsNoFantasy holds that nothing is promised when nothing ends.
func TestAStandstillIsNoFantasy(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("simulates hours")
	}
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		stuck := begun.Add(250 * time.Second)
		h := start(t, Options{Checker: queueUntil(begun, stuck), Tasks: watched(ids(60)...)}, 140, 30)
		defer h.stop()
		h.wait(12 * time.Minute)
		h.shows("stalled ", "usually 10s pass at most")
		h.hides(" left")
	})
}

// sscanRange reads the range that stands before "left".
func sscanRange(line string, low, high *int) (int, error) {
	before, _, _ := strings.Cut(line, " left")
	words := strings.Fields(before)
	return fmt.Sscanf(words[len(words)-1], "%d-%dm", low, high)
}

// queueUntil is a queue that stands still from a moment on.
func queueUntil(begun, stuck time.Time) checkerFunc {
	return func(_ context.Context, id model.TaskID) (model.Report, error) {
		var n int
		fmt.Sscanf(string(id), "AAAAEZ6w%d", &n)
		now := time.Now()
		if now.After(stuck) {
			now = stuck
		}
		return simulated(n, begun, now), nil
	}
}
