// Package row draws a task of the table: as a line with the columns that fit
// and that the user chose, or as a card.
package row

import (
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Row is what the line or card of one task is made of.
type Row struct {
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

// Of returns the row of a task.
func Of(e *screen.Env, of *model.Task, marked bool) Row {
	r := Row{
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

// begin begins a line with the cursor and the mark.
func (r *Row) begin(selected bool) page.Line {
	l := page.Line{Theme: r.Theme}
	if selected {
		l.Under = r.Theme.Selected
		l.Put(r.Theme.Notice, r.Theme.Sign("▌", ">"))
	}
	if r.marked {
		l.Put(r.Theme.Notice, r.Theme.Sign("●", "*"))
	}
	return l
}

// Line draws the row over the whole width of the table. thumb is the scroll
// mark at its edge.
func (r *Row) Line(cols []Column, selected bool, width int, thumb string) string {
	l := r.begin(selected)
	for i := range cols {
		l.To(cols[i].At)
		cols[i].draw(r, &l, cols[i].Cells)
	}
	l.To(width - 1)
	l.Put(r.Theme.Rule, thumb)
	l.To(width)
	return l.String()
}
