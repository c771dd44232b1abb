package table

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/order"
)

// held reports whether the order is held, because the user has moved the cursor.
func (t *Screen) held() bool { return t.cursor != "" }

// Current returns the task under the cursor, nil if there is none.
func (t *Screen) Current() *model.Task {
	if t.index < len(t.rows) {
		return t.rows[t.index].Task
	}
	return nil
}

// seek finds the cursor's task after the rows have moved. While the task is not
// shown the first row has the cursor.
func (t *Screen) seek() {
	if t.index = t.rowWith(t.cursor); t.index < 0 {
		t.index, t.top = 0, 0
		return
	}
	t.scroll()
}

// rowWith returns the row of the task with an ID, -1 if there is none.
func (t *Screen) rowWith(id model.TaskID) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(t.rows, func(r order.Row) bool { return r.Task.ID == id })
}

// move moves the cursor down by that many rows.
func (t *Screen) move(by int) {
	if len(t.rows) == 0 {
		return
	}
	t.index = max(0, min(t.index+by, len(t.rows)-1))
	t.cursor = t.rows[t.index].Task.ID
	t.scroll()
}

// problem moves the cursor to the next (by = 1) or previous (by = -1) row that
// is to do, wrapping around; false if there is none.
func (t *Screen) problem(by int) bool {
	for i := 1; i <= len(t.rows); i++ {
		at := (t.index + by*i + len(t.rows)*2) % len(t.rows)
		if t.rows[at].Task.ToDo() {
			t.move(at - t.index)
			return true
		}
	}
	return false
}

// release returns to the first row and lets the order follow again.
func (t *Screen) release() {
	t.cursor = ""
	t.arrange()
}

// Position returns the cursor's place among the tasks shown, from 1, and how
// many there are.
func (t *Screen) Position() (at, of int) { return t.index + 1, len(t.rows) }

// Step moves the cursor by that many rows and returns the task it is then on,
// nil if there is none.
func (t *Screen) Step(by int) *model.Task {
	t.move(by)
	return t.Current()
}

// StepProblem moves the cursor to the next row that is to do (by = 1) or the
// previous one (by = -1), and returns its task, nil if there is none.
func (t *Screen) StepProblem(by int) *model.Task {
	if !t.problem(by) {
		return nil
	}
	return t.Current()
}

// Bring puts the cursor on the first of some restored tasks and gives them
// their marks back.
func (t *Screen) Bring(back []*model.Task, marked []model.TaskID) {
	for _, id := range marked {
		t.marks.set(id, true)
	}
	t.cursor = back[0].ID
	t.count()
	t.fill()
}

// Hold puts the cursor on a task that is shown, and holds the order.
func (t *Screen) Hold(id model.TaskID) {
	if t.cursor != id {
		t.cursor = id
		t.seek()
	}
}
