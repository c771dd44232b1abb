package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/tree"
)

// TestALargeMessageIsShownToABound holds that of a text of megabytes only a
// part is broken into lines, that it is said how much there is, and that what is
// copied is whole.
func TestALargeMessageIsShownToABound(t *testing.T) {
	t.Parallel()
	a := everyState(t, false)
	huge := model.Text(strings.Repeat("a message of a mégabyte ", 50_000))
	task := a.List().Task("AAAAEZ6wh02")
	e := &task.Report.Errors[0]
	e.Message, e.Category = huge, huge
	e.Context = []model.Field{{Key: huge, Values: []model.Text{huge}}}
	task.Report.Result.Path = "/" + huge + "/end"
	task.Report.Raw = []byte(`{"message":"` + string(huge) + `","` + string(huge) + `":1}`)
	for _, size := range [][2]int{{40, 24}, {80, 24}, {200, 60}} {
		a.resize(size[0], size[1])
		a.front.Table.Hold(task.ID)
		a.layout()
		checkFrame(t, a, "table")
		a.front.Task.Close()
		a.front.Task.Do(keys.Press{Action: keys.Level, Digit: 3})
		a.do(a.front.Open(task))
		shown := a.front.Task.Tree()
		shown.Seek("errors[0].message")
		message := shown.Flat[shown.Cursor]
		for range len(shown.Flat) {
			checkFrame(t, a, "task")
			shown.Move(1)
		}
		for _, n := range shown.Flat {
			if d := n.Draw(a.Theme, a.Width); len(d.Parts) > 2*tree.LongestShown/max(1, a.Width-20)+tree.LongestShown/100 {
				t.Errorf("%v: %d lines of %s", size, len(d.Parts), model.Text(n.Path()).Head(40))
			}
		}
		if message.Value() != string(huge) {
			t.Errorf("%v: %d bytes are copied, want %d", size, len(message.Value()), len(huge))
		}
		shown.To(0)
		for shown.Current() != message {
			shown.Move(1)
		}
		if frame := a.draw(); !strings.Contains(frame, "V shows all of it") {
			t.Errorf("%v: it is not said where the rest is:\n%s", size, frame)
		}
		parts := strings.Join(message.Draw(a.Theme, a.Width).Parts, " ")
		if more := fmt.Sprintf("… and %s bytes more", model.Thousands(len(huge)-tree.LongestShown)); !strings.Contains(parts, more) {
			t.Errorf("%v: want %q at its end, not %q", size, more, parts[len(parts)-60:])
		}
		a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
		a.layout()
		checkFrame(t, a, "raw")
	}
	if why := task.Why(); len(why) > 10_000 {
		t.Errorf("why in %d bytes", len(why))
	}
}

// TestDeepNestingStaysOnTheScreen opens an answer that is nested as deep as a
// JSON reader allows.
func TestDeepNestingStaysOnTheScreen(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("one goroutine draws for long: not in a short run")
	}
	a := openedTask(t, taskCases(time.Now())["ok"])
	a.resize(40, 10)
	task := a.front.Table.Current()
	task.Report.Raw = []byte(strings.Repeat(`{"a":[`, 4000) + strings.Repeat(`]}`, 4000))
	a.do(a.front.Open(task))
	a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
	a.front.Task.Tree().To(6000)
	checkFrame(t, a, "raw")
}
