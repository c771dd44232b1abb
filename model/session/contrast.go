package session

import (
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/contrast"
	"hubwatch/model/plan"
)

// contrasts are what the failed have that the good have not, as it was when it
// was last looked for.
type contrasts struct {
	Compared
	running bool
	next    time.Time      // not before that
	seen    []*cause.Cause // what it was looked for in
	ok      int
	plan    *plan.Tracker
	clashed time.Time // when the clashes are found again, if somebody asks
}

// Compared is what came of comparing the failed with the good.
type Compared struct {
	of      map[string][]contrast.Line // by the ID of a cause; "" is for all that failed
	clashes map[model.TaskID]bool
}

// compareEvery is how often the failed are compared with the good at most.
const compareEvery = 5 * time.Second

// clashEvery is how often names that clash are found again at most: all are
// looked at, and they seldom change.
const clashEvery = time.Minute

// age forgets which names clash when that was found long ago.
func (c *contrasts) age(now time.Time) {
	if !now.Before(c.clashed) {
		c.clashes, c.clashed = nil, now.Add(clashEvery)
	}
}

// Contrast returns what the tasks of a cause, by its ID, have that the good
// have not, as it was when it was last looked for; "" is for all that failed.
func (k *Known) Contrast(id string) []contrast.Line { return k.contrasts.of[id] }

// Compare returns what compares the failed with the good, which takes a while
// and may run beside all else; nil if nothing can have changed. Its result goes
// to [Session.Learn].
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

// Learn takes in what was found.
func (s *Session) Learn(found Compared) { s.contrasts.Compared, s.contrasts.running = found, false }

// subjects returns the tasks as contrast looks at them.
func (k *Known) subjects() []contrast.Subject {
	counting := slices.DeleteFunc(slices.Clone(k.list.Tasks()), (*model.Task).Replaced)
	return contrast.Subjects(counting, k.tracker.AttemptNumber)
}

// traits returns what a task has of a key that is no column of the plan.
func (k *Known) traits(t *model.Task, key string) []string {
	return contrast.Values(t, key, k.tracker.AttemptNumber(t.ID), key == contrast.KeyName && k.clashes()[t.ID])
}

// clashes returns the tasks whose names differ from others beside them in case
// only.
func (k *Known) clashes() map[model.TaskID]bool {
	if k.contrasts.clashes == nil {
		k.contrasts.clashes = contrast.Clashes(k.subjects())
	}
	return k.contrasts.clashes
}
