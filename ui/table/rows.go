package table

import (
	"hubwatch/ui/frame"
	"hubwatch/ui/page"
	"hubwatch/ui/row"
)

// rowsInView returns the rows in view.
func (t *Screen) rowsInView() []row.Row {
	from, to := t.ranged()
	shown := t.visible()
	rows := make([]row.Row, 0, len(shown))
	for i, of := range shown {
		ranged := from <= t.top+i && t.top+i < to
		rows = append(rows, row.Of(t.Env, of.Task, ranged || t.marks.has(of.Task.ID)))
	}
	return rows
}

// layout returns the columns of a table of that width.
func (t *Screen) layout(width int) []row.Column {
	return row.Layout(width, t.chosen, t.Columns(), t.longest)
}

// rowLines draws the rows or cards in view, and pads them to n lines. Without
// the details at the side, it draws the scroll mark at their edge.
func (t *Screen) rowLines(f *shape) []string {
	lines := make([]string, 0, f.rows+1)
	cols := t.layout(f.width)
	if f.headings {
		lines = append(lines, row.Headings(t.Theme, cols, t.tab().order, t.tab().reverse))
	}
	from, to := t.thumb()
	mark := func(line int) string {
		if f.side > 0 || line < from || line >= to {
			return ""
		}
		return t.Theme.Sign("┃", "#")
	}
	rows := t.rowsInView()
	for i := range rows {
		selected := t.top+i == t.index
		if t.cards() {
			lines = append(lines, rows[i].Card(selected, f.width, [row.CardLines]string{mark(2 * i), mark(2*i + 1)})...)
		} else {
			lines = append(lines, rows[i].Line(cols, selected, f.width, mark(i)))
		}
	}
	if len(rows) == 0 {
		lines = append(lines, t.emptyLines()...)
	}
	n := f.rows + frame.Count(f.headings)
	return page.Pad(lines, n)[:n]
}
