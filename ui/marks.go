package ui

import (
	"slices"

	"hubwatch/model"
)

// marks are the tasks a person picked for the next action. They belong to the
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

// close ends a range that was begun.
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

// mark marks the row under the cursor, or takes its mark away, and goes on.
func (t *table) mark() {
	if task := t.current(); task != nil {
		t.marks.set(task.ID, !t.marks.has(task.ID))
		t.move(+1)
	}
}

// span begins a range at the cursor, or marks the one that was begun.
func (t *table) span() {
	task := t.current()
	switch {
	case task == nil:
	case t.marks.from == "":
		t.marks.from = task.ID
		t.hold(task.ID)
	default:
		from, to := t.ranged()
		for _, r := range t.rows[from:to] {
			t.marks.set(r.task.ID, true)
		}
		t.marks.close()
	}
}

// ranged is the rows of the range that was begun, none if none was.
func (t *table) ranged() (from, to int) {
	if t.marks.from == "" {
		return 0, 0
	}
	for i, r := range t.rows {
		if r.task.ID == t.marks.from {
			return min(i, t.index), max(i, t.index) + 1
		}
	}
	return 0, 0
}

// markShown marks every row, or takes the marks away if all have one.
func (t *table) markShown() {
	all := true
	for _, r := range t.rows {
		all = all && t.marks.has(r.task.ID)
	}
	for _, r := range t.rows {
		t.marks.set(r.task.ID, !all)
	}
}

// marked is the tasks an action is about: the marked ones in the order of the
// watchlist, else the given one; none if that is nil.
func (a *app) marked(front *model.Task) []*model.Task {
	if len(a.table.marks.ids) == 0 || a.task != nil {
		if front == nil {
			return nil
		}
		return []*model.Task{front}
	}
	var tasks []*model.Task
	for _, t := range a.List().Tasks() {
		if a.table.marks.has(t.ID) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// markedRows is how many of the marked tasks are shown.
func (t *table) markedRows() int {
	n := 0
	for _, r := range t.rows {
		n += count(t.marks.has(r.task.ID))
	}
	return n
}

// markAll marks tasks, or takes the marks away if all have one.
func (a *app) markAll(ids []model.TaskID) {
	if len(ids) == 0 {
		a.say("there is no task to mark")
		return
	}
	m := a.table.marks
	all := !slices.ContainsFunc(ids, func(id model.TaskID) bool { return !m.has(id) })
	for _, id := range ids {
		m.set(id, !all)
	}
	if all {
		a.say("the marks of %s are gone", model.Plural(len(ids), "task"))
	} else {
		a.say("%s marked", model.Plural(len(ids), "task"))
	}
}
