package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/ui/outside"
)

// TestANoteIsShownAsLongAsItIsRead holds that no note stands longer than it is
// read, that hints stand beside it where there is room, and that the path of a
// file that was written is never cut off.
func TestANoteIsShownAsLongAsItIsRead(t *testing.T) {
	a := everyState(t, false)
	a.resize(160, 40)
	a.say("times are local")
	if frame := a.draw(); !strings.Contains(frame, "times are local  enter open") {
		t.Errorf("no hints beside a short note:\n%s", frame)
	}
	a.Now = a.Now.Add(6 * time.Second)
	if frame := a.draw(); strings.Contains(frame, "times are local") {
		t.Error("a note of three words stands for more than 6 s")
	}
	a.say("%s", strings.Repeat("a long sentence ", 100))
	a.Now = a.Now.Add(15 * time.Second)
	if frame := a.draw(); strings.Contains(frame, "a long sentence") {
		t.Error("a note stands for more than 15 s")
	}
	path := "/home/eva/migrations/2026/hubwatch-rerun.csv"
	for _, width := range []int{40, 60, 80, 120} {
		a.resize(width, 24)
		a.done(outside.Done{Text: "the re-run of 12 folders (without AAAAEZ6whGI and 3 more: is not in the plan) is in", Path: path})
		lines := strings.Split(a.draw(), "\n")
		footer := lines[len(lines)-1]
		if end := path[max(0, len(path)-width+12):]; !strings.Contains(footer, end) || a.Theme.Width(footer) > width {
			t.Errorf("%d cells: %q does not name %s", width, footer, end)
		}
	}
}

func TestUndoKeepsTheMarks(t *testing.T) {
	a := everyState(t, false)
	a.resize(120, 40)
	for _, pressed := range []string{"space", "j", "space", "x"} {
		a.key(pressOf(pressed))
	}
	if n := len(a.front.Table.Marked(a.List().Tasks())); n != 0 || a.List().Len() != 8 {
		t.Fatalf("%d marks, %d tasks after the drop, want 0 and 8", n, a.List().Len())
	}
	a.key(pressOf("z"))
	if n := len(a.front.Table.Marked(a.List().Tasks())); n != 2 || a.List().Len() != 10 {
		t.Errorf("%d marks, %d tasks after the undo, want 2 and 10", n, a.List().Len())
	}
}

func TestTheKeyPageTakesQ(t *testing.T) {
	a := everyState(t, false)
	a.resize(120, 40)
	a.key(pressOf("?"))
	a.key(pressOf("q"))
	if len(a.sheets) > 0 || a.ctx.Err() != nil {
		t.Errorf("q leaves the help open, or ends the dashboard: %v, %v", a.sheets, a.ctx.Err())
	}
	for _, pressed := range []string{"?", "e", "q"} { // what is searched for may have one
		a.key(pressOf(pressed))
	}
	if !strings.Contains(a.draw(), "keys  eq") {
		t.Error("q cannot be searched for")
	}
}

func TestALabelIsSeenInTheRow(t *testing.T) {
	a := everyState(t, false)
	label := model.Text("wave 3: press")
	a.announce(a.session.Describe([]*model.Task{a.List().Task("AAAAEZ6wh00")}, &label, nil))
	for size, want := range map[[2]int]string{{40, 24}: "/brand/2026/spring ", {80, 24}: "/brand/2026/spring ", {200, 60}: " [wave 3: press]"} {
		a.resize(size[0], size[1])
		if frame := a.draw(); !strings.Contains(frame, want) { // no label costs a letter of a folder
			t.Errorf("%v:\n%s", size, frame)
		}
	}
}

// TestStalledIsNeverSaidOfASettledList settles the last tasks while an estimate
// that says so is still in place.
func TestStalledIsNeverSaidOfASettledList(t *testing.T) {
	a := bigApp(t, 60)
	begun := a.Now
	for i, id := range ids(60)[:40] {
		a.Now = begun.Add(time.Duration(i) * time.Second)
		a.session.Observe(model.Observe(id, a.Now, a.Now, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: begun, StartedAt: begun, CompletedAt: a.Now}, nil), 0)
	}
	for _, id := range ids(60)[40:] {
		a.session.Observe(model.Observe(id, a.Now, a.Now.Add(time.Hour), model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING", RequestedAt: begun, StartedAt: begun}, nil), 0)
	}
	a.resize(200, 60)
	a.Now = a.Now.Add(time.Hour)
	a.session.EstimateEnd(a.Now)
	a.session.Measure(a.Now, true, false)
	if frame := a.draw(); !strings.Contains(frame, "talled") {
		t.Fatalf("it is not stalled to begin with:\n%s", frame)
	}
	for _, id := range ids(60)[40:] {
		a.List().Apply(model.Observe(id, a.Now, a.Now, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: begun, StartedAt: begun, CompletedAt: a.Now}, nil))
	}
	if frame := a.draw(); strings.Contains(frame, "talled") || a.Stalled() != "" {
		t.Errorf("a settled list is called stalled:\n%s", frame)
	}
}

// TestWCountsWhatIsToBeDone marks tasks of every state and asks for a re-run.
func TestWCountsWhatIsToBeDone(t *testing.T) {
	a := everyState(t, false)
	a.opt.Desk = noDesk{}
	a.resize(120, 40)
	a.key(pressOf("*"))
	a.key(pressOf("W"))
	frame := a.draw()
	if !strings.Contains(frame, "to do: 0 folders, without 6 not in the plan, without 1 that HubSpot does not know") {
		t.Errorf("tasks that are done, or under way, are counted:\n%s", frame)
	}
	if !strings.Contains(frame, "what HubSpot answered about 5 tasks") {
		t.Errorf("tasks that are as they should be are counted:\n%s", frame)
	}
}

// noDesk is a desk that does nothing.
type noDesk struct{ outside.Desk }

func (noDesk) Copy(context.Context, string) (string, error) { return "", nil }
