package table

import (
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// row is what the line or the card of one task is made of.
type row struct {
	*screen.Env
	task   *model.Task
	state  model.State
	look   theme.State
	now    time.Time // that ages are told by
	stale  bool
	marked bool
	fresh  bool // it has changed and was not seen since
	slow   bool
	short  string // what its cause is called in a row; "" if there is no such name
	alike  int    // tasks with its cause
}

// rowOf is the row of a task.
func (t *Screen) rowOf(of *model.Task) row {
	r := row{
		Env: t.Env, task: of, state: of.State(), now: frame.Ages(t.Env),
		stale: t.Pace().Stale(of, t.Now), fresh: t.News.Has(of.ID), slow: t.Peers().Slow(of, t.Now), marked: t.marks.has(of.ID),
	}
	r.look = t.Theme.States[r.state]
	if of.Replaced() {
		r.look = theme.State{Glyph: t.Theme.Sign("»", "-"), Ink: t.Theme.Faint}
		r.slow, r.fresh = false, false
		return r
	}
	if c := t.Causes().Of(of.ID); c != nil {
		r.short, r.alike = t.Causes().Short(c), c.Tasks
	}
	return r
}

// begin begins a line of the row with the cursor and the mark.
func (r *row) begin(selected bool) page.Line {
	l := page.Line{Theme: r.Theme}
	cursor, mark := r.Theme.Sign("▌", ">"), r.Theme.Sign("●", "*")
	if selected {
		l.Under = r.Theme.Selected
	}
	if selected {
		l.Put(r.Theme.Notice, cursor)
	}
	if r.marked {
		l.Put(r.Theme.Notice, mark)
	}
	return l
}

// line draws the row over the whole width of the table. thumb is what stands at
// its edge.
func (r *row) line(cols []column, selected bool, width int, thumb string) string {
	l := r.begin(selected)
	for i := range cols {
		l.To(cols[i].at)
		cols[i].draw(r, &l, cols[i].cells)
	}
	l.To(width - 1)
	l.Put(r.Theme.Rule, thumb)
	l.To(width)
	return l.String()
}

// rowsInView is the rows in view.
func (t *Screen) rowsInView() []row {
	from, to := t.ranged()
	shown := t.visible()
	rows := make([]row, 0, len(shown))
	for i, of := range shown {
		r := t.rowOf(of.Task)
		r.marked = r.marked || from <= t.top+i && t.top+i < to
		rows = append(rows, r)
	}
	return rows
}
