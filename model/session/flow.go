package session

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
)

// Flow is how fast the migration goes and when it may end. The zero value has
// no tasks.
type Flow struct {
	Ends     progress.Progress[model.TaskID]
	Estimate progress.Estimate
	Looking  firstLook
	AsOf     time.Time // the latest answer it rests on, by HubSpot's clock
	Heard    time.Time // the same by ours
	Held     time.Time // when a user paused it last

	made time.Time // when it was estimated
}

// learn adds or updates a task.
func (f *Flow) learn(t *model.Task) {
	if at := t.HubSpotTime(t.ReportAt); at.After(f.AsOf) {
		f.AsOf, f.Heard = at, t.ReportAt
	}
	if t.Replaced() {
		f.Ends.Forget(t.ID)
		return
	}
	if r := t.Report; t.State().Final() {
		f.Ends.Ended(t.ID, progress.Run{RequestedAt: r.RequestedAt, StartedAt: r.StartedAt, CompletedAt: r.CompletedAt})
	}
}

// estimateEvery returns how often to estimate the end: less often when it is
// hours away.
const estimateEvery = 2 * time.Second

// due reports whether it is time for another estimate.
func (f *Flow) due(now time.Time) bool {
	return now.Sub(f.made) >= max(estimateEvery, min(f.Estimate.To/200, time.Minute))
}

// EstimateEnd estimates when everything is settled. It runs every few seconds
// and is as of the latest answer, because what has ended since is not known.
func (s *Session) EstimateEnd(now time.Time) {
	f := &s.flow
	f.Looking.follow(s.list.Count(model.StateUnchecked), s.list.Total(), s.asks(), now)
	if !f.due(now) {
		return
	}
	f.made = now
	f.Estimate = f.Ends.Estimate(f.AsOf, s.left())
}

// left returns the tasks that have not ended. They were seen to go on when each
// that runs had been asked, and one of the queue: that starts before others end.
func (k *Known) left() progress.Left {
	left := progress.Left{Tasks: k.list.Total() - k.list.Settled()}
	var running, pending time.Time
	for _, t := range k.list.Tasks() {
		if t.Replaced() {
			continue
		}
		switch t.State() {
		case model.StatePending:
			if at := t.HubSpotTime(t.ReportAt); at.After(pending) {
				pending = at
			}
		case model.StateProcessing:
			if !t.Report.StartedAt.IsZero() {
				left.Running = append(left.Running, max(0, k.flow.AsOf.Sub(t.Report.StartedAt)))
			}
			if at := t.HubSpotTime(t.ReportAt); t.Err == nil && (running.IsZero() || at.Before(running)) {
				running = at
			}
		case model.StateUnchecked, model.StateUnknown, model.StateOK, model.StateErrors, model.StateCanceled, model.StateElsewhere, model.StateMissing:
		}
	}
	if left.Seen = pending; pending.IsZero() || !running.IsZero() && running.Before(pending) {
		left.Seen = running
	}
	return left
}

// Verdict returns what can be said about the end. It is the zero value if
// nothing can be said: during the first round of checks, while catching up, and
// while nobody polls.
func (k *Known) Verdict() progress.Verdict {
	asked, of, _ := k.CatchingUp()
	switch {
	case k.Settled():
		return progress.Done
	case (of-asked)*fewUnasked > of, k.flow.Looking.Unasked > 0, !k.asks():
		return 0
	}
	return k.flow.Estimate.Verdict
}

// asks reports whether HubSpot is being polled, by us or by another process,
// and answers.
func (k *Known) asks() bool {
	return !k.pace.Held && k.pace.Stopped() == nil && k.pace.Outage() == nil
}

// Stalled says that the migration seems to stand still, and why; "" if it does
// not, or if that cannot be told.
func (k *Known) Stalled() string {
	if k.Verdict() != progress.Stalled {
		return ""
	}
	end, open := k.flow.Estimate, k.list.Total()-k.list.Settled()
	are := model.Plural(open, "task") + " are"
	if open == 1 {
		are = "1 task is"
	}
	return "stalled: nothing has ended for " + model.Age(end.Quiet) + "; usually " + model.Span(end.Usual) + " pass at most, and " + are + " not settled"
}

// measureEvery is how often tasks are compared with each other.
const measureEvery = 5 * time.Second

// Measure updates, every few seconds, what depends on all tasks together or on
// the time. It does nothing if nothing can have changed. filtered means that
// the tasks on screen were chosen by more than their state, timed that they
// were chosen by something that changes with time alone: then the changes ask
// for a look at every task.
func (s *Session) Measure(now time.Time, filtered, timed bool) Changes {
	idle := !s.learned && s.Settled() && !timed
	if idle || now.Before(s.measured) {
		return Changes{}
	}
	ch := Changes{Tasks: s.peers.Measure(s.list.Tasks(), now), Anew: timed || filtered && s.learned}
	s.measured, s.learned = now.Add(measureEvery), false
	s.contrasts.age(now)
	return ch
}
