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
func rowOf(e *screen.Env, of *model.Task, marked bool) row {
	r := row{
		Env: e, task: of, state: of.State(), now: frame.Ages(e),
		stale: e.Pace().Stale(of, e.Now), fresh: e.News.Has(of.ID), slow: e.Peers().Slow(of, e.Now), marked: marked,
	}
	r.look = e.Theme.States[r.state]
	if of.Replaced() {
		r.look = theme.State{Glyph: e.Theme.Sign("»", "-"), Ink: e.Theme.Faint}
		r.slow, r.fresh = false, false
		return r
	}
	if c := e.Causes().Of(of.ID); c != nil {
		r.short, r.alike = e.Causes().Short(c), c.Tasks
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
