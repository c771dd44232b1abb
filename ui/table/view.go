package table

import "hubwatch/model"

// View is how the table was at a moment: its tabs and what a user set in them,
// the cursor, and how far below the first line in view that is.
type View struct {
	tabs    []tab
	inFront int
	came    string
	cursor  model.TaskID
	below   int
}

// View returns how the table is now.
func (t *Screen) View() View {
	v := View{inFront: t.inFront, came: t.came, cursor: t.cursor, below: t.index - t.top}
	for _, of := range t.tabs {
		v.tabs = append(v.tabs, *of)
	}
	return v
}

// Restore has the table as it was, with what has become of the tasks since.
func (t *Screen) Restore(v View) {
	for i := range v.tabs {
		count := t.tabs[i].count
		*t.tabs[i] = v.tabs[i]
		t.tabs[i].count = count
		_ = t.tabs[i].read(t.Columns()) // it was read before
	}
	t.inFront, t.came, t.cursor = v.inFront, v.came, v.cursor
	t.marks.close()
	t.fill()
	t.top = t.index - v.below
	t.scroll()
}

// Called returns what the tab in front is called.
func (t *Screen) Called() string { return t.tab().Name }
