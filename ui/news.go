package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/digest"
)

// awayAfter is how long without a key a person counts as away: not every
// terminal tells when it loses the focus.
const awayAfter = 10 * time.Minute

// presence is whether a person looks, and what happened since one did.
type presence struct {
	blurred  bool      // the terminal says that another window has the focus
	keyAt    time.Time // when the last key came
	away     bool
	lookedAt time.Time // when the person was last known to look; zero: never
	news     digest.News
}

// happened takes in what newly became true of tasks.
func (a *app) happened(events []model.Event) {
	for _, e := range events {
		a.changedAt = a.Now
		a.voice.Event(e)
		if e.Kind != model.EventState {
			continue
		}
		if !a.looking() || e.From != model.StateUnchecked && !a.onScreen(e.ID) { // a first answer is no change
			a.seen.news.Add(e.ID)
		}
	}
}

// looking tells whether a person looks at the screen.
func (a *app) looking() bool { return !a.seen.away && !a.seen.blurred }

// onScreen tells whether the task is on the screen.
func (a *app) onScreen(id model.TaskID) bool {
	for _, shown := range a.shown() {
		if shown == id {
			return true
		}
	}
	return false
}

// look notes that a person looks: what is on the screen is seen, and what
// happened before that is summed up once.
func (a *app) look() {
	if !a.looking() {
		return
	}
	a.seen.lookedAt = a.Now
	for _, id := range a.seen.news.Show(a.shown(), a.Now) {
		if t := a.List().Task(id); t != nil {
			a.table.update(t)
			a.redraw()
		}
	}
	if a.Now.Sub(a.seen.keyAt) > awayAfter {
		a.seen.away = true
	}
}

// back sums up what happened while nobody looked.
func (a *app) back() {
	from := a.seen.lookedAt
	a.seen.away, a.seen.keyAt = false, a.Now
	if from.IsZero() || a.seen.blurred {
		return
	}
	if d := a.Since(from, a.Now); !d.Empty() {
		a.Away = d
	}
}

// focus follows the terminal's focus.
func (a *app) focus(msg tea.Msg) {
	switch msg.(type) {
	case tea.BlurMsg:
		a.seen.blurred = true
	case tea.FocusMsg:
		if a.seen.blurred {
			a.seen.blurred = false
			a.back()
		}
	}
}

// touched notes that a key came, which tells that somebody is there even if
// the terminal does not.
func (a *app) touched() {
	if !a.looking() {
		a.seen.blurred = false
		a.back()
	}
	a.seen.keyAt = a.Now
}
