package model

import (
	"cmp"
	"slices"
	"time"
)

const (
	minInterval = 2 * time.Second  // no task is asked more often
	maxInterval = 60 * time.Second // nor less often, while checks work
	maxBackoff  = 5 * time.Minute  // the longest pause of a task whose checks fail

	// processingWeight is how much sooner a processing task is asked again
	// than a queued one: its next answer is the likelier one to differ.
	processingWeight = 4
)

// Want asks for a check of the task out of turn, also if it is frozen. It
// returns false if the task is not watched.
func (w *Watchlist) Want(id TaskID) bool {
	t := w.byID[id]
	if t != nil {
		t.wanted = true
	}
	return t != nil
}

// Due names the tasks to ask now, most urgent first and no more than p has
// room for: those a person wants, then those never asked, then by how long ago
// they were asked, where processing tasks count more. While a person holds the
// polling only those wanted are due. It changes nothing: see
// [Watchlist.Started].
func (w *Watchlist) Due(now time.Time, p *Pace) []TaskID {
	n := p.room(now, w.inFlight)
	if n == 0 {
		return nil
	}
	type candidate struct {
		id    TaskID
		score time.Duration
	}
	var due []candidate
	for _, t := range w.tasks {
		if score := t.urgency(now); score > 0 && (t.wanted || !p.Held) {
			due = append(due, candidate{t.ID, score})
		}
	}
	slices.SortStableFunc(due, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	ids := make([]TaskID, 0, min(n, len(due)))
	for _, c := range due[:min(n, len(due))] {
		ids = append(ids, c.id)
	}
	return ids
}

// urgency orders the tasks that may be asked; 0 means not now.
func (t *Task) urgency(now time.Time) time.Duration {
	const never, wanted = 1 << 61, 1 << 62
	switch {
	case t.InFlight:
		return 0
	case t.wanted:
		return wanted
	case t.Frozen():
		return 0
	case t.AskedAt.IsZero():
		return never
	}
	waited := now.Sub(t.AskedAt)
	if waited < t.interval(now) {
		return 0
	}
	if t.State() == StateProcessing {
		return waited * processingWeight
	}
	return waited
}

// interval is how long to leave the task alone after a check. It is 5 % of the
// time it has been in its state, so that a change is learned of within 5 % of
// how long it took; failing checks double it each time.
func (t *Task) interval(now time.Time) time.Duration {
	if t.Failures > 0 {
		return min(maxBackoff, minInterval<<min(t.Failures, 10))
	}
	inState, _ := t.InState(now)
	return min(max(inState/20, minInterval), maxInterval)
}
