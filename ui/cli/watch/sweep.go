package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hubwatch/model"
)

// sweep checks each of the tasks once, and again, for a limited time, those
// about which HubSpot did not answer.
type sweep struct {
	*Watcher
	tasks   []*model.Task
	timeout time.Duration // without anything new

	waiting map[model.TaskID]bool              // for an answer
	asked   map[model.TaskID]int               // how often they have been asked in vain
	again   map[model.TaskID]time.Time         // when those are asked again
	held    map[model.TaskID]*model.CheckError // why everybody was to pause when one was asked
	begun   time.Time
	news    time.Time // when one was last asked for the first time, or answered for
}

// Sweep checks the tasks once, as fast as HubSpot allows. When it returns,
// tasks without an answer know why; the error is why it was pointless to go on.
// While another process polls, it asks nothing, and waits a moment for what
// that has not asked yet.
func (w *Watcher) Sweep(ctx context.Context, tasks []*model.Task, timeout time.Duration, bar *Progress) error {
	s := &sweep{
		Watcher: w, tasks: tasks, timeout: timeout,
		waiting: map[model.TaskID]bool{}, asked: map[model.TaskID]int{}, again: map[model.TaskID]time.Time{}, held: map[model.TaskID]*model.CheckError{},
		begun: w.now(), news: w.now(),
	}
	for _, t := range tasks {
		s.waiting[t.ID] = true
		w.List().Want(t.ID)
	}
	w.Hold(true, w.now()) // only what is wanted is due
	w.observed = s.observe
	defer bar.Clear()
	err := w.Run(ctx, func(now time.Time) (bool, error) {
		done := len(s.tasks) - len(s.waiting)
		bar.Draw(now, done, len(s.tasks), fmt.Sprintf("checked %d of %d", done, len(s.tasks)))
		return s.done(now)
	})
	for id := range s.waiting {
		if w.Poller() != "" {
			break // it is not us who could say why
		}
		w.List().Unanswered(id, s.reason(id))
	}
	return err
}

// observe records one answer.
func (s *sweep) observe(o model.Observation) {
	t := s.List().Task(o.ID)
	if t == nil || !s.waiting[o.ID] {
		return
	}
	wait, again := s.retry(t, o)
	if !again {
		delete(s.waiting, o.ID)
		s.news = o.At
		return
	}
	s.again[o.ID] = o.At.Add(wait)
	if o.Err.Kind == model.KindRateLimited || o.Err.Kind == model.KindMoving {
		s.held[o.ID] = o.Err // it has not been asked yet
		return
	}
	if s.asked[o.ID]++; s.asked[o.ID] == 1 {
		s.news = o.At
	}
}

// retry reports whether an observation is worth another check, and after what time.
func (s *sweep) retry(t *model.Task, o model.Observation) (wait time.Duration, again bool) {
	switch {
	case o.Err == nil:
		return 0, false
	case o.Err.Missing():
		sure := t.SureAt()
		return sure.Sub(o.At), !sure.IsZero()
	case o.Err.Kind == model.KindRateLimited && o.Err.HTTPStatus != 0:
		return o.Err.RetryAfter + time.Second, true // it began the pause: the others go first when that is over
	case o.Err.Kind == model.KindRateLimited, o.Err.Kind == model.KindMoving:
		return 0, true // its turn comes when the pause is over
	case o.Err.Kind != model.KindUnavailable && o.Err.Kind != model.KindWrongRoute:
		return 0, false
	}
	// Where nothing answers at all, nothing is gained by waiting.
	return 2 * time.Second << min(s.asked[o.ID], 4), o.Err.HTTPStatus != 0 || s.health.answered
}

// done reports whether the sweep is over, and why if it ended early.
func (s *sweep) done(now time.Time) (bool, error) {
	for id := range s.waiting {
		switch at, later := s.again[id]; {
		case s.List().Task(id) == nil: // somebody dropped it
			delete(s.waiting, id)
		case later && !now.Before(at):
			delete(s.again, id)
			s.List().Want(id)
		}
	}
	if s.Poller() != "" {
		return allChecked(s.tasks) || now.Sub(s.begun) > followPatience, nil
	}
	if err := s.Pace().Stopped(); err != nil {
		return true, err
	}
	if err := s.Pace().Outage(); err != nil && err.HTTPStatus == 0 && !s.health.answered {
		return true, err
	}
	deadline := s.news.Add(s.patience())
	why, until := s.Pace().Paused(now)
	tooLong := why != nil && why.Kind != model.KindUnavailable && until.After(deadline)
	return len(s.waiting) == 0 || !now.Before(deadline) || tooLong, nil
}

// patience returns how long to go on without learning anything new. While some
// tasks have not been checked at all, --timeout cannot shorten it.
func (s *sweep) patience() time.Duration {
	for id := range s.waiting {
		if held := s.held[id]; s.asked[id] == 0 && (held == nil || held.HTTPStatus == 0) {
			return max(s.timeout, SweepPatience)
		}
	}
	return s.timeout
}

// reason returns why a task that was never checked has no answer.
func (s *sweep) reason(id model.TaskID) *model.CheckError {
	if why := s.held[id]; why != nil {
		return why
	}
	if why := s.Pace().Stopped(); why != nil {
		return why
	}
	if why, _ := s.Pace().Paused(s.now()); why != nil {
		return why
	}
	return &model.CheckError{Kind: model.KindUnavailable, Message: "no answer in time"}
}

// allChecked reports whether something is known about each of the tasks.
func allChecked(tasks []*model.Task) bool {
	return !slices.ContainsFunc(tasks, func(t *model.Task) bool { return t.State() == model.StateUnchecked && t.Err == nil })
}
