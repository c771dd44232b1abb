package ui

import (
	"hubwatch/model"
	"hubwatch/model/query"
)

// facts is what filters may ask of a task besides itself.
func (a *app) facts() query.Facts {
	f := a.Facts(a.Now)
	f.New = func(t *model.Task) bool { return a.seen.news.Has(t.ID) }
	f.Marked = func(t *model.Task) bool { return a.table.marks.has(t.ID) }
	return f
}

// clock brings the time to all that shows it.
func (a *app) clock() {
	a.Now = a.opt.Clock()
	a.table.facts.Now = a.Now
}

// measurePeers brings up to date, now and then, what depends on all tasks
// together, and on the time.
func (a *app) measurePeers() {
	if ch := a.session.Measure(a.Now, a.table.timed()); ch.Anew {
		a.took(ch)
		a.redraw()
	}
}
