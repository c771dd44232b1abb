package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// click clicks on a cell of the screen.
func click(a *app, x, y int) {
	a.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// TestAClickMeansWhatIsDrawn clicks on every row and every tab where it is drawn,
// with and without lines above them.
func TestAClickMeansWhatIsDrawn(t *testing.T) {
	for _, size := range [][2]int{{40, 24}, {60, 16}, {80, 12}, {80, 24}, {120, 40}, {200, 60}} {
		for name, before := range map[string]func(*app){
			"as it is": func(*app) {},
			"paused":   func(a *app) { a.Pace().Held = true },
			"filtered": func(a *app) { a.table.narrow("AAAA") },
			"by name":  func(a *app) { a.table.sortBy("name") },
		} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], name), func(t *testing.T) {
				a := everyState(t, false)
				before(a)
				a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				clickRows(t, a)
				clickTabs(t, a)
			})
		}
	}
}

// clickRows clicks on the ID of every task in its row.
func clickRows(t *testing.T, a *app) {
	rows := 0
	for y, line := range strings.Split(a.draw(), "\n") {
		for _, task := range a.List().Tasks() {
			before, _, found := strings.Cut(line, string(task.ID))
			x := a.Theme.Width(before)
			if !found || a.table.frame().pane.right && x > a.Width-a.table.frame().pane.width || a.table.frame().pane.height > 0 && y > a.Height-a.table.frame().pane.height {
				continue // it is in the preview
			}
			rows++
			if click(a, x, y); a.task.ID() != "" {
				a.task.Close() // the cursor was there
			}
			if got := a.table.Current().ID; got != task.ID {
				t.Errorf("a click on %q in line %d is one on %s", task.ID, y, got)
			}
		}
	}
	if rows == 0 && a.Width >= 80 {
		t.Errorf("there are no rows:\n%s", a.draw())
	}
}

// clickTabs clicks on the text of every tab.
func clickTabs(t *testing.T, a *app) {
	for tab := range a.table.tabs {
		for y, line := range strings.Split(a.draw(), "\n") {
			for _, label := range []string{longTab(tab, a.table.tabs[tab]), shortTab(tab, a.table.tabs[tab])} {
				before, _, found := strings.Cut(line, " "+label+" ")
				if !found || y > a.Height/2 {
					continue
				}
				click(a, a.Theme.Width(before)+1, y)
				if a.table.inFront != tab {
					t.Errorf("a click on %q is one on tab %d, want %d", label, a.table.inFront+1, tab+1)
				}
			}
		}
	}
}

// TestAClickOnATabIsNoneOnAnother holds it for tabs whose texts begin alike.
func TestAClickOnATabIsNoneOnAnother(t *testing.T) {
	a := everyState(t, false)
	a.table.tabs = append(a.table.tabs, &tab{Tab: Tab{Name: "x"}}, &tab{Tab: Tab{Name: "x 0"}})
	a.Update(tea.WindowSizeMsg{Width: 150, Height: 20})
	for _, label := range a.table.tabLabels() {
		click(a, label.from, 2)
		if a.table.inFront != label.tab {
			t.Errorf("a click on %q is one on tab %d", label.text, a.table.inFront+1)
		}
		if !strings.Contains(a.draw(), model.Text("["+longTab(label.tab, a.table.tab())+"]").Line()) {
			t.Errorf("%q is not in front", label.text)
		}
	}
}
