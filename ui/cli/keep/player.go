package keep

import (
	"context"
	"fmt"
	"sync"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

const (
	longestGap = 2 * time.Second // in which nothing happens, in a replay
	gapLead    = time.Second     // before what happens next, when a pause is cut short
)

// Player is the clock of a replay, and its keeper: events appear by that clock
// as if another process had written them.
type Player struct {
	name  string
	speed float64
	wall  func() time.Time

	mu     sync.Mutex
	events *model.Replay
	at     time.Time // of the past, when it was wall time since
	since  time.Time
	held   bool
	over   bool
}

// newPlayer plays events from begin on, that many times as fast as wall runs.
func newPlayer(name string, events *model.Replay, speed float64, begin time.Time, wall func() time.Time) *Player {
	return &Player{name: name, speed: speed, wall: wall, events: events, at: begin.Add(-time.Duration(speed * float64(gapLead))), since: wall()}
}

// Now returns the time in the past that is shown.
func (pl *Player) Now() time.Time {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	return pl.clock()
}

func (pl *Player) clock() time.Time {
	if pl.held || pl.over {
		return pl.at
	}
	return pl.at.Add(time.Duration(pl.speed * float64(pl.wall().Sub(pl.since))))
}

// set sets the time that is shown now.
func (pl *Player) set(at time.Time) { pl.at, pl.since = at, pl.wall() }

// Hold stops the clock, or lets it go on.
func (pl *Player) Hold(held bool) {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	pl.set(pl.clock())
	pl.held = held
}

// Before returns the tasks as they were when the replay begins.
func (pl *Player) Before() []*model.Task {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	return pl.events.Until(pl.clock())
}

// Sync returns what has happened by now. What the user did is discarded.
func (pl *Player) Sync(context.Context, session.Outbox) (session.Inbox, error) {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	in := session.Inbox{Tasks: pl.events.Until(pl.clock()), Poller: "the journal"}
	next := pl.events.Next()
	switch scaled := func(d time.Duration) time.Duration { return time.Duration(pl.speed * float64(d)) }; {
	case pl.held, pl.over:
	case next.IsZero():
		pl.set(pl.clock())
		pl.over = true
	case next.Sub(pl.clock()) > scaled(longestGap):
		pl.set(next.Add(-scaled(gapLead)))
	}
	return in, nil
}

// Banner says what is shown, and whether that is all.
func (pl *Player) Banner(times model.Times) (text string, over bool) {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	text = fmt.Sprintf("Replay of %s: %s", pl.name, times.Format(pl.clock(), time.DateTime))
	if !pl.over && !pl.held {
		text += fmt.Sprintf(", %gx", pl.speed)
	}
	return text, pl.over
}
