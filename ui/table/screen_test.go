package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/order"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// noon is when the tests of the table begin.
var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// tableOf is a table of n tasks, named 0 and up, of a size. Every fourth has
// ended with that many errors, every fourth is done, the rest goes on.
func tableOf(tb testing.TB, width, height, n int, tabs ...Tab) (*Screen, *session.Session) {
	tb.Helper()
	var list model.Watchlist
	for i := range n {
		list.Add(model.TaskID(fmt.Sprintf("task-%05d", i)), "", noon)
	}
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		tb.Fatal(err)
	}
	s := session.New(session.Start{Tasks: list.Tasks()})
	t := New(&screen.Env{
		Known: &s.Known, Theme: &l, Keys: keys.New(false), Now: noon, Width: width, Height: height, News: &digest.News{},
	}, tabs, Remembered{})
	for i, task := range slices.Clone(s.List().Tasks()) {
		t.Changed(s.Observe(answered(task.ID, i, noon), 0))
	}
	t.Layout(true)
	return t, s
}

// answered is an answer about the n-th task.
func answered(id model.TaskID, n int, at time.Time) model.Observation {
	r := model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING"}
	switch n % 4 {
	case 0:
		r = model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: n}
		for range n%7 + 1 {
			r.Errors = append(r.Errors, model.TaskError{Message: "no"})
		}
	case 1:
		r = model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"}
	}
	return model.Observe(id, at, at, r, nil)
}

// rowIDs is the tasks of the table from top to bottom.
func rowIDs(t *Screen) []model.TaskID {
	var shown []model.TaskID
	for _, r := range t.rows {
		shown = append(shown, r.Task.ID)
	}
	return shown
}

// TestOneChangeIsPutInItsPlace holds for every order and its reverse that a table
// that was kept up to date one change at a time is the table sorted anew.
func TestOneChangeIsPutInItsPlace(t *testing.T) {
	for _, o := range order.All {
		for _, reverse := range []bool{false, true} {
			checkOneByOne(t, o.Name, reverse)
		}
	}
}

// checkOneByOne makes changes, those of many times and those that move nothing, of
// tasks of which some are replaced.
func checkOneByOne(t *testing.T, by string, reverse bool) {
	t.Helper()
	table, s := tableOf(t, 120, 40, 120)
	for i, task := range s.List().Tasks() {
		s.List().Assign(task.ID, []model.Field{{Key: "folderId", Values: []model.Text{model.Text(fmt.Sprint(i % 80))}}}, "")
	}
	table.Changed(session.Changes{Anew: true})
	table.tab().order, table.tab().reverse = by, reverse
	table.fill()
	for i := range 80 {
		table.Now = table.Now.Add(30 * time.Second)
		table.Changed(s.Observe(answered(s.List().Tasks()[i*37%120].ID, i/2, table.Now), 0))
	}
	counts := func() (n []int) {
		for _, v := range table.tabs {
			n = append(n, v.count)
		}
		return n
	}
	kept := fmt.Sprint(rowIDs(table), counts())
	table.arrange()
	if anew := fmt.Sprint(rowIDs(table), counts()); kept != anew || s.List().Replaced() != 40 {
		t.Errorf("by %s, reversed %v, kept up to date:\n%s\nsorted anew:\n%s", by, reverse, kept, anew)
	}
}

func TestPlanColumnsAreFields(t *testing.T) {
	var list model.Watchlist
	for i := range 3 {
		list.Add(model.TaskID(fmt.Sprint(i)), "", noon)
		list.Tasks()[i].Plan = []model.Field{{Key: "wave", Values: []model.Text{model.Text(fmt.Sprint(3 - i))}}}
	}
	table, s := tableOf(t, 120, 40, 0, Tab{"Second", "wave=2"})
	table.Changed(s.Receive(session.Outbox{}, session.Inbox{Tasks: list.Tasks()}, nil, noon))
	if got := table.tabs[5]; got.Name != "Second" || got.count != 1 {
		t.Errorf("the saved tab is %+v", got)
	}
	table.sortBy("wave")
	if got, want := rowIDs(table), []model.TaskID{"2", "1", "0"}; !slices.Equal(got, want) {
		t.Errorf("by wave: %v, want %v", got, want)
	}
	if err := table.filter("wave:3"); err != nil || len(table.rows) != 1 {
		t.Errorf("wave:3 shows %v, %v", rowIDs(table), err)
	}
}

// TestAsks holds what the table asks for: it does nothing outside of itself.
func TestAsks(t *testing.T) {
	table, s := tableOf(t, 120, 40, 8)
	first := s.List().Task("task-00000")
	for _, tc := range []struct {
		does keys.Action
		want screen.Intent
	}{
		{keys.Open, screen.Open{Task: first}},
		{keys.Group, screen.Groups{}},
		{keys.Rerun, screen.Rerun{Tasks: []*model.Task{first}, Picked: false}},
		{keys.Quit, screen.Quit{}},
		{keys.Down, nil},
		{keys.Filter, nil},
	} {
		asks := table.Do(keys.Press{Action: tc.does, Digit: 1})
		if tc.want == nil && len(asks) == 0 {
			continue
		}
		if len(asks) != 1 || fmt.Sprint(asks[0]) != fmt.Sprint(tc.want) {
			t.Errorf("%s asks for %v, want %v", tc.does, asks, tc.want)
		}
	}
	empty, _ := tableOf(t, 80, 24, 0)
	for _, does := range []keys.Action{keys.Open, keys.Down, keys.Last, keys.Mark, keys.Range, keys.MarkShown} {
		if asks := empty.Do(keys.Press{Action: does}); len(asks) > 0 {
			t.Errorf("%s asks for %v of no task", does, asks)
		}
	}
}

// TestMarksOutliveWhatIsShown holds that a group is marked whether or not there
// were marks before, and that marks are of tasks and not of rows.
func TestMarksOutliveWhatIsShown(t *testing.T) {
	table, s := tableOf(t, 80, 24, 8)
	ids := []model.TaskID{"task-00004", "task-00005"}
	if got := table.MarkAll(ids); got != "2 tasks marked" {
		t.Errorf("it says %q", got)
	}
	table.Narrow("task-00004")
	var got []model.TaskID
	for _, task := range table.Tasks() {
		got = append(got, task.ID)
	}
	if !slices.Equal(got, ids) || table.MarkedText() != "2 marked (1 not shown)  " {
		t.Errorf("marked are %v, %q", got, table.MarkedText())
	}
	table.Changed(s.Drop([]*model.Task{s.List().Task("task-00005")}, nil))
	if table.MarkedText() != "1 marked  " {
		t.Errorf("with one dropped: %q", table.MarkedText())
	}
	if got := table.MarkAll(ids[:1]); got != "the marks of 1 task are gone" || table.MarkedText() != "" {
		t.Errorf("it says %q, and %q", got, table.MarkedText())
	}
}

// TestAClickMeansWhatIsDrawn clicks on every row and every tab where it is drawn,
// with and without lines above them.
func TestAClickMeansWhatIsDrawn(t *testing.T) {
	for _, size := range [][2]int{{40, 24}, {60, 16}, {80, 12}, {80, 24}, {120, 40}, {200, 60}} {
		for name, before := range map[string]func(*Screen, *session.Session){
			"as it is": func(*Screen, *session.Session) {},
			"paused":   func(_ *Screen, s *session.Session) { s.Hold(true, time.Time{}) },
			"filtered": func(t *Screen, _ *session.Session) { t.Narrow("task") },
			"by name":  func(t *Screen, _ *session.Session) { t.sortBy("task") },
		} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], name), func(t *testing.T) {
				table, s := tableOf(t, size[0], size[1], 8)
				before(table, s)
				table.Layout(true)
				clickRows(t, table)
				clickTabs(t, table)
			})
		}
	}
}

// clickRows clicks on the name of every task where the rows are drawn.
func clickRows(t *testing.T, table *Screen) {
	rows, f := 0, table.shape()
	for y, line := range table.Lines() {
		for _, task := range table.List().Tasks() {
			before, _, found := strings.Cut(line, string(task.ID))
			x := table.Theme.Width(before)
			if !found || x >= f.width || y < f.rowsAt || y >= f.rowsAt+f.rows {
				continue // it is in the side, or in the lines below
			}
			rows++
			table.Click(x, y)
			if got := table.Current().ID; got != task.ID {
				t.Errorf("a click on %q in line %d is one on %s", task.ID, y, got)
			}
		}
	}
	if rows == 0 {
		t.Errorf("there are no rows:\n%s", strings.Join(table.Lines(), "\n"))
	}
}

// clickTabs clicks on the text of every tab.
func clickTabs(t *testing.T, table *Screen) {
	if !table.shape().tabs {
		return
	}
	for at := range table.tabs {
		labels, _ := table.tabLabels()
		for _, label := range labels {
			if label.tab != at {
				continue
			}
			table.Click(label.from, table.shape().tabsAt)
			if table.inFront != at {
				t.Errorf("a click on %q is one on tab %d, want %d", label.text, table.inFront+1, at+1)
			}
			break
		}
	}
}

// TestAClickOnATabIsNoneOnAnother holds it for tabs whose texts begin alike.
func TestAClickOnATabIsNoneOnAnother(t *testing.T) {
	table, _ := tableOf(t, 150, 20, 8, Tab{Name: "x"}, Tab{Name: "x 0"})
	for at := range table.tabs {
		labels, _ := table.tabLabels()
		label := labels[at]
		if line := table.Lines()[table.shape().tabsAt]; line[label.from+1:label.to-1] != label.text {
			t.Errorf("%q does not stand at %d in %q", label.text, label.from, line)
		}
		table.Click(label.from, table.shape().tabsAt)
		if table.inFront != at {
			t.Errorf("a click on %q is one on tab %d", label.text, table.inFront+1)
		}
		if lines := strings.Join(table.Lines(), "\n"); !strings.Contains(lines, "["+table.longTab(at, table.tab())+"]") {
			t.Errorf("%q is not in front", label.text)
		}
	}
}

// TestTheSplitIsDragged holds that the line before the preview follows the mouse
// once it was taken hold of, and only then.
func TestTheSplitIsDragged(t *testing.T) {
	table, _ := tableOf(t, 200, 40, 8)
	was := table.shape().width
	table.Drag(140)
	if got := table.shape().width; got != was {
		t.Errorf("the line went to %d, and nobody holds it", got)
	}
	table.Click(was, 10)
	table.Drag(140)
	table.Release()
	table.Drag(122)
	if got := table.shape().width; got != 140 {
		t.Errorf("dragged to 140 and let go, the line is at %d", got)
	}
}
