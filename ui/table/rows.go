package table

import "hubwatch/ui/keys"

// rowsInView is what the rows in view are made of.
func (t *Screen) rowsInView() []row {
	from, to := t.ranged()
	var rows []row
	for i, shown := range t.visible() {
		task := shown.Task
		at := t.top + i
		r := row{
			task: task, state: task.State(), stale: t.Pace().Stale(task, t.Now), now: t.Now, theme: t.Theme,
			fresh: t.News.Has(task.ID), slow: t.Peers().Slow(task, t.Now),
			marked: t.marks.has(task.ID) || from <= at && at < to,
		}
		if c := t.Causes().Of(task.ID); c != nil {
			r.cause = t.Causes().Title(c)
		}
		rows = append(rows, r)
	}
	return rows
}

// rowLines draws the rows in view and pads them to n lines.
func (t *Screen) rowLines(cols []column, width, n int) []string {
	lines := make([]string, 0, n)
	for i, r := range t.rowsInView() {
		lines = append(lines, r.line(cols, t.top+i == t.index, width))
	}
	return t.padRows(lines, width, n)
}

// padRows makes n lines of the rows, and says why there are none.
func (t *Screen) padRows(lines []string, width, n int) []string {
	if len(lines) == 0 {
		clear := t.Keys.Name(keys.Clear)
		text := "Nothing here. " + clear + " shows all tasks."
		switch v := t.tab(); {
		case t.List().Len() == 0:
			text = "Paste task IDs or status URLs, or press " + t.Keys.Name(keys.Add) + " to type them."
		case v.narrowed():
			text = "Nothing here matches the filter. " + clear + " takes it away."
		}
		lines = append(lines, "  "+t.Theme.Faint.Paint(t.Theme.Fit(text, width-2)))
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines[:n]
}
