package model

import (
	"time"

	"hubwatch/model/schedule"
)

const maxBackoff = 5 * time.Minute // the longest pause of a task whose checks fail

// Want asks for a check of the task as soon as possible, even if it is frozen.
// It returns false if the task is not watched.
func (w *Watchlist) Want(id TaskID) bool {
	if w.byID[id] == nil {
		return false
	}
	w.schedule.Want(id)
	return true
}

// Show tells which tasks are on the screen; they are checked sooner.
func (w *Watchlist) Show(ids []TaskID, now time.Time) {
	if w.schedule != nil {
		w.schedule.Show(ids, now)
	}
}

// Due returns the tasks to check now, most urgent first and at most as many as
// p allows, and marks them as in flight until Apply brings the answer. Tasks
// the user asked for come first, then those the schedule picks; the last turns
// are kept for running tasks. While the user has paused polling, only tasks
// they asked for are due. Checks that should go out at once, because nothing is
// known yet, are counted by [Pace.Hurried].
func (w *Watchlist) Due(now time.Time, p *Pace) []TaskID {
	if w.schedule == nil {
		return nil
	}
	p.refuse(w)
	p.open(now, w.schedule.Awaited(), w.Count(StateProcessing)+w.Count(StateUnknown), w.inFlight)
	if p.outage.unproven() && !p.Held && p.free(now, w.inFlight) > 0 && !(p.limited && p.turns <= 0) {
		if t := w.witness(); t != nil {
			w.schedule.WantFirst(t.ID)
		}
	}
	var ids []TaskID
	for p.free(now, w.inFlight) > 0 {
		id, ok := w.next(now, p)
		if !ok {
			break
		}
		t := w.byID[id]
		if t == nil || t.InFlight {
			continue // dropped, or being asked already
		}
		t.InFlight, t.AskedAt = true, now
		w.inFlight++
		ids = append(ids, id)
	}
	return ids
}

// onlyRefused reports whether HubSpot refuses to tell about every open task.
func (w *Watchlist) onlyRefused() bool {
	any := false
	for _, t := range w.tasks {
		if t.Frozen() || w.waits(t) {
			continue
		}
		if any = true; t.Err == nil || t.Err.Kind != KindPermission {
			return false
		}
	}
	return any
}

// next returns the next task to check, if the limits allow another check.
func (w *Watchlist) next(now time.Time, p *Pace) (id TaskID, ok bool) {
	s := w.schedule
	if s.Wanted() > 0 && (p.hurry() || p.turn()) {
		return s.NextWanted()
	}
	switch {
	case p.Held:
		return id, false
	case s.FirstLooksLeft() > 0 && p.hurry():
		if id, ok = s.NextFirst(now); ok {
			return id, true
		}
		p.unhurry()
	}
	switch {
	case p.limited && p.turns <= 0:
		return id, false
	case p.scarce() && s.FirstLooksLeft() == 0:
		id, ok = s.NextRunning(now)
	default:
		id, ok = s.Next(now)
	}
	return id, ok && p.turn()
}

// NextAt returns when to call Due again: when the next task becomes ready, or
// when the limits allow one more check for a task that is ready. It may be in
// the past. The zero time means neither will happen.
func (w *Watchlist) NextAt(now time.Time, p *Pace) time.Time {
	if w.schedule == nil {
		return time.Time{}
	}
	ready, rested := w.schedule.NextAt(now)
	if p.Held {
		ready, rested = false, time.Time{}
	}
	ready = ready || w.schedule.Wanted() > 0 || w.schedule.PassDue() && w.maySearch(now, p)
	turn := now
	if p.limited {
		turn = now.Add(p.nextTurn)
	}
	switch {
	case ready && (rested.IsZero() || rested.After(turn) || p.turns <= 0):
		return turn
	case p.limited && p.turns <= 0 && !rested.IsZero() && rested.Before(turn):
		return turn
	}
	return rested
}

// Interval returns the recent time between two checks of a processing task, 0
// if there were none.
func (w *Watchlist) Interval() time.Duration {
	if w.schedule == nil {
		return 0
	}
	return w.schedule.Interval()
}

// MostChecks returns how many checks the rules allow for a task that runs for d.
func MostChecks(d time.Duration) float64 {
	rules := schedule.Polite
	return rules.Checks(0, d)
}

// Left estimates how long it takes until every task has settled at the present
// rate. ok is false if there is no basis for an estimate.
func (w *Watchlist) Left() (left time.Duration, ok bool) {
	if w.schedule == nil {
		return 0, true
	}
	return w.schedule.TimeLeft()
}

// reschedule puts a task into the schedule with what is known about it now, or
// removes it.
func (w *Watchlist) reschedule(t *Task) {
	switch {
	case w.waits(t):
		w.schedule.Remove(t.ID, t.AskedAt)
	case t.Frozen():
		w.schedule.Remove(t.ID, t.AskedAt)
		if ran := t.Ran(); ran > 0 {
			w.schedule.AddRunTime(ran)
		}
	case t.Report == nil:
		w.schedule.Add(t.ID, t.AddedAt)
	default:
		w.schedule.AddKnown(t.ID, phase(t), t.Report.RequestedAt, t.Entered(), t.ReportAt)
	}
	w.locate(t)
}

// answered tells the schedule what a check gave.
func (w *Watchlist) answered(t *Task, o Observation) {
	switch {
	case t.State().Final():
		w.schedule.Ended(t.ID, t.OurTime(t.Report.StartedAt), t.OurTime(t.Report.CompletedAt), o.At)
	case t.Frozen() && o.Err.pause():
		w.schedule.Want(t.ID) // a user asked for it, and has no answer
	case t.Frozen(), w.waits(t):
		w.schedule.Remove(t.ID, o.At)
	case o.Err.pause():
		w.schedule.Postpone(t.ID, o.At.Add(t.backoff()), o.At)
	case o.Err != nil:
		w.schedule.Failed(t.ID, o.At.Add(t.backoff()), o.At)
	default:
		w.schedule.Add(t.ID, o.At) // it may have been out of it
		w.locate(t)
		w.schedule.Answer(t.ID, phase(t), t.Report.RequestedAt, t.Entered(), o.At)
	}
}

// backoff returns how long to leave a task alone whose checks fail; it doubles
// with each failure.
func (t *Task) backoff() time.Duration {
	if t.Err.Missing() {
		return min(confirmMissing, t.confirms())
	}
	return min(maxBackoff, schedule.Polite.Spacing<<min(max(t.Failures, t.locked), 10))
}

// phase returns the phase of an open task for the schedule. A status we do not
// know may mean anything, so it is treated as running.
func phase(t *Task) schedule.Phase {
	if t.Report.Status == StatusPending {
		return schedule.Waiting
	}
	return schedule.Running
}
