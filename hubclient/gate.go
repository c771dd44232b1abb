package hubclient

import (
	"cmp"
	"sync"
	"time"

	"hubwatch/model"
)

// gate holds back every request while HubSpot wants a pause. The zero gate is open.
type gate struct {
	mu    sync.Mutex
	until time.Time
	why   model.CheckError // the error that began the pause
	edges int              // pauses in a row that the edge in front of HubSpot wanted
}

const (
	edgePause  = time.Minute // the first pause for the edge, if it names none
	longestOne = 6           // times edgePause, and no longer
)

// edge begins a pause for the edge in front of HubSpot and returns how long it
// is. The edge is not the quota, does not say when it will let requests
// through, and may extend the block with every request. So each pause that
// follows another is twice as long.
func (g *gate) edge(why model.CheckError, now time.Time) time.Duration {
	g.mu.Lock()
	if !now.Before(g.until) { // else the answer to a request from before the pause
		g.edges++
	}
	pause := min(longestOne*edgePause, edgePause<<min(max(0, g.edges-1), 8))
	g.mu.Unlock()
	why.RetryAfter = cmp.Or(why.RetryAfter, pause)
	return g.shut(why, now)
}

// passed notes that a request went through.
func (g *gate) passed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.edges = 0
}

// shut begins a pause of why.RetryAfter and returns how long it lasts from now.
// A longer pause that is already under way stays.
func (g *gate) shut(why model.CheckError, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := now.Add(why.RetryAfter); until.After(g.until) {
		g.until, g.why = until, why
	}
	return g.until.Sub(now)
}

// pause returns the error to answer with while the gate is shut, nil when it is
// open. RetryAfter is what remains of the pause; there is no HTTP status,
// because no reply arrived.
func (g *gate) pause(now time.Time) *model.CheckError {
	g.mu.Lock()
	defer g.mu.Unlock()
	left := g.until.Sub(now)
	if left <= 0 {
		return nil
	}
	e := g.why
	e.RetryAfter = left
	e.HTTPStatus = 0
	return &e
}
