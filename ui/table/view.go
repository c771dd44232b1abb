package table

import "hubwatch/model"

// View is how the table looked at a moment: its tabs with the user's settings,
// the cursor, and how far the cursor is below the first line in view.
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

// Restore puts the table back as it was, with what has become of the tasks since.
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
