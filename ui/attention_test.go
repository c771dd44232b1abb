package ui

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// TestSinceYouLastLooked holds that coming back shows what happened, and that
// what is new has a badge until it was on the screen.
func TestSinceYouLastLooked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(12)...)}, 100, 40)
		defer h.stop()
		h.wait(5 * time.Second)
		h.em.Blur()
		h.wait(40 * time.Second)
		h.shows("5 New 5") // four that ended, one that began
		h.em.Focus()
		h.wait(time.Second)
		h.shows("3 done, 1 new to do (a new cause: scopes are missing)", "NEW", "5 New 5")
		h.wait(4 * time.Second)
		h.shows("5 New 0")
		h.hides("NEW")
		h.press("esc")
		h.hides("3 done")
	})
}

// TestAKeyAfterAWhileCountsAsComingBack is for terminals that do not tell of
// the focus.
func TestAKeyAfterAWhileCountsAsComingBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now().Add(15 * time.Minute)
		h := start(t, Options{Checker: queue(begun), Tasks: watched(ids(3)...)}, 100, 40)
		defer h.stop()
		h.wait(20 * time.Minute)
		h.shows("5 New 3")
		h.press("j")
		h.press("esc") // the end is told first
		h.shows("2 done, 1 new to do")
	})
}

// TestACallIsMadeOnlyForWhatIsNew asks the pure part.
func TestACallIsMadeOnlyForWhatIsNew(t *testing.T) {
	a := bigApp(t, 30)
	if a.person.Call(nil, "bell") != nil {
		t.Error("what was there at the start is a call")
	}
	a.person.Focus(tea.BlurMsg{})
	if a.person.Call(nil, "bell") != nil {
		t.Error("nothing new is a call")
	}
	report := broken("LOCKED", "x")
	a.List().Apply(model.Observe(ids(1)[0], a.Now, a.Now.Add(time.Hour), report, nil))
	a.List().Add("later", "", a.Now)
	observe(a, model.Observe("later", a.Now, a.Now, report, nil))
	if a.person.Call(nil, "bell") == nil {
		t.Error("a new cause is no call")
	}
	if a.person.Call(nil, "bell") != nil {
		t.Error("a new cause is called for twice")
	}
	a.person.Focus(tea.FocusMsg{})
	report = broken("TAKEN", "x")
	a.List().Add("last", "", a.Now)
	observe(a, model.Observe("last", a.Now, a.Now, report, nil))
	if a.person.Call(nil, "bell") != nil {
		t.Error("a person who looks is called")
	}
}

// TestTheViewIsThereAgain holds that filter, tab, order, columns, cursor and
// what is new survive a restart.
func TestTheViewIsThereAgain(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	begin := func(view []byte, tasks []*model.Task) *app {
		a, err := newApp(context.Background(), Options{Clock: func() time.Time { return now }, Theme: "none", Tasks: tasks, View: view})
		if err != nil {
			t.Fatal(err)
		}
		a.resize(120, 40)
		return a
	}
	a := begin(nil, watched(ids(9)...))
	a.markSeen()
	a.front.Table.Do(keys.Press{Action: keys.Tab, Digit: 3})
	a.front.Table.Do(keys.Press{Action: keys.Tab, Digit: 1})
	a.front.Table.Narrow("id:0000")
	for _, k := range []string{"s", "t", "a", "s", "k", "enter", "S", "#", "r", "a", "n", "enter", "esc"} {
		a.Update(keys.Named(k))
	}
	a.front.Table.Step(3)
	a.News.Add(ids(9)[7])
	data := a.viewData()

	now = now.Add(time.Hour)
	tasks := watched(ids(9)...)
	report := broken("LOCKED", "x")
	tasks[2].Report, tasks[2].SeenAt = &report, now.Add(-time.Minute)
	b := begin(data, tasks)
	if got, want := b.front.Table.Current().ID, a.front.Table.Current().ID; got != want {
		t.Errorf("the cursor is on %s, want %s", got, want)
	}
	left := b.front.Table.Remembered()
	if v := left.Tabs["All"]; left.Tab != "All" || v.Filter != "id:0000" || v.Order != "task" || !v.Reverse || !slices.Equal(left.Columns, []string{"ran"}) || len(left.Filters) != 1 {
		t.Errorf("the view is %+v", v)
	}
	if !b.News.Has(ids(9)[7]) || !b.News.Has(ids(9)[2]) || b.News.Len() != 2 {
		t.Errorf("new are %v", b.News.IDs())
	}
	if got, want := b.Away.ToDo, 1; got != want {
		t.Errorf("%d problems since, want %d", got, want)
	}
	for _, odd := range []string{"", "null", "{", `{"tab": 7}`, `{"tabs": {"All": {"filter": "odd:\"", "order": "gone", "cursor": "nobody"}}}`} {
		if c := begin([]byte(odd), watched(ids(9)...)); c.draw() == "" {
			t.Errorf("%q: nothing is drawn", odd)
		}
	}
}
