package ui

import (
	"fmt"
	"strings"
	"testing"

	"hubwatch/model"
)

// TestALargeMessageIsShownToABound holds that of a text of megabytes only a
// part is broken into lines, that it is said how much there is, and that what is
// copied is whole.
func TestALargeMessageIsShownToABound(t *testing.T) {
	a := everyState(t, false)
	huge := model.Text(strings.Repeat("a message of a mégabyte ", 50_000))
	task := a.list.Task("AAAAEZ6wh02")
	e := &task.Report.Errors[0]
	e.Message, e.Category = huge, huge
	e.Context = []model.Field{{Key: huge, Values: []model.Text{huge}}}
	task.Report.Result.Path = "/" + huge + "/end"
	task.Report.Raw = []byte(`{"message":"` + string(huge) + `","` + string(huge) + `":1}`)
	for _, size := range [][2]int{{40, 24}, {80, 24}, {200, 60}} {
		a.resize(size[0], size[1])
		a.table.hold(task.ID)
		a.layout()
		checkFrame(t, a, "table")
		a.task, a.level = nil, deepestLevel
		a.openTask(task)
		tree := a.task.front()
		message := tree.flat[tree.cursor]
		for range len(tree.flat) {
			checkFrame(t, a, "task")
			tree.move(1)
		}
		for _, n := range tree.flat {
			if d := n.draw(&a.theme, a.width); len(d.parts) > 2*longestShown/max(1, a.width-20)+longestShown/100 {
				t.Errorf("%v: %d lines of %s", size, len(d.parts), model.Text(n.path()).Head(40))
			}
		}
		if message.value() != string(huge) {
			t.Errorf("%v: %d bytes are copied, want %d", size, len(message.value()), len(huge))
		}
		tree.to(0)
		for tree.current() != message {
			tree.move(1)
		}
		if frame := a.draw(); !strings.Contains(frame, "V shows all of it") {
			t.Errorf("%v: it is not said where the rest is:\n%s", size, frame)
		}
		parts := strings.Join(message.draw(&a.theme, a.width).parts, " ")
		if more := fmt.Sprintf("… and %s bytes more", model.Thousands(len(huge)-longestShown)); !strings.Contains(parts, more) {
			t.Errorf("%v: want %q at its end, not %q", size, more, parts[len(parts)-60:])
		}
		a.toggleRaw()
		a.wantRaw()
		a.layout()
		checkFrame(t, a, "raw")
	}
	if why := task.Why(); len(why) > 10_000 {
		t.Errorf("why in %d bytes", len(why))
	}
}
