package model

import (
	"slices"
	"time"
)

// Replay plays events back: it rebuilds the tasks as they were known at a past
// time. It is not safe for concurrent use.
type Replay struct {
	events []Event // oldest first
	next   int     // the first that is not played yet
	known  map[TaskID]*Task
	tasks  map[TaskID]*Task
}

// NewReplay returns a replay of events. known is what is known about their
// tasks today; it supplies names and final reports, and may be empty.
func NewReplay(events []Event, known []*Task) *Replay {
	r := &Replay{events: slices.Clone(events), known: map[TaskID]*Task{}, tasks: map[TaskID]*Task{}}
	slices.SortStableFunc(r.events, func(a, b Event) int { return a.At.Compare(b.At) })
	for _, t := range known {
		r.known[t.ID] = t
	}
	return r
}

// Until plays the events up to a time, and returns the tasks that changed, in
// the order of their first change.
func (r *Replay) Until(now time.Time) []*Task {
	var changed []*Task
	seen := map[TaskID]bool{}
	for ; r.next < len(r.events) && !r.events[r.next].At.After(now); r.next++ {
		t := r.play(r.events[r.next])
		if !seen[t.ID] {
			seen[t.ID] = true
			changed = append(changed, t)
		}
	}
	for i, t := range changed {
		changed[i] = t.Copy()
	}
	return changed
}

// Next returns when the next event happened, the zero time if none is left.
func (r *Replay) Next() time.Time {
	if r.next == len(r.events) {
		return time.Time{}
	}
	return r.events[r.next].At
}

// play records one event and returns its task.
func (r *Replay) play(e Event) *Task {
	t := r.task(e)
	switch e.Kind {
	case EventAdded, EventCause, EventClaimed, EventReleased, EventNoted: // of these none plays but the first
	case EventState:
		t.AskedAt, t.SeenAt = e.At, e.At
		if e.To == StateMissing {
			t.Err, t.MissedAt = &CheckError{Kind: KindNotFound, Message: "there is no such task"}, e.At.Add(-confirmKnown)
		} else {
			t.Report, t.ReportAt, t.Err, t.MissedAt = r.report(t, e), e.At, nil, time.Time{}
		}
	case EventFailed:
		t.AskedAt = e.At
		if t.Err = e.Err; t.Err == nil {
			t.Err = &CheckError{Kind: KindUnavailable}
		}
		if t.Err.Missing() && t.MissedAt.IsZero() {
			t.MissedAt = e.At
		}
	case EventBack:
		t.AskedAt, t.Err, t.MissedAt = e.At, nil, time.Time{}
	}
	t.note(e)
	return t
}

// task returns the task of an event, as the earlier events left it.
func (r *Replay) task(e Event) *Task {
	t := r.tasks[e.ID]
	if t == nil {
		t = &Task{ID: e.ID, AddedAt: e.At, SeenAt: e.At}
		if k := r.known[e.ID]; k != nil {
			t.Label, t.Note, t.Plan = k.Label, k.Note, k.Plan
		}
		r.tasks[e.ID] = t
	}
	return t
}

// report returns what HubSpot said when the task entered its state: the report
// itself if it is known, or else what the event tells.
func (r *Replay) report(t *Task, e Event) *Report {
	if k := r.known[e.ID]; k != nil && e.To.Final() && k.State() == e.To {
		return k.Report
	}
	if e.To == StateUnchecked {
		return nil
	}
	next := &Report{TaskID: Text(e.ID), RequestedAt: t.AddedAt, NumErrors: e.Errors}
	if t.Report != nil {
		next.RequestedAt, next.StartedAt = t.Report.RequestedAt, t.Report.StartedAt
	}
	switch e.To {
	case StatePending:
		next.Status, next.RawStatus = StatusPending, "PENDING"
	case StateProcessing:
		next.Status, next.RawStatus, next.StartedAt = StatusProcessing, "PROCESSING", e.At
	case StateOK, StateElsewhere:
		next.Status, next.RawStatus, next.CompletedAt = StatusComplete, "COMPLETE", e.At
	case StateErrors:
		next.Status, next.RawStatus, next.CompletedAt = StatusComplete, "COMPLETE", e.At
		next.NumErrors = max(1, e.Errors)
	case StateCanceled:
		next.Status, next.RawStatus, next.CompletedAt = StatusCanceled, "CANCELED", e.At
	case StateUnknown:
		next.RawStatus = "?"
	case StateUnchecked, StateMissing:
	}
	return next
}

// Session is a part of a journal without a long pause.
type Session struct {
	Number     int // from 1
	Begin, End time.Time
	Events     int
	Tasks      int // that anything happened to
}

// sessionGap is the pause that ends a session.
const sessionGap = time.Hour

// Sessions returns the parts of a journal, oldest first.
func Sessions(events []Event) []Session {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int { return a.At.Compare(b.At) })
	var all []Session
	tasks := map[TaskID]bool{}
	for _, e := range sorted {
		if n := len(all); n == 0 || e.At.Sub(all[n-1].End) > sessionGap {
			all = append(all, Session{Number: n + 1, Begin: e.At})
			clear(tasks)
		}
		s := &all[len(all)-1]
		tasks[e.ID] = true
		s.End, s.Events, s.Tasks = e.At, s.Events+1, len(tasks)
	}
	return all
}
