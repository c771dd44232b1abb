package plan

import (
	"slices"

	"hubwatch/model"
)

// PutRight tells whether a later attempt at the same folder has settled well, so
// that what the task failed of is no problem any more.
func (tr *Tracker) PutRight(t *model.Task) bool {
	all := tr.attempts(t.ID)
	i := slices.Index(all, t)
	return i >= 0 && slices.ContainsFunc(all[i+1:], func(later *model.Task) bool { return later.State() == model.StateOK })
}

// AttemptNumber is which attempt at its folder the task is, from 1.
func (tr *Tracker) AttemptNumber(id model.TaskID) int {
	at, _ := tr.Attempt(id)
	return max(1, at.Number)
}
