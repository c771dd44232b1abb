package ui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// shownIDs is the tasks of the table from top to bottom.
func shownIDs(a *app) []string {
	var shown []string
	for _, id := range a.front.Table.Shown() {
		shown = append(shown, strings.TrimPrefix(string(id), "AAAAEZ6w0000"))
	}
	return shown
}

func TestFilterFollowsEveryKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.press("/", "status:err")
		h.shows("/status:err", "2 of 6")
		h.press(" staus:x")
		h.shows("there is no field \"staus\"")
		h.press("enter")
		h.shows("there is no field") // a filter with a mistake is not taken
		h.press("esc")
		h.hides("/status:err", "there is no field")
		h.press("/", "!status:ok", "enter")
		h.shows("1 All 3 of 6 /!status:ok")
		if got, want := shownIDs(h.app), []string{"2", "5", "4"}; !slices.Equal(got, want) {
			t.Errorf("shown are %v, want %v", got, want)
		}
		h.press("2") // another tab does not have it
		h.hides("/!status:ok")
		h.shows("2 To do 3")
		h.press("1")
		h.shows("1 All 3 of 6 /!status:ok")
		h.press("esc", "esc")
		h.hides("/!status:ok")
		h.shows("1 All 6")
		h.press("/")
		h.em.SendKey(keyUp())
		h.wait(100 * time.Millisecond)
		h.shows("/!status:ok", "3 of 6")
		h.press("esc")
		h.hides("3 of 6")
	})
}

func TestCursorAndMarksFollowTheirTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.press("j", " ", "k", "k") // marks 5, the cursor is on 2
		h.press("G")
		at := h.app.front.Table.Current().ID
		for _, keys := range [][]string{{"s", "task", "enter"}, {"S"}, {"!", "!"}, {"/", "brand", "enter"}, {"2", "1"}, {":", "esc"}, {"?", "esc"}} {
			h.press(keys...)
			if got := h.app.front.Table.Current(); got == nil || got.ID != at {
				t.Errorf("after %v the cursor is on %v, want %s", keys, got, at)
			}
		}
		h.resize(200, 60)
		h.resize(40, 10)
		h.shows("▌ ")
		if got := h.app.front.Table.Current(); got == nil || got.ID != at {
			t.Errorf("on a small screen the cursor is on %v, want %s", got, at)
		}
		if len(h.app.front.Table.Marked([]*model.Task{h.app.List().Task("AAAAEZ6w00005")})) == 0 {
			t.Error("the mark is gone")
		}
	})
}

func TestActionsAreAboutTheMarkedTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.press(" ", "/", "status:ok", "enter") // the marked one is not shown any more
		h.shows("1 marked (1 not shown)")
		h.press("v", "j", "v")
		h.shows("3 marked")
		h.press("r")
		h.shows("checking 3 tasks")
		h.press("m", "wave 7", "enter")
		h.shows("3 tasks")
		h.press("enter")
		h.shows("described 3 tasks")
		for _, task := range h.app.List().Tasks()[:2] {
			if task.Label != "wave 7" {
				t.Errorf("%s has the label %q", task.ID, task.Label)
			}
		}
		h.press("x")
		h.shows("dropped 3 tasks, z brings them back", "3 of 3")
		h.press("z")
		h.shows("back: 3 tasks", "6 of 6")
		if got, want := len(h.app.List().Tasks()), 6; got != want {
			t.Errorf("%d tasks, want %d", got, want)
		}
		for i, task := range h.app.List().Tasks() {
			if want := ids(6)[i]; task.ID != want {
				t.Errorf("place %d has %s, want %s as before", i, task.ID, want)
			}
		}
		h.press("esc", "esc", "esc", "*")
		h.wait(6 * time.Second) // the note goes
		h.shows("6 marked")
		h.press("\\")
		h.hides("marked")
	})
}

func TestALineIsPastedIntoAFilter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.press("/")
		h.em.Paste("AAAAEZ6w00004\n")
		h.wait(time.Second)
		h.shows("/AAAAEZ6w00004", "1 of 6")
		h.em.Paste("AAAAEZ6w00007\nAAAAEZ6w00008")
		h.wait(time.Second)
		h.shows("found 2: 2 new")
	})
}

func TestProblemsAndOrders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...)}, 80, 24)
		defer h.stop()
		h.wait(2 * time.Minute)
		h.press("s", "task", "enter")
		h.shows("by task")
		h.press("e")
		if got := h.app.front.Table.Current().ID; got != "AAAAEZ6w00002" {
			t.Errorf("e went to %s, want the first that is to do", got)
		}
		h.press("e", "e", "E")
		if got := h.app.front.Table.Current().ID; got != "AAAAEZ6w00004" {
			t.Errorf("E went to %s, want the one before", got)
		}
		h.press("S")
		if got, want := shownIDs(h.app), []string{"5", "4", "3", "2", "1", "0"}; !slices.Equal(got, want) {
			t.Errorf("reversed: %v, want %v", got, want)
		}
		h.press("!")
		if got, want := shownIDs(h.app), []string{"2", "5", "4"}; !slices.Equal(got, want) {
			t.Errorf("to do are %v, want %v", got, want)
		}
		h.press("!")
		if got := len(shownIDs(h.app)); got != 6 {
			t.Errorf("! again shows %d tasks, want the tab from before with 6", got)
		}
	})
}

func TestThePaletteKnowsEveryAction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...)}, 80, 24)
		defer h.stop()
		h.press(":", "chkall")
		h.shows("check all", "R")
		h.press("enter")
		h.shows("checking 2 tasks")
		h.press(":", "filter", "enter", "0000")
		h.shows("/0000", "2 of 2")
	})
}

func TestTheMouseMovesOpensAndDrags(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(6)...), Mouse: true}, 160, 40)
		defer h.stop()
		h.wait(2 * time.Minute)
		click := func(x, y int) {
			h.p.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
			h.p.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
			h.wait(100 * time.Millisecond)
		}
		y := slices.Index(h.lines(), h.line("■ canceled"))
		for i, l := range h.lines() { // the table's, not the header's
			if strings.Contains(l, "W00004") || strings.Contains(l, "w00004") {
				y = i
			}
		}
		click(50, y)
		if got := h.app.front.Table.Current().ID; got != "AAAAEZ6w00004" {
			t.Errorf("the click went to %s", got)
		}
		h.p.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		h.wait(100 * time.Millisecond)
		if got, _ := h.app.front.Table.Position(); got != 1 {
			t.Errorf("the wheel went to row %d, want the first", got)
		}
		split := func() int { return splitOf(h.lines()[10]) }
		h.p.Send(tea.MouseClickMsg{X: split(), Y: 10, Button: tea.MouseLeft})
		h.p.Send(tea.MouseMotionMsg{X: 110, Y: 10, Button: tea.MouseLeft})
		h.p.Send(tea.MouseReleaseMsg{X: 110, Y: 10, Button: tea.MouseLeft})
		h.wait(100 * time.Millisecond)
		if got := split(); got < 108 || got > 112 {
			t.Errorf("the split is at %d after it was dragged to 110 of 160", got)
		}
		click(15, 2)
		if got := h.app.front.Table.Remembered().Tab; got != "To do" {
			t.Errorf("a click on the second tab brings %s to the front", got)
		}
		h.resize(100, 40)
		click(4, 2)
		if got := h.app.front.Table.Remembered().Tab; got != "All" {
			t.Errorf("a click on the first tab brings %s to the front", got)
		}
		click(20, 6)
		click(20, 6)
		if h.app.front.Task.ID() == "" {
			t.Error("a click on the row under the cursor does not open it")
		}
		h.press("esc", "%")
		if h.app.View().MouseMode != tea.MouseModeNone {
			t.Error("% does not give the mouse back")
		}
	})
}

// splitOf is the column of the line before the preview, behind that of the rail.
func splitOf(line string) int {
	last := strings.LastIndex(line, "│")
	return ansi.StringWidth(line[:max(0, last)])
}

// TestATooSmallScreenCanBeLeft holds that the key it names works, whatever was
// open before it shrank.
func TestATooSmallScreenCanBeLeft(t *testing.T) {
	for _, keys := range []string{"", "a", "/", ":", "?", "Y"} {
		a := everyState(t, false)
		a.resize(80, 24)
		if keys != "" {
			a.key(pressOf(keys))
		}
		a.resize(30, 5)
		a.key(pressOf("x"))
		if a.List().Len() != 10 {
			t.Errorf("after %q: a key took a task away on a screen that shows none", keys)
		}
		a.key(pressOf("Q"))
		if a.ctx.Err() == nil {
			t.Errorf("after %q: Q does not quit", keys)
		}
	}
}

func TestAGroupShowsAllItsTasks(t *testing.T) {
	a := everyState(t, false)
	a.resize(120, 40)
	a.front.Table.Do(keys.Press{Action: keys.Problems})
	a.front.Table.Narrow("status:ok")
	if _, got := a.front.Table.Position(); got != 1 {
		t.Errorf("%d tasks shown of one that is ok, with only what is to do before", got)
	}
}

func TestAFilterIsNarrowedFurther(t *testing.T) {
	a := everyState(t, false)
	a.resize(120, 40)
	a.front.Table.Narrow("status:err")
	for _, k := range []string{"/", "n", "a", "m", "e", "enter"} {
		a.key(pressOf(k))
	}
	if got, want := a.front.Table.Remembered().Tabs["All"].Filter, "status:err name"; got != want {
		t.Errorf("the filter is %q, want %q", got, want)
	}
	a.key(pressOf("/"))
	a.key(pressOf("enter"))
	if got, want := a.front.Table.Remembered().Tabs["All"].Filter, "status:err name"; got != want {
		t.Errorf("looked at and left as it was, the filter is %q, want %q", got, want)
	}
}
