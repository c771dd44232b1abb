package session

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
)

// Flow is how fast the migration goes and when it may end. The zero value knows
// of no task.
type Flow struct {
	Ends     progress.Progress[model.TaskID]
	Estimate progress.Estimate
	Unasked  int       // tasks too many of which nothing is known yet for an estimate; 0 if they are few
	AsOf     time.Time // the latest answer it rests on, by HubSpot's clock
	Heard    time.Time // the same by ours

	made time.Time // when it was estimated
}

// learn takes in a task that is new or has changed.
func (f *Flow) learn(t *model.Task) {
	if at := t.Theirs(t.ReportAt); at.After(f.AsOf) {
		f.AsOf, f.Heard = at, t.ReportAt
	}
	if r := t.Report; t.State().Final() {
		f.Ends.Ended(t.ID, progress.Run{RequestedAt: r.RequestedAt, StartedAt: r.StartedAt, CompletedAt: r.CompletedAt})
	}
}

// estimateEvery is how often the end is estimated anew: less often when it is
// hours away.
const estimateEvery = 2 * time.Second

// due tells whether it is time for another estimate.
func (f *Flow) due(now time.Time) bool {
	return now.Sub(f.made) >= max(estimateEvery, min(f.Estimate.To/200, time.Minute))
}

// EstimateEnd estimates when all is settled, every few seconds, as of the latest
// answer: what has ended since is not known.
func (s *Session) EstimateEnd(now time.Time) {
	f := &s.flow
	if !f.due(now) {
		return
	}
	f.made = now
	left := progress.Left{Tasks: s.list.Len() - s.list.Settled()}
	for _, t := range s.list.Tasks() {
		if t.State() == model.StateProcessing && !t.Report.StartedAt.IsZero() {
			left.Running = append(left.Running, max(0, f.AsOf.Sub(t.Report.StartedAt)))
		}
	}
	f.Estimate = f.Ends.Estimate(f.AsOf, left)
	if f.Unasked = s.list.Count(model.StateUnchecked); f.Unasked*20 < s.list.Len() {
		f.Unasked = 0
	}
}

// Verdict is what can be said of the end.
func (k *Known) Verdict() progress.Verdict {
	if k.Settled() {
		return progress.Done
	}
	return k.flow.Estimate.Verdict
}

// measureEvery is how often tasks are measured against each other.
const measureEvery = 5 * time.Second

// Measure brings up to date, every few seconds, what depends on all tasks
// together, and on the time. It does nothing while nothing has changed and
// nothing can; timed is that something is shown which changes with the time
// alone.
func (s *Session) Measure(now time.Time, timed bool) Changes {
	idle := !s.learned && s.Settled() && !timed
	if idle || now.Before(s.measured) {
		return Changes{}
	}
	s.measured, s.learned = now.Add(measureEvery), false
	s.contrasts.age(now)
	s.peers = model.NewPeers(s.list.Tasks())
	return Changes{Anew: true}
}
