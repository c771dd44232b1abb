package session

import (
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/contrast"
	"hubwatch/model/plan"
)

// contrasts is the result of the last comparison of the failed tasks with the
// good ones.
type contrasts struct {
	Compared
	running bool
	next    time.Time      // not before that
	seen    []*cause.Cause // what it was looked for in
	ok      int
	plan    *plan.Tracker
	clashed time.Time // when the clashes are found again, if somebody asks
}

// Compared is the result of comparing the failed tasks with the good ones.
type Compared struct {
	of      map[string][]contrast.Line // by the ID of a cause; "" is for all that failed
	clashes map[model.TaskID]bool
}

// compareEvery is the least time between two comparisons.
const compareEvery = 5 * time.Second

// clashEvery is the least time between two searches for clashing names, which
// look at all tasks and seldom find a change.
const clashEvery = time.Minute

// age forgets the clashing names if they were found too long ago.
func (c *contrasts) age(now time.Time) {
	if !now.Before(c.clashed) {
		c.clashes, c.clashed = nil, now.Add(clashEvery)
	}
}

// Contrast returns what the tasks of a cause have in common that the good tasks
// lack, as of the last comparison. id is the ID of the cause, or "" for all
// failed tasks.
func (k *Known) Contrast(id string) []contrast.Line { return k.contrasts.of[id] }

// Compare returns a function that compares the failed tasks with the good ones.
// It may take long and is safe to run beside everything else; its result goes
// to [Session.Learn]. Compare returns nil if nothing can have changed.
func (s *Session) Compare(now time.Time) func() Compared {
	c, causes := &s.contrasts, s.causes.groups.Causes()
	if c.running || now.Before(c.next) || len(causes) == 0 {
		return nil
	}
	ok := s.list.Count(model.StateOK)
	if slices.Equal(c.seen, causes) && c.ok == ok && c.plan == s.tracker {
		return nil
	}
	c.seen, c.ok, c.plan = causes, ok, s.tracker
	c.running, c.next = true, now.Add(compareEvery)
	subjects := s.subjects()
	names, groups := []string{""}, [][]model.TaskID{nil}
	for _, of := range causes {
		ids := s.causes.groups.IDs(of.Signature)
		names, groups = append(names, of.ID), append(groups, ids)
		if of.Signature.Kind != cause.KindCheck {
			groups[0] = append(groups[0], ids...)
		}
	}
	return func() Compared {
		found := Compared{map[string][]contrast.Line{}, contrast.Clashes(subjects)}
		for i, lines := range contrast.Find(subjects, groups) {
			found.of[names[i]] = lines
		}
		return found
	}
}

// Learn records the result of a comparison.
func (s *Session) Learn(found Compared) { s.contrasts.Compared, s.contrasts.running = found, false }

// subjects returns the tasks in the form that package contrast compares.
func (k *Known) subjects() []contrast.Subject {
	counting := slices.DeleteFunc(slices.Clone(k.list.Tasks()), (*model.Task).Replaced)
	return contrast.Subjects(counting, k.tracker.AttemptNumber)
}

// traits returns the values of a task for a key that is not a column of the plan.
func (k *Known) traits(t *model.Task, key string) []string {
	return contrast.Values(t, key, k.tracker.AttemptNumber(t.ID), key == contrast.KeyName && k.clashes()[t.ID])
}

// clashes returns the tasks whose folder names differ only in case from their
// neighbors'.
func (k *Known) clashes() map[model.TaskID]bool {
	if k.contrasts.clashes == nil {
		k.contrasts.clashes = contrast.Clashes(k.subjects())
	}
	return k.contrasts.clashes
}
