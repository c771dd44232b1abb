package table

import (
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/ui/frame"
)

// marks are the tasks the user picked for the next action. They belong to
// tasks, whatever the table shows. The zero value is none.
type marks struct {
	ids  map[model.TaskID]bool
	from model.TaskID // where a range begins that is still open, "" for none
}

func (m *marks) has(id model.TaskID) bool { return m.ids[id] }

func (m *marks) set(id model.TaskID, on bool) {
	if m.ids == nil {
		m.ids = map[model.TaskID]bool{}
	}
	if on {
		m.ids[id] = true
	} else {
		delete(m.ids, id)
	}
}

// clear takes every mark away.
func (m *marks) clear() {
	clear(m.ids)
	m.close()
}

// close ends an open range.
func (m *marks) close() { m.from = "" }

func (m *marks) forget(gone func(model.TaskID) bool) {
	for id := range m.ids {
		if gone(id) {
			delete(m.ids, id)
		}
	}
	if m.from != "" && gone(m.from) {
		m.close()
	}
}

// mark marks the row under the cursor, or unmarks it, and moves on.
func (t *Screen) mark() {
	if task := t.Current(); task != nil {
		t.marks.set(task.ID, !t.marks.has(task.ID))
		t.move(+1)
	}
}

// span begins a range at the cursor, or marks the open one.
func (t *Screen) span() {
	task := t.Current()
	switch {
	case task == nil:
	case t.marks.from == "":
		t.marks.from = task.ID
		t.Hold(task.ID)
	default:
		from, to := t.ranged()
		for _, r := range t.rows[from:to] {
			t.marks.set(r.Task.ID, true)
		}
		t.marks.close()
	}
}

// ranged returns the rows of the open range, none if there is none.
func (t *Screen) ranged() (from, to int) {
	i := t.rowWith(t.marks.from)
	if i < 0 {
		return 0, 0
	}
	return min(i, t.index), max(i, t.index) + 1
}

// markShown marks every row that counts, or unmarks all if all are marked.
func (t *Screen) markShown() {
	all := true
	for _, r := range t.rows {
		all = all && (t.marks.has(r.Task.ID) || r.Task.Replaced())
	}
	for _, r := range t.rows {
		t.marks.set(r.Task.ID, !all && !r.Task.Replaced())
	}
}

// shownToDo returns the matching tasks that are to do, nil without a filter.
func (t *Screen) shownToDo() (tasks []*model.Task) {
	if !t.tab().narrowed() {
		return nil
	}
	for _, r := range t.rows {
		if r.Task.ToDo() {
			tasks = append(tasks, r.Task)
		}
	}
	return tasks
}

// Tasks returns what an action is about: the marked tasks in the order of the
// watchlist, or else the one under the cursor.
func (t *Screen) Tasks() []*model.Task {
	if len(t.marks.ids) == 0 {
		if current := t.Current(); current != nil {
			return []*model.Task{current}
		}
		return nil
	}
	var marked []*model.Task
	for _, task := range t.List().Tasks() {
		if t.marks.has(task.ID) {
			marked = append(marked, task)
		}
	}
	return marked
}

// MarkedText says how many tasks are marked, "" if none are.
func (t *Screen) MarkedText() string {
	n := len(t.marks.ids)
	if n == 0 {
		return ""
	}
	hidden := ""
	if rows := t.markedRows(); rows < n {
		hidden = fmt.Sprintf(" (%d not shown)", n-rows)
	}
	return fmt.Sprintf("%d marked%s  ", n, hidden)
}

// markedRows returns how many of the marked tasks are shown.
func (t *Screen) markedRows() int {
	n := 0
	for _, r := range t.rows {
		n += frame.Count(t.marks.has(r.Task.ID))
	}
	return n
}

// Marked returns which of some tasks are marked.
func (t *Screen) Marked(of []*model.Task) []model.TaskID {
	var marked []model.TaskID
	for _, task := range of {
		if t.marks.has(task.ID) {
			marked = append(marked, task.ID)
		}
	}
	return marked
}

// MarkAll marks tasks, or unmarks them if all are marked, and says so.
func (t *Screen) MarkAll(ids []model.TaskID) string {
	if len(ids) == 0 {
		return "there is no task to mark"
	}
	all := !slices.ContainsFunc(ids, func(id model.TaskID) bool { return !t.marks.has(id) })
	for _, id := range ids {
		t.marks.set(id, !all)
	}
	if all {
		return "the marks of " + model.Plural(len(ids), "task") + " are gone"
	}
	return model.Plural(len(ids), "task") + " marked"
}
