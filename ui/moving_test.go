package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// walked is a dashboard with a task in every state on which keys were pressed.
func walked(t *testing.T, width, height int, keys ...string) *app {
	t.Helper()
	a := everyState(t, false)
	a.Update(tea.WindowSizeMsg{Width: width, Height: height})
	a.presses(keys...)
	return a
}

func (a *app) presses(keys ...string) {
	for _, k := range keys {
		a.Update(pressOf(k))
	}
}

// cells is what is on the screen, without styles.
func (a *app) cells() string { return trimmed(styles.ReplaceAllString(a.draw(), "")) }

// cursorLine is the line with the cursor, "" if there is none.
func cursorLine(a *app) string {
	for _, line := range strings.Split(a.cells(), "\n") {
		if strings.HasPrefix(line, "▌") {
			return line
		}
	}
	return ""
}

// TestBackIsWhereOneCameFrom goes from the table to the causes and on, and back.
func TestBackIsWhereOneCameFrom(t *testing.T) {
	for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {160, 50}, {200, 60}} {
		for _, back := range []string{"esc", "h", "left"} {
			a := walked(t, size[0], size[1], "2", "j", "s", "t", "a", "s", "k", "enter", "j")
			first := a.cells()
			a.presses("b", "j")
			second := a.cells()
			if !strings.Contains(second, "Why ") {
				t.Fatalf("%v: b shows\n%s", size, second)
			}
			a.presses("enter")
			third := a.cells()
			if a.front.Groups != nil || !strings.Contains(third, "cause=") {
				t.Fatalf("%v: enter shows\n%s", size, third)
			}
			a.presses("enter", "b")
			if a.front.Groups == nil || a.front.Task.ID() != "" {
				t.Fatalf("%v: b in a task shows\n%s", size, a.cells())
			}
			a.presses("esc")
			if a.front.Task.ID() == "" {
				t.Fatalf("%v: esc in the causes of a task shows\n%s", size, a.cells())
			}
			a.presses("esc")
			for _, want := range []string{third, second, first} {
				if got := a.cells(); got != want {
					t.Errorf("%v, %s: one is back at\n%s\nwant\n%s", size, back, got, want)
				}
				a.presses(back)
			}
		}
	}
}

// TestBackKeepsWhereOneWas holds tab, row, filter and how far was scrolled.
func TestBackKeepsWhereOneWas(t *testing.T) {
	a := everyState(t, false)
	for _, id := range ids(60) {
		a.List().Add(id, "", a.Now)
	}
	a.front.Table.ShowTab(4)
	a.front.Table.ShowTab(0)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 24})
	a.presses("/", "s", "t", "a", "t", "u", "s", ":", "u", "n", "enter")
	a.presses(slices.Repeat([]string{"j"}, 30)...)
	a.presses(slices.Repeat([]string{"k"}, 5)...)
	before := a.cells()
	a.presses("b", "enter", "2", "/", "f", "enter", "1", "/", "x", "enter")
	for range 3 { // the filter of what was typed, then back twice
		a.presses("esc")
	}
	if got := a.cells(); got != before {
		t.Errorf("one is back at\n%s\nwant\n%s", got, before)
	}
}

// TestBackPassesByATaskThatIsGone drops the task one came from.
func TestBackPassesByATaskThatIsGone(t *testing.T) {
	a := walked(t, 100, 30, "enter")
	id := a.front.Task.ID()
	a.presses("b")
	a.drop(a.List().Task(id))
	a.presses("esc")
	if a.front.Task.ID() != "" || a.front.Groups != nil || a.Back != "" {
		t.Errorf("one is back at task %q, from %q", a.front.Task.ID(), a.Back)
	}
	a.presses("enter", "x")
	if a.front.Task.ID() != "" || a.Back != "" {
		t.Errorf("dropped, the task %q is open", a.front.Task.ID())
	}
}

// TestKeysOfMoving holds what each does, by what is on the screen.
func TestKeysOfMoving(t *testing.T) {
	for name, tc := range map[string]struct {
		keys  []string
		shows string
		hides string
	}{
		"tab":                       {[]string{"tab"}, "[2 To do", ""},
		"shift+tab":                 {[]string{"shift+tab"}, "[5 New", ""},
		"tab in groups":             {[]string{"b", "tab"}, "All 10 tasks by status", ""},
		"shift+tab in groups":       {[]string{"b", "shift+tab"}, "All 10 tasks by parent", ""},
		"tab in a task":             {[]string{"enter", "tab"}, "2 of 10", ""},
		"shift+tab in a task":       {[]string{"enter", "tab", "tab", "shift+tab"}, "2 of 10", ""},
		"f":                         {[]string{"f", "s", "p", "r", "i"}, "/spri", ""},
		"f in a task":               {[]string{"enter", "f", "n", "a", "m", "e", "enter"}, "match 2 of", ""},
		"f in groups":               {[]string{"b", "f", "c", "a", "n", "c"}, "■ HubSpot canceled it", "name is taken"},
		"/ in groups, then esc":     {[]string{"b", "/", "c", "a", "n", "c", "esc"}, "name is taken", ""},
		"/ in groups, enter, esc":   {[]string{"b", "/", "c", "a", "n", "c", "enter", "esc"}, "name is taken", ""},
		"/ in groups, nothing":      {[]string{"b", "/", "z", "z", "z"}, "No group has these words", ""},
		"!":                         {[]string{"!"}, "[2 To do", ""},
		"! and back":                {[]string{"3", "!", "!"}, "[3 Running", ""},
		"! in groups":               {[]string{"b", "!"}, "[2 To do", ""},
		"a number in groups":        {[]string{"b", "3"}, "[3 Running", ""},
		"back from it":              {[]string{"b", "3", "esc"}, "are to do again", ""},
		"and to the tab before":     {[]string{"5", "b", "3", "esc", "esc"}, "[5 New", ""},
		"h at the root":             {[]string{"h"}, "q quits", ""},
		"h in a tab":                {[]string{"3", "h"}, "[1 All", "q quits"},
		"n":                         {[]string{"G", "n"}, "▌ ✗ failed      AAAAEZ6wh01", ""},
		"N":                         {[]string{"g", "N"}, "▌ ∅ missing     AAAAEZ6wh07", ""},
		"n in a task":               {[]string{"enter", "n"}, "2 of 10", ""},
		"N in a task":               {[]string{"enter", "n", "N"}, "1 of 10", ""},
		"n with a search":           {[]string{"enter", "/", "n", "a", "m", "e", "enter", "n"}, "match 3 of", ""},
		"L":                         {[]string{"L"}, "JOURNAL", ""},
		"L again":                   {[]string{"L", "L"}, "[1 All", "JOURNAL"},
		"L in a task":               {[]string{"enter", "L"}, "JOURNAL", ""},
		"L in groups":               {[]string{"b", "L"}, "JOURNAL", ""},
		"L, then esc":               {[]string{"b", "L", "esc"}, "are to do again", "JOURNAL"},
		"b in a task has its cause": {[]string{"n", "n", "n", "enter", "b"}, "▌", ""},
		"u":                         {[]string{"u"}, `"u" does nothing here; ? shows the keys`, ""},
		"u twice":                   {[]string{"u", "u"}, "[1 All", "does nothing"},
		"u, then another key":       {[]string{"u", "j"}, "[1 All", "does nothing"},
		"X in a task":               {[]string{"enter", "X"}, `"X" does nothing here; ? shows the keys`, ""},
		"palette":                   {[]string{":"}, "▌ open", ""},
		"palette in a task":         {[]string{"enter", ":"}, "▌ next task", ""},
		"palette, nothing":          {[]string{":", "q", "q", "q"}, "nothing matches", "▌"},
		"keys over the palette":     {[]string{":", "f1"}, "keys  type a word", ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, height := range []int{24, 29} {
				a := walked(t, 100, height, tc.keys...)
				if got := a.cells(); !strings.Contains(got, tc.shows) || tc.hides != "" && strings.Contains(got, tc.hides) {
					t.Errorf("after %q, want %q and no %q:\n%s", tc.keys, tc.shows, tc.hides, got)
				}
			}
		})
	}
}

// TestTheJournalAtEverySize shows and hides it, as a part of the screen and as a
// page.
func TestTheJournalAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {40, 24}, {80, 24}, {120, 40}, {160, 50}, {200, 60}} {
		a := walked(t, size[0], size[1])
		if shown := strings.Contains(a.cells(), "JOURNAL"); shown != (size[1] >= 50) {
			t.Errorf("%v: the journal is shown by itself: %v", size, shown)
		}
		for range 2 {
			before := strings.Contains(a.cells(), "JOURNAL")
			a.presses("L")
			if strings.Contains(a.cells(), "JOURNAL") == before {
				t.Errorf("%v: L leaves the journal as it was:\n%s", size, a.cells())
			}
		}
	}
}

// TestInATaskItsCauseAndItsRerun holds where b leads from a task, and what W is
// about.
func TestInATaskItsCauseAndItsRerun(t *testing.T) {
	a := walked(t, 100, 30)
	for _, id := range []model.TaskID{"AAAAEZ6wh02", "AAAAEZ6wh03", "AAAAEZ6wh07"} {
		of := a.List().Task(id)
		a.do(a.front.Open(of))
		a.presses("b")
		c := a.Causes().Of(id)
		if line := cursorLine(a); c == nil || !strings.Contains(line, a.Causes().Called(c)[:10]) {
			t.Errorf("from %s, b leads to %q", id, line)
		}
		a.presses("esc", "esc")
	}
}

// TestAClickOnAHeadingSorts clicks on SINCE, and again.
func TestAClickOnAHeadingSorts(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {100, 16}, {120, 40}, {160, 50}, {200, 60}} {
		a := walked(t, size[0], size[1])
		for _, name := range []string{"SINCE", "FOLDER", "WHY", "STATE"} {
			want := "▾"
			for range 2 {
				x, y := at(t, a, name)
				a.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
				_, y = at(t, a, "STATE")
				got := strings.Split(a.cells(), "\n")[y]
				if !strings.Contains(got, name+want) || strings.Count(got, "▾")+strings.Count(got, "▴") != 1 {
					t.Errorf("%v: a click on %s does not make it %s: %s", size, name, name+want, got)
				}
				want = "▴"
			}
		}
	}
}

// at is where a word stands on the screen.
func at(t *testing.T, a *app, word string) (x, y int) {
	t.Helper()
	for y, line := range strings.Split(a.cells(), "\n") {
		if before, _, ok := strings.Cut(line, word); ok {
			return a.Theme.Width(before), y
		}
	}
	t.Fatalf("%s is not on the screen:\n%s", word, a.cells())
	return 0, 0
}

// TestAClickOnARowOfThePaletteDoesIt clicks on an action.
func TestAClickOnARowOfThePaletteDoesIt(t *testing.T) {
	for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}} {
		a := walked(t, size[0], size[1], ":", "s", "o", "r", "t")
		x, y := at(t, a, "sort ")
		a.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		if got := a.cells(); !strings.Contains(got, "sort by") {
			t.Errorf("%v: a click on sort shows\n%s", size, got)
		}
		x, y = at(t, a, "by path")
		a.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		if got := a.front.Table.Remembered().Tabs["All"].Order; got != "folder" || len(a.sheets) > 0 {
			t.Errorf("%v: a click on folder sorts by %q", size, got)
		}
	}
}

// TestALongKeyDoesNotRunIntoItsText rebinds to keys with long names.
func TestALongKeyDoesNotRunIntoItsText(t *testing.T) {
	for _, width := range []int{40, 80, 120, 200} {
		a := everyState(t, false)
		if wrong := a.Keys.Rebind(map[string][]string{"sort": {"ctrl+shift+f12"}, "drop": {"backspace"}}); len(wrong) > 0 {
			t.Log(wrong)
		}
		a.Update(tea.WindowSizeMsg{Width: width, Height: 120})
		a.presses("?")
		for _, s := range a.Keys.Sections() {
			for _, e := range s.Entries {
				if e.Works(a.front.Here()) && !strings.Contains(strings.Join(strings.Fields(a.cells()), " "), e.Key+" "+strings.Fields(e.Does)[0]) && width > 40 {
					t.Errorf("%d columns: %s runs into %q:\n%s", width, e.Key, e.Does, a.cells())
				}
			}
		}
	}
}
