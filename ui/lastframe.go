package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/renderer"
)

// lastFrame is the view as last drawn, so that a tick in which nothing can have
// changed draws nothing.
type lastFrame struct {
	view  tea.View
	now   time.Time // when it was drawn; the zero time: it must be redrawn
	awake bool      // something happened that the renderer must look for
	news  bool      // of a task in view, that is not drawn yet

	changedAt time.Time // when something happened last

	renderer *renderer.Clock // that must look for it; nil leaves the renderer its own clock
}

// calmAfter is how long after the last change ages are no longer shown in
// seconds, and calmEvery how often a calm screen is drawn all the same.
const (
	calmAfter = time.Minute + 10*time.Second
	calmEvery = 10 * time.Second
)

// newsEvery is how often changes of the tasks in view are drawn: at once if
// nothing was drawn for that long, or else with the next tick after it.
// Everything else that checks bring is drawn once a second.
const newsEvery = 400 * time.Millisecond

// inView reports whether an event is about a task on screen.
func inView(events []model.Event, shown []model.TaskID) bool {
	return slices.ContainsFunc(events, func(e model.Event) bool { return slices.Contains(shown, e.ID) })
}

// calm reports whether nothing happens: everything is settled and the user does
// nothing.
func (a *app) calm() bool {
	return a.Replay == nil && a.Settled() && a.List().InFlight() == 0 &&
		a.Now.Sub(a.lastFrame.changedAt) > calmAfter && a.Now.Sub(a.Note.Until) > calmEvery
}

// redraw has the next view drawn afresh.
func (a *app) redraw() { a.lastFrame.now = time.Time{} }

// unchanged reports whether a tick leaves the screen as it is, which is drawn
// once a second, or seldom if it is calm.
func (a *app) unchanged() bool {
	drawn := a.lastFrame.now
	if a.lastFrame.news && a.Now.Sub(drawn) >= newsEvery {
		return false
	}
	if a.calm() {
		return a.Now.Sub(drawn) < calmEvery && !a.Now.Before(drawn)
	}
	return a.Now.Unix() == drawn.Unix()
}

// View draws the whole screen, or returns the last one again.
func (a *app) View() (view tea.View) {
	p := &a.lastFrame
	if !p.now.IsZero() || a.crash != nil {
		return p.view
	}
	if a.tty.Hidden() && p.view.AltScreen { // nothing is drawn that nobody can see
		a.tty.Tell(&p.view, frame.ProgressBar(a.Env), frame.Status(a.Env))
		p.now = a.Now
		return p.view
	}
	before := p.view
	view = before // as long as it cannot be drawn
	defer a.caught()
	p.view, p.now, p.news = a.screen(), a.Now, false
	if p.awake || before.Content != p.view.Content {
		p.renderer.Wake()
	}
	p.awake = false
	return p.view
}
