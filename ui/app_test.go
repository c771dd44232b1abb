package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/ui/fault"
)

// begun is when the bubble of a test begins.
func queue(begun time.Time) checkerFunc {
	return func(_ context.Context, id model.TaskID) (model.Report, error) {
		var n int
		fmt.Sscanf(string(id), "AAAAEZ6w%d", &n)
		return simulated(n, begun, time.Now()), nil
	}
}

// simulated is task n of a queue worked off one after the other, ten seconds
// each; every third fails and every fifth is canceled.
func simulated(n int, begun, now time.Time) model.Report {
	starts := begun.Add(time.Duration(n) * 10 * time.Second)
	r := model.Report{RequestedAt: begun, RawStatus: "PENDING", Status: model.StatusPending}
	if now.After(starts) {
		r.StartedAt, r.RawStatus, r.Status = starts, "PROCESSING", model.StatusProcessing
	}
	if !now.After(starts.Add(10 * time.Second)) {
		return r
	}
	r.CompletedAt, r.RawStatus, r.Status = starts.Add(10*time.Second), "COMPLETE", model.StatusComplete
	switch {
	case n%3 == 2:
		r.NumErrors, r.Errors = 1, []model.TaskError{{
			Category: "VALIDATION_ERROR", Message: "A folder of that name exists",
			Details: []model.ErrorDetail{{
				Message: "scopes are missing", Code: "MISSING",
				Context: []model.Field{{Key: "missingScopes", Values: []model.Text{"scope1", "scope2"}}},
			}},
		}}
	case n%5 == 4:
		r.RawStatus, r.Status = "CANCELED", model.StatusCanceled
	default:
		r.Result = &model.Folder{ID: model.Text(fmt.Sprint(9001 + n)), Path: model.Text(fmt.Sprintf("/brand/2025/%d", n))}
	}
	return r
}

func TestTasksMoveThroughTheirStates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Where: "demo", Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.shows("demo", "0 of 6", "○6", "Nothing to do again so far")
		h.wait(3 * time.Second)
		h.shows("▶1 ○5")
		h.wait(12 * time.Second)
		h.shows("✓1 ▶1 ○4", "/brand/2025/0")
		h.wait(60 * time.Second)
		h.shows("100%  6 of 6 in ", "2 failed · 1 canceled → 3 tasks to do again", "✓3", "Done: 3 arrived, 3 to do again")
		if got := h.line("✗ failed"); !strings.Contains(got, "A folder of that name") {
			t.Errorf("the failed row %q does not say why", got)
		}
	})
}

func TestOpenATaskAndReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 30)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.press("enter")
		h.shows("✗ failed", "AAAAEZ6w00002", "A folder of that name exists", "ERROR 1 of 1  VALIDATION_ERROR",
			"scopes are missing", "code MISSING", "missingScopes = scope1, scope2", "FOLDER      none came back", "TIMES")
		h.press("]")
		h.shows("AAAAEZ6w00005")
		h.press("[", "esc")
		h.shows("STATE", "FOLDER", "WHY")
		h.hides("esc back")
	})
}

func TestCursorStaysOnItsTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.press("j", "j", "j")
		before := h.app.front.Table.Current().ID
		row := slices.Index(h.lines(), h.line("▌"))
		h.wait(40 * time.Second)
		if got := h.app.front.Table.Current().ID; got != before {
			t.Errorf("the cursor went from %s to %s", before, got)
		}
		if got := h.lines()[row]; !strings.HasPrefix(got, "▌") || !strings.Contains(got, string(before)[5:]) {
			t.Errorf("line %d is %q, want the cursor still on %s", row, got, before)
		}
		h.shows("changed, g sorts")
		h.press("g")
		h.hides("changed, g sorts")
		h.shows("✗ failed")
	})
}

func TestOutageShowsStaleRowsAndRecovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		inner := queue(begun)
		var down atomic.Bool
		var asked atomic.Int64
		checker := checkerFunc(func(ctx context.Context, id model.TaskID) (model.Report, error) {
			asked.Add(1)
			if down.Load() {
				return model.Report{}, &model.CheckError{Kind: model.KindUnavailable, Message: "connection refused"}
			}
			return inner(ctx, id)
		})
		h := start(t, Options{Checker: checker, Tasks: watched(ids(20)...)}, 100, 24)
		defer h.stop()
		h.wait(5 * time.Second)
		h.hides("No answer")
		down.Store(true)
		h.wait(2 * time.Minute)
		before := asked.Load()
		h.shows("No answer from HubSpot for 1m (connection refused).", "Next try", "R now", "as of ", "○ pending   ~")
		h.wait(3 * time.Minute)
		if n := asked.Load() - before; n > 3*60/5 {
			t.Errorf("%d checks in three minutes of outage, want a probe now and then", n)
		}
		if got := h.app.List().Count(model.StatePending); got < 15 {
			t.Errorf("%d tasks pending in the outage, want the last good answers", got)
		}
		down.Store(false)
		h.wait(time.Minute)
		h.hides("stale", "cannot be reached")
	})
}

func TestPauseAndRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			asked.Add(1)
			return model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil
		})
		h := start(t, Options{Checker: checker, Tasks: watched(ids(3)...)}, 80, 24)
		defer h.stop()
		h.press("P")
		h.wait(5 * time.Second)
		h.shows("paused")
		before := asked.Load()
		h.wait(time.Minute)
		if n := asked.Load() - before; n != 0 {
			t.Errorf("%d checks while paused, want none", n)
		}
		h.press("r")
		if n := asked.Load() - before; n != 1 {
			t.Errorf("%d checks after r while paused, want one", n)
		}
		h.press("P")
		h.wait(time.Minute)
		if n := asked.Load() - before; n < 10 {
			t.Errorf("%d checks after going on, want many", n)
		}
	})
}

func TestRefusedTokenStopsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			asked.Add(1)
			return model.Report{}, &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401, Message: "expired"}
		})
		h := start(t, Options{Checker: checker, Tasks: watched(ids(100)...)}, 120, 24)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.shows("HubSpot refuses the token (401).", "expired", "R same again")
		if n := asked.Load(); n > model.MaxInFlight {
			t.Errorf("%d checks with a refused token, want at most those under way", n)
		}
	})
}

func TestAddByPaste(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(1)...)}, 80, 24)
		defer h.stop()
		h.em.Paste("AAAAEZ6w00000\rhttps://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6w00007/status\r\nAAAAEZ6w00008\rAAAAEZ6w...")
		h.wait(time.Second)
		h.shows("found 4: 2 new, 1 watched, 1 refused", `line 4: "AAAAEZ6w" is cut off`)
		if got := h.app.List().Len(); got != 1 {
			t.Errorf("%d tasks before enter, want 1", got)
		}
		h.press("enter")
		h.shows("added 2, 1 already watched, 1 refused", "0 of 3")
	})
}

func TestAddByTypingAndLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now())}, 60, 20)
		defer h.stop()
		h.shows("nothing watched yet", "Nothing is watched yet.")
		h.press("a", "q", "Q", "1")
		h.shows("add: qQ1", "found 1: 1 new")
		h.press("esc")
		h.shows("nothing watched yet")
		h.press("a", "x", "1", "enter")
		h.shows("x1", "added 1")
	})
}

func TestHelpIsDrawnFromTheKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(1)...)}, 80, 80)
		defer h.stop()
		h.press("?")
		for _, s := range h.app.Keys.Sections() {
			for _, e := range s.Entries {
				if e.Works(h.app.front.Here()) {
					h.shows(e.Key+" ", e.Does)
				}
			}
		}
		h.shows("HubSpot calls it COMPLETE or CANCELED", "longer than on 95 of 100", "how long in its state")
		h.press("m", "a", "r", "k")
		h.shows("take all marks away", "marked by you")
		h.hides("HubSpot calls it COMPLETE", "page down")
		h.press("?")
		h.hides("take all marks away", "search:")
	})
}

func TestEverySizeIsDrawnWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(100)...)}, 80, 24)
		defer h.stop()
		for _, size := range [][2]int{{40, 10}, {40, 24}, {60, 14}, {80, 24}, {120, 40}, {160, 30}, {200, 60}, {20, 3}, {1, 1}, {80, 24}} {
			h.resize(size[0], size[1])
			frame := h.app.draw()
			lines := strings.Split(frame, "\n")
			if len(lines) > size[1] {
				t.Errorf("%v: %d lines", size, len(lines))
			}
			for _, l := range lines {
				if w := h.app.Theme.Width(l); w > size[0] {
					t.Errorf("%v: a line of %d cells: %q", size, w, l)
				}
			}
			if size[0] >= 40 {
				h.shows("? keys", "pending")
			}
		}
	})
}

func TestAPanicInACheckEndsWithItsTrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			if time.Since(begun) > 3*time.Second {
				panic("odd reply")
			}
			return model.Report{Status: model.StatusPending}, nil
		})
		h := start(t, Options{Checker: checker, Tasks: watched(ids(3)...)}, 80, 24)
		<-h.done
		h.stop()
		if h.app.crash == nil || !strings.Contains(h.app.crash.Error(), "odd reply") {
			t.Errorf("crash %v, want the panic with its trace", h.app.crash)
		}
		if h.em.IsAltScreen() {
			t.Error("the alternate screen is still on")
		}
	})
}

// TestAPanicOfTheDashboardEndsIt has the dashboard itself panic, in its two
// halves: nothing of it reaches the screen or the terminal.
func TestAPanicOfTheDashboardEndsIt(t *testing.T) {
	for name, breaks := range map[string]func(*app){
		"when it takes something in": func(a *app) { a.polling.Limiter = granted(func() model.Budget { panic("odd budget") }) },
		"when it draws":              func(a *app) { a.Replay = func(model.Times) (string, bool) { panic("odd budget") } },
	} {
		synctest.Test(t, func(t *testing.T) {
			h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...)}, 80, 24)
			breaks(h.app)
			h.press("j")
			<-h.done
			h.stop()
			if f, ok := h.app.crash.(*fault.Error); !ok || f.What != "odd budget" || !strings.Contains(f.Trace, "app") {
				t.Errorf("%s: crash %v, want the panic with its trace", name, h.app.crash)
			}
			if h.em.IsAltScreen() {
				t.Errorf("%s: the alternate screen is still on", name)
			}
		})
	}
}

func TestWhatIsTypedBesideAPasteIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now())}, 80, 24)
		defer h.stop()
		h.press("a", "AAAAEZ6w00001")
		h.em.Paste("AAAAEZ6w00002")
		h.wait(time.Second)
		h.shows("add: pasted AAAAEZ6w00002, and AAAAEZ6w00001", "found 2: 2 new")
		h.em.Paste("AAAAEZ6w00003\rAAAAEZ6w00004")
		h.wait(time.Second)
		h.shows("add: pasted 3 lines, and AAAAEZ6w00001", "found 4: 4 new")
	})
}
