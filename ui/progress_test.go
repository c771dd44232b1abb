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

func TestRangeText(t *testing.T) {
	for _, tc := range []struct {
		from, to time.Duration
		want     string
	}{
		{3 * time.Second, 9 * time.Second, "under 10s"}, {21 * time.Second, 58 * time.Second, "20-60s"}, {35*time.Minute + 20*time.Second, 49*time.Minute + 5*time.Second, "35-50m"},
		{2 * time.Hour, 5 * time.Hour, "2-5h"}, {-time.Minute, 5 * time.Minute, "under 5m"}, {50 * time.Hour, 70 * time.Hour, "2-3d"}, {3 * time.Minute, 3 * time.Minute, "~3m"}, {0, 0, "under 1s"},
	} {
		if got := rangeText(tc.from, tc.to); got != tc.want {
			t.Errorf("%v to %v: got %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
}

// TestTheEndIsForeseen follows a queue of sixty tasks, ten seconds each.
func TestTheEndIsForeseen(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates hours")
	}
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(60)...)}, 140, 30)
		defer h.stop()
		h.wait(100 * time.Second)
		h.shows("no estimate yet: ", " of 20 finishes")
		h.hides(" left")
		h.wait(150 * time.Second) // 24 or 25 of 60 are done: six minutes to go
		h.shows("6/min", "by the last 2", "ran 10s, 95% under 10s")
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
		h.shows("60 of 60 settled", "100%")
	})
}

// TestAStandstillIsNoFantasy holds that nothing is promised when nothing ends.
func TestAStandstillIsNoFantasy(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates hours")
	}
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		stuck := begun.Add(250 * time.Second)
		h := start(t, Options{Checker: queueUntil(begun, stuck), Tasks: watched(ids(60)...)}, 140, 30)
		defer h.stop()
		h.wait(12 * time.Minute)
		h.shows("stalled for", "the longest gap before was 10s")
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
