package model

import (
	"slices"
	"time"

	"hubwatch/model/schedule"
)

// Watchlist holds the watched tasks in the order they were added. The zero
// value is empty and ready for use. It is not safe for concurrent use.
type Watchlist struct {
	tasks     []*Task
	byID      map[TaskID]*Task
	counts    [len(States)]int // of those that count
	attempts  attempts
	inFlight  int
	searching searching
	dated     bool         // HubSpot has told its time
	wrong     []WrongOrder // since TakeWrong
	schedule  *schedule.Schedule[TaskID]
}

// Len returns how many tasks are watched.
func (w *Watchlist) Len() int { return len(w.tasks) }

// Tasks returns the tasks in the order they were added. The caller must not
// change the slice, nor keep it across a change of the watchlist.
func (w *Watchlist) Tasks() []*Task { return w.tasks }

// Task finds a task, nil if it is not watched.
func (w *Watchlist) Task(id TaskID) *Task { return w.byID[id] }

// Find returns those of the tasks that are watched, in the order of their IDs.
func (w *Watchlist) Find(ids []TaskID) []*Task {
	found := make([]*Task, 0, len(ids))
	for _, id := range ids {
		if t := w.byID[id]; t != nil {
			found = append(found, t)
		}
	}
	return found
}

// Count returns how many tasks are in state s. Replaced tasks do not count.
func (w *Watchlist) Count(s State) int { return w.counts[s] }

// Settled returns how many of the tasks that count will not be checked again.
func (w *Watchlist) Settled() int { return w.ToDo() + w.Count(StateOK) }

// InFlight returns how many checks are under way.
func (w *Watchlist) InFlight() int { return w.inFlight }

// Add puts a task on the watchlist. It returns false and changes nothing if the
// task is already there.
func (w *Watchlist) Add(id TaskID, label Text, now time.Time) bool {
	if w.byID[id] != nil {
		return false
	}
	t := &Task{ID: id, Label: label, AddedAt: now, SeenAt: now}
	t.note(Event{At: now, ID: id, Kind: EventAdded})
	w.insert(t, len(w.tasks))
	return true
}

// Put adds or updates a task with the store's copy and returns the events of
// it. The store's copy is the latest, whatever the clocks say.
func (w *Watchlist) Put(task *Task) []Event { return w.put(task, false) }

// PutBeside is Put for a task about which we know something that the store does
// not: the later answer of HubSpot wins.
func (w *Watchlist) PutBeside(task *Task) []Event { return w.put(task, true) }

func (w *Watchlist) put(task *Task, unsaved bool) []Event {
	t := w.byID[task.ID]
	if t == nil {
		w.insert(task, len(w.tasks))
		w.unplace(task)
		return []Event{{At: task.AddedAt, ID: task.ID, Kind: EventAdded, To: task.State()}}
	}
	before, hadErr := t.State(), t.Err
	lost := task.Report == nil && t.Report != nil // the store knows less than we
	fresh := !(unsaved && t.Knows(task) || t.same(task) || lost)
	w.change(t, func() {
		t.Label, t.Note, t.Plan, t.Order = task.Label, task.Note, task.Plan, task.Order
		if t.ArrivedAt.IsZero() {
			t.ArrivedAt = task.ArrivedAt
		}
		if fresh {
			t.learn(task)
		}
	})
	w.locate(t)
	var events []Event
	if fresh {
		history := t.History // it has these events already
		events = t.learned(task.AskedAt, before, hadErr)
		t.History, t.SeenAt = history, task.SeenAt
		w.reschedule(t)
	} else if now := t.State(); now != before { // by another row of the plan
		events = []Event{{At: t.AskedAt, ID: t.ID, Kind: EventState, From: before, To: now}}
	}
	w.unplace(t)
	return events
}

// Assign gives a task its row of the plan. order names the join by order of answers
// that told it, "" if the row is certain. Tasks that are not watched are ignored.
func (w *Watchlist) Assign(id TaskID, row []Field, order string) {
	if t := w.byID[id]; t != nil {
		w.change(t, func() { t.Plan, t.Order = row, order })
		w.locate(t)
	}
}

// same reports whether another copy of the task comes from the same check.
func (t *Task) same(other *Task) bool {
	return t.ReportAt.Equal(other.ReportAt) && t.AskedAt.Equal(other.AskedAt) && t.Failures == other.Failures
}

// learn copies what checks have taught about another copy of the task.
func (t *Task) learn(from *Task) {
	t.Report, t.ReportAt = from.Report, from.ReportAt
	t.Err, t.Failures, t.MissedAt = from.Err, from.Failures, from.MissedAt
	t.AskedAt, t.History = from.AskedAt, from.History
	t.gone = t.confirmed()
}

// Drop removes a task and returns it with its position, for [Watchlist.Undrop];
// nil if it is not watched.
func (w *Watchlist) Drop(id TaskID) (*Task, int) {
	t := w.byID[id]
	if t == nil {
		return nil, 0
	}
	w.unlink(t, t.target(), t.kept.planned)
	place := slices.Index(w.tasks, t)
	w.tasks = slices.Delete(w.tasks, place, place+1)
	delete(w.byID, id)
	w.schedule.Remove(id, t.AskedAt)
	w.count(t, -1)
	if t.InFlight {
		t.InFlight = false
		w.inFlight--
	}
	return t, place
}

// Undrop puts a dropped task back at its position.
func (w *Watchlist) Undrop(t *Task, place int) {
	if w.byID[t.ID] == nil {
		w.insert(t, min(place, len(w.tasks)))
	}
}

func (w *Watchlist) insert(t *Task, place int) {
	if w.byID == nil {
		w.byID = map[TaskID]*Task{}
		w.schedule = schedule.New[TaskID](schedule.Polite)
	}
	t.gone = t.confirmed() // as it was left
	w.byID[t.ID] = t
	w.tasks = slices.Insert(w.tasks, place, t)
	t.replacedBy, t.loose, t.kept = "", false, *t.compared()
	w.count(t, +1)
	w.link(t)
	w.rank(t.target())
	w.reschedule(t)
}

// Describe sets the user's label and note for a task. It returns false if the
// task is not watched.
func (w *Watchlist) Describe(id TaskID, label, note Text) bool {
	t := w.byID[id]
	if t != nil {
		t.Label, t.Note = label, note
	}
	return t != nil
}

// Apply records one observation and returns the events of it. An observation of
// a task that is not watched, or older than what is known, changes nothing.
// Once a task has ended, only another final answer changes it.
func (w *Watchlist) Apply(o Observation) []Event {
	t := w.byID[o.ID]
	if t == nil {
		return nil
	}
	if t.InFlight {
		t.InFlight = false
		w.inFlight--
	}
	if o.Report != nil && o.AskedAt.Before(t.ReportAt) {
		return nil // answers overtook each other
	}
	before, hadErr := t.State(), t.Err
	w.change(t, func() {
		if o.Err != nil {
			t.failed(o)
		} else {
			t.reported(o)
		}
	})
	events := t.learned(o.At, before, hadErr)
	w.answered(t, o)
	w.redate(t)
	w.unplace(t)
	return events
}

// redate corrects the times of all tasks, once HubSpot has told its time.
func (w *Watchlist) redate(by *Task) {
	if w.dated || by.Err != nil || by.Report.sentAt().IsZero() {
		return
	}
	w.dated = true
	ahead := by.ahead()
	for _, t := range w.tasks {
		t.redate(ahead)
	}
}

// count takes t out of the counts (by = -1) or puts it in (+1).
func (w *Watchlist) count(t *Task, by int) {
	if t.Replaced() {
		w.attempts.replaced += by
		return
	}
	if t.kept.planned {
		w.attempts.planned += by
	}
	w.counts[t.State()] += by
}

// statusLocked is the HTTP status for an account with too many changes under
// way. It may concern one task only, which must not hold up the others.
const statusLocked = 423

func (t *Task) failed(o Observation) {
	t.AskedAt = o.AskedAt
	if o.Err.pause() {
		if o.Err.HTTPStatus == statusLocked {
			t.locked++
		}
		return // nothing to do with this task: see Pace
	}
	t.Failures++
	t.locked = 0
	if !o.Err.unavailable() {
		t.failing = time.Time{}
	} else if t.failing.IsZero() {
		t.failing = o.At
	}
	switch {
	case !o.Err.Missing():
		t.MissedAt, t.gone = time.Time{}, false
	case t.MissedAt.IsZero():
		t.MissedAt = o.AskedAt
	}
	t.Err = o.Err
	t.gone = t.gone || o.Err.Missing() && o.AskedAt.After(t.MissedAt) && o.AskedAt.Sub(t.MissedAt) >= t.confirms()
}

// Unanswered records why a command ended before it learned anything about a
// task. It overwrites nothing that was learned.
func (w *Watchlist) Unanswered(id TaskID, why *CheckError) {
	if t := w.byID[id]; t != nil && !t.Frozen() && t.Err == nil {
		t.Err = why
	}
}

func (t *Task) reported(o Observation) {
	t.AskedAt = o.AskedAt
	t.Err, t.Failures, t.failing, t.MissedAt, t.gone, t.locked = nil, 0, time.Time{}, time.Time{}, false, 0
	if t.Report != nil && t.Report.Status.Final() && !o.Report.Status.Final() {
		return // what has ended stays ended
	}
	t.Report, t.ReportAt = o.Report, o.At
}

// learned compares the task with its state before a check, and records and
// returns the differences as events.
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

// note adds events to the history. If it is full the oldest ones, which tell
// how the task began, and the latest are kept.
func (t *Task) note(events ...Event) {
	t.History = append(t.History, events...)
	if over := len(t.History) - maxHistory; over > 0 {
		t.History = slices.Delete(t.History, maxHistory/2, maxHistory/2+over)
	}
}
