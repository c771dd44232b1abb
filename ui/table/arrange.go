package table

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/order"
	"hubwatch/ui/row"
)

// arrange looks at every task again: which tabs it belongs to, whether it is shown,
// and, unless the order is held, where. While it is held, new tasks are appended.
func (t *Screen) arrange() {
	if !t.held() {
		t.count()
		t.fill()
		return
	}
	var added []*model.Task
	for _, task := range t.List().Tasks() {
		if _, known := t.in[task]; !known {
			added = append(added, task)
		}
	}
	t.count()
	s := t.sorter()
	for _, r := range t.rows {
		if !t.shows(r.Task) || r.Key != s.Key(r.Task) {
			t.changed[r.Task.ID] = true
		}
	}
	for _, task := range added {
		if t.shows(task) {
			t.rows = append(t.rows, s.Place(task))
		}
	}
}

// count works out which tabs each task belongs to.
func (t *Screen) count() {
	t.readFilters()
	clear(t.in)
	for _, v := range t.tabs {
		v.count = 0
	}
	for _, task := range t.List().Tasks() {
		t.in[task] = t.belongs(task)
	}
}

// replaced is the bit of a task that counts in no tab.
const replaced = 1 << maxTabs

// belongs returns the tabs a task belongs to, one bit for each, and adds it to
// their counts. A replaced task belongs only to the first tab, which has all
// tasks, and is not counted.
func (t *Screen) belongs(task *model.Task) uint16 {
	t.longest = row.Longest(t.Theme, t.longest, task)
	var in uint16
	if task.Replaced() {
		in |= replaced
	}
	for i, v := range t.tabs {
		if v.base.Match(task, t.now()) && (i == 0 || !task.Replaced()) {
			in |= 1 << i
			if !task.Replaced() {
				v.count++
			}
		}
	}
	return in
}

// readFilters parses the filters again if the plan has gained columns.
func (t *Screen) readFilters() {
	if t.known == len(t.Columns()) && len(t.in) > 0 {
		return
	}
	t.known = len(t.Columns())
	for _, v := range t.tabs {
		_ = v.read(t.Columns()) // it is said where the filter is shown
	}
}

// shows reports whether the tab in front shows the task.
func (t *Screen) shows(task *model.Task) bool {
	return t.in[task]&(1<<t.inFront) != 0 && t.tab().found.Match(task, t.now())
}

// fill sets the rows to what the tab in front shows, in order.
func (t *Screen) fill() {
	s := t.sorter()
	t.rows = t.rows[:0]
	for _, task := range t.List().Tasks() {
		if t.shows(task) {
			t.rows = append(t.rows, s.Place(task))
		}
	}
	s.Sort(t.rows)
	clear(t.changed)
	t.seek()
}

// update handles a task that is new or has changed. While the order is held no
// row moves; that it would is remembered.
func (t *Screen) update(task *model.Task) {
	was, known := t.in[task]
	for i, v := range t.tabs {
		if was&(1<<i) != 0 && was&replaced == 0 {
			v.count--
		}
	}
	t.in[task] = t.belongs(task)
	s, shows := t.sorter(), t.shows(task)
	now := s.Place(task)
	if shows && s.Has(t.rows, now) {
		return // it stays where it is
	}
	at := t.rowOf(task)
	switch {
	case at < 0 && !shows:
	case !t.held():
		if at >= 0 {
			t.rows = slices.Delete(t.rows, at, at+1)
		}
		if shows {
			t.rows = s.Insert(t.rows, now)
		}
		t.seek()
	case !known && shows:
		t.rows = append(t.rows, now)
	case at < 0 || !shows || t.rows[at] != now:
		t.changed[task.ID] = true
	}
}

// rowOf returns the row that a task has, -1 if it has none.
func (t *Screen) rowOf(task *model.Task) int {
	return slices.IndexFunc(t.rows, func(r order.Row) bool { return r.Task == task })
}

// forget updates the rows after tasks were dropped or restored. If the cursor's
// task is gone, the cursor stays on its line.
func (t *Screen) forget() {
	held := t.held()
	t.rows = slices.DeleteFunc(t.rows, func(r order.Row) bool { return t.List().Task(r.Task.ID) != r.Task })
	t.count()
	for id := range t.changed {
		if t.List().Task(id) == nil {
			delete(t.changed, id)
		}
	}
	t.marks.forget(func(id model.TaskID) bool { return t.List().Task(id) == nil })
	if held && t.List().Task(t.cursor) == nil {
		t.index = max(0, min(t.index, len(t.rows)-1))
		t.cursor = ""
		if len(t.rows) > 0 {
			t.cursor = t.rows[t.index].Task.ID
		}
	}
	t.seek()
}
