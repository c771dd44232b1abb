package table

import (
	"hubwatch/model"
	"hubwatch/model/order"
)

func (t *Screen) resize(height int) {
	t.height = max(1, height)
	t.scroll()
}

// scroll moves the view just enough to show the cursor.
func (t *Screen) scroll() {
	t.top = max(min(t.top, t.index), t.index-t.page()+1)
	t.top = max(0, min(t.top, len(t.rows)-t.page()))
}

// page returns how many tasks are fully visible on a page.
func (t *Screen) page() int { return max(1, t.height/t.lineHeight()) }

// Shown returns the tasks of the rows in view.
func (t *Screen) Shown() []model.TaskID {
	rows := t.visible()
	ids := make([]model.TaskID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Task.ID)
	}
	return ids
}

// visible returns the rows in view; the last card may be cut in half.
func (t *Screen) visible() []order.Row {
	from, n := min(t.top, len(t.rows)), t.lineHeight()
	return t.rows[from:min(from+(t.height+n-1)/n, len(t.rows))]
}

// rowAt returns the row in the given line of the view.
func (t *Screen) rowAt(line int) int { return t.top + line/t.lineHeight() }

// thumb returns the lines of the view beside which the scroll mark is drawn;
// none if everything is in view.
func (t *Screen) thumb() (from, to int) {
	page, all := t.page(), len(t.rows)
	if all <= page {
		return 0, 0
	}
	size := max(1, t.height*page/all)
	from = t.top * (t.height - size) / (all - page)
	return from, from + size
}
