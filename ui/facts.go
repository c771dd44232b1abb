package ui

// clock brings the time to all that shows it.
func (a *app) clock() { a.Now = a.opt.Clock() }

// measurePeers brings up to date, now and then, what depends on all tasks
// together, and on the time.
func (a *app) measurePeers() {
	if ch := a.session.Measure(a.Now, a.table.timed()); ch.Anew {
		a.took(ch)
		a.redraw()
	}
}
