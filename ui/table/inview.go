package table

import (
	"hubwatch/model"
	"hubwatch/model/order"
)

func (t *Screen) resize(height int) {
	t.height = max(1, height)
	t.scroll()
}

// scroll moves the view no more than it must to show the cursor.
func (t *Screen) scroll() {
	t.top = min(t.top, t.index)
	if t.cards() {
		for t.top < t.index && t.used(t.top, t.index+1) > t.height {
			t.top++
		}
		return
	}
	t.top = max(t.top, t.index-t.height+1)
	t.top = max(0, min(t.top, len(t.rows)-t.height))
}

// used is how many lines the rows take from one up to another, counted up to
// more than there are.
func (t *Screen) used(from, to int) int {
	n := 0
	for i := to - 1; i >= from && n <= t.height; i-- {
		n += cardLines(t.rows[i].Task)
	}
	return n
}

// Shown is the tasks of the rows in view.
func (t *Screen) Shown() []model.TaskID {
	rows := t.visible()
	ids := make([]model.TaskID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Task.ID)
	}
	return ids
}

// visible is the rows in view.
func (t *Screen) visible() []order.Row {
	from := min(t.top, len(t.rows))
	if !t.cards() {
		return t.rows[from:min(t.top+t.height, len(t.rows))]
	}
	to := from
	for n := 0; to < len(t.rows) && n < t.height; to++ {
		n += cardLines(t.rows[to].Task)
	}
	return t.rows[from:to]
}

// rowAt is the row in the given line of the view.
func (t *Screen) rowAt(line int) int {
	if !t.cards() {
		return t.top + line
	}
	at := t.top
	for ; at < len(t.rows) && line >= cardLines(t.rows[at].Task); at++ {
		line -= cardLines(t.rows[at].Task)
	}
	return at
}

// page is how many rows a page has.
func (t *Screen) page() int {
	if !t.cards() {
		return t.height
	}
	return max(1, len(t.visible())-1)
}
