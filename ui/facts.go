package ui

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/query"
)

// facts is what filters may ask of a task besides itself.
func (a *app) facts() query.Facts {
	return query.Facts{
		Now:    a.Now,
		Stale:  func(t *model.Task) bool { return a.pace.Stale(t, a.Now) },
		Slow:   func(t *model.Task) bool { return a.peers.Slow(t, a.Now) },
		New:    func(t *model.Task) bool { return a.seen.news.Has(t.ID) },
		Marked: func(t *model.Task) bool { return a.table.marks.has(t.ID) },
		Causes: func(t *model.Task) []string { return a.causes.names(t.ID) },
		Cause:  a.causes.now,
		Trait:  a.traits,
	}
}

// clock brings the time to all that shows it.
func (a *app) clock() {
	a.Now = a.opt.Clock()
	a.table.facts.Now = a.Now
}

// measureEvery is how often tasks are measured against each other, and tabs
// that depend on it, or on the time, are filled anew.
const measureEvery = 5 * time.Second

// measurePeers brings up to date what depends on all tasks together, and on the
// time. It does nothing while nothing has changed and nothing can.
func (a *app) measurePeers() {
	idle := !a.learned && a.list.Settled() == a.list.Len() && !a.table.timed()
	if idle || a.Now.Before(a.measured) {
		return
	}
	a.measured, a.learned = a.Now.Add(measureEvery), false
	a.peers = model.NewPeers(a.list.Tasks())
	a.table.arrange(&a.list)
	a.redraw()
}
