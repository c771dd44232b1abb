package model

import (
	"slices"
	"time"
)

// Watchlist is the tasks a person watches, in the order they were added. The
// zero value is empty and ready. It is not safe for concurrent use.
type Watchlist struct {
	tasks    []*Task
	byID     map[TaskID]*Task
	counts   [len(States)]int
	errors   int
	inFlight int
}

// Len is how many tasks are watched.
func (w *Watchlist) Len() int { return len(w.tasks) }

// Tasks lists the tasks in the order they were added. The caller must not
// change them, nor keep the slice over a change of the watchlist.
func (w *Watchlist) Tasks() []*Task { return w.tasks }

// Task finds a task, nil if it is not watched.
func (w *Watchlist) Task(id TaskID) *Task { return w.byID[id] }

// Count is how many tasks are in state s.
func (w *Watchlist) Count(s State) int { return w.counts[s] }

// Settled is how many tasks will not be asked about any more.
func (w *Watchlist) Settled() int {
	return w.Count(StateOK) + w.Count(StateErrors) + w.Count(StateCanceled) + w.Count(StateMissing)
}

// InFlight is how many checks are under way.
func (w *Watchlist) InFlight() int { return w.inFlight }

// Errors is how many errors all final tasks have together.
func (w *Watchlist) Errors() int { return w.errors }

// Add puts a task on the watchlist. It returns false, and changes nothing, if
// the task is there already.
func (w *Watchlist) Add(id TaskID, label Text, now time.Time) bool {
	if w.byID[id] != nil {
		return false
	}
	if w.byID == nil {
		w.byID = map[TaskID]*Task{}
	}
	t := &Task{ID: id, Label: label, AddedAt: now, SeenAt: now}
	t.note(Event{At: now, ID: id, Kind: EventAdded})
	w.byID[id] = t
	w.tasks = append(w.tasks, t)
	w.counts[StateUnchecked]++
	return true
}

// Started notes that a check of the task begins, so that it is not due again
// before the answer is in.
func (w *Watchlist) Started(id TaskID, now time.Time) {
	if t := w.byID[id]; t != nil && !t.InFlight {
		t.InFlight, t.wanted, t.AskedAt = true, false, now
		w.inFlight++
	}
}

// Apply records one observation and returns what newly became true.
// Observations of tasks that are not watched, or older than what is known,
// change nothing; nor does a later answer change a task that has ended, unless
// it ended again.
func (w *Watchlist) Apply(o Observation) []Event {
	t := w.byID[o.ID]
	if t == nil {
		return nil
	}
	if t.InFlight {
		t.InFlight = false
		w.inFlight--
	}
	if !t.ReportAt.IsZero() && o.AskedAt.Before(t.ReportAt) && o.Report != nil {
		return nil // answers overtook each other
	}
	before, hadErr := t.State(), t.Err
	w.count(t, -1)
	if o.Err != nil {
		t.failed(o)
	} else {
		t.reported(o)
	}
	w.count(t, +1)
	return t.learned(o.At, before, hadErr)
}

// count takes t out of the counts (by = -1) or puts it in (+1).
func (w *Watchlist) count(t *Task, by int) {
	s := t.State()
	w.counts[s] += by
	if s.Final() {
		w.errors += by * t.Report.ErrorCount()
	}
}

// Forgive forgets the failed checks that an outage caused, so that every task
// is asked again at once when it is over.
func (w *Watchlist) Forgive() {
	for _, t := range w.tasks {
		if t.Err != nil && t.Err.Kind == KindUnavailable {
			t.Failures = 0
		}
	}
}

func (t *Task) failed(o Observation) {
	t.AskedAt = o.AskedAt
	if o.Err.Kind == KindRateLimited || o.Err.Kind == KindMoving {
		return // nothing to do with this task: see Pace
	}
	t.Failures++
	if !o.Err.Missing() {
		t.MissedAt = time.Time{}
	} else if t.MissedAt.IsZero() {
		t.MissedAt = o.AskedAt
	}
	t.Err = o.Err
}

func (t *Task) reported(o Observation) {
	t.AskedAt = o.AskedAt
	t.Err, t.Failures, t.MissedAt = nil, 0, time.Time{}
	if t.Report != nil && t.Report.Status.Final() && !o.Report.Status.Final() {
		return // what has ended stays ended
	}
	t.Report, t.ReportAt = o.Report, o.At
}

// learned compares the task with what it was and notes the difference.
func (t *Task) learned(at time.Time, before State, hadErr *CheckError) []Event {
	var events []Event
	if now := t.State(); now != before {
		t.SeenAt = at
		e := Event{At: at, ID: t.ID, Kind: EventState, From: before, To: now}
		if t.Report != nil {
			e.Errors = t.Report.ErrorCount()
		}
		events = append(events, e)
	}
	switch {
	case t.Err != nil && (hadErr == nil || hadErr.Kind != t.Err.Kind):
		events = append(events, Event{At: at, ID: t.ID, Kind: EventFailed, From: before, To: t.State(), Err: t.Err})
	case t.Err == nil && hadErr != nil:
		events = append(events, Event{At: at, ID: t.ID, Kind: EventBack, From: before, To: t.State()})
	}
	t.note(events...)
	return events
}

// note keeps the first events, which tell how the task came to be, and the
// latest.
func (t *Task) note(events ...Event) {
	t.History = append(t.History, events...)
	if over := len(t.History) - maxHistory; over > 0 {
		t.History = slices.Delete(t.History, maxHistory/2, maxHistory/2+over)
	}
}
