package ui

import (
	"slices"

	"hubwatch/model"
)

// table is the list of tasks: their order, the cursor, and the part in view.
//
// The cursor belongs to a task, not to a line. Until a person moves it, it
// stays on the first line and the order follows the tasks' states, most urgent
// first. From then on the order is held, so that nothing moves under the
// cursor, until the person returns to the top.
type table struct {
	rows    []*model.Task
	cursor  model.TaskID // "" is the first row, whichever task that is
	index   int          // of the cursor in rows
	top     int          // the first row in view
	height  int          // rows in view
	changed map[model.TaskID]bool
}

// held tells whether the order is held for the person.
func (t *table) held() bool { return t.cursor != "" }

// current is the task under the cursor, nil if there is none.
func (t *table) current() *model.Task {
	if t.index < len(t.rows) {
		return t.rows[t.index]
	}
	return nil
}

// arrange brings the rows up to date with the watchlist. Held, it only adds
// the new tasks at the end.
func (t *table) arrange(list *model.Watchlist) {
	if t.held() && len(t.rows) <= list.Len() {
		t.rows = append(t.rows, list.Tasks()[len(t.rows):]...)
		return
	}
	t.sort(list)
	t.seek()
}

// sort puts the most urgent states first, each in the order of the watchlist.
func (t *table) sort(list *model.Watchlist) {
	t.rows = t.rows[:0]
	for _, s := range model.States {
		if list.Count(s) == 0 {
			continue
		}
		for _, task := range list.Tasks() {
			if task.State() == s {
				t.rows = append(t.rows, task)
			}
		}
	}
	clear(t.changed)
}

// seek finds the cursor's task again after the rows moved.
func (t *table) seek() {
	if !t.held() {
		t.index, t.top = 0, 0
		return
	}
	for i, task := range t.rows {
		if task.ID == t.cursor {
			t.index = i
			t.scroll()
			return
		}
	}
	t.index = max(0, min(t.index, len(t.rows)-1))
	t.scroll()
}

// forget brings the rows up to date when tasks are gone or back. The cursor of
// a task that is gone stays on its line.
func (t *table) forget(list *model.Watchlist) {
	held := t.held()
	t.rows = slices.DeleteFunc(t.rows, func(task *model.Task) bool { return list.Task(task.ID) != task })
	if len(t.rows) != list.Len() || !held {
		t.sort(list)
	}
	if held && list.Task(t.cursor) == nil {
		t.index = max(0, min(t.index, len(t.rows)-1))
		t.cursor = ""
		if len(t.rows) > 0 {
			t.cursor = t.rows[t.index].ID
		}
	}
	t.seek()
}

// note remembers that a row would move if the order were not held.
func (t *table) note(events []model.Event) {
	for _, e := range events {
		if e.Kind == model.EventState && t.held() {
			if t.changed == nil {
				t.changed = map[model.TaskID]bool{}
			}
			t.changed[e.ID] = true
		}
	}
}

// move puts the cursor by that many rows further down.
func (t *table) move(by int) {
	if len(t.rows) == 0 {
		return
	}
	t.index = max(0, min(t.index+by, len(t.rows)-1))
	t.cursor = t.rows[t.index].ID
	t.scroll()
}

// release returns to the first row and lets the order follow again.
func (t *table) release(list *model.Watchlist) {
	t.cursor = ""
	t.arrange(list)
}

func (t *table) resize(height int) {
	t.height = max(1, height)
	t.scroll()
}

// scroll moves the view no more than it must to show the cursor.
func (t *table) scroll() {
	t.top = min(t.top, t.index)
	t.top = max(t.top, t.index-t.height+1)
	t.top = max(0, min(t.top, len(t.rows)-t.height))
}

// visible is the rows in view.
func (t *table) visible() []*model.Task {
	return t.rows[min(t.top, len(t.rows)):min(t.top+t.height, len(t.rows))]
}

// hold puts the cursor on a task that is shown and holds the order.
func (t *table) hold(id model.TaskID) {
	if t.cursor != id {
		t.cursor = id
		t.seek()
	}
}
