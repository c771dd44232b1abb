package ui

import (
	"hubwatch/model"
	"hubwatch/model/plan"
)

// learn takes in a task that is new or has changed, for all that is kept beside
// the watchlist.
func (a *app) learn(t *model.Task) {
	if t != nil {
		a.tracker.Apply(t)
		a.learnCause(t)
		a.learnEarlier(t.ID)
		a.flow.learn(t)
	}
}

// learnCause takes in why a task has a problem, unless a later attempt has put
// it right.
func (a *app) learnCause(t *model.Task) {
	if a.tracker.PutRight(t) {
		a.causes.forget(t.ID)
	} else {
		a.causes.learn(t)
	}
}

// learnEarlier takes in what has become of the attempts before that task at the
// same folder.
func (a *app) learnEarlier(id model.TaskID) {
	for {
		at, several := a.tracker.Attempt(id)
		if id = at.Before; !several || id == "" {
			return
		}
		if t := a.list.Task(id); t != nil {
			a.learnCause(t)
		}
	}
}

// forget takes out a task that is watched no more.
func (a *app) forget(id model.TaskID) {
	a.causes.forget(id)
	at, _ := a.tracker.Attempt(id)
	a.tracker.Remove(id)
	if t := a.list.Task(at.Before); t != nil {
		a.learnCause(t)
		a.learnEarlier(t.ID)
	}
	a.flow.ends.Forget(id)
}

// replan takes in a new plan, if there is one.
func (a *app) replan(p *plan.Plan) {
	if p == nil {
		return
	}
	if more := len(p.Unplaced) - len(a.plan.Unplaced); more > 0 && len(a.plan.Rows) > 0 {
		a.say("%s of the plan have no row: which is theirs cannot be told", model.Plural(more, "task"))
	}
	a.plan = *p
	a.tracker = plan.Track(&a.plan, a.list.Tasks())
	for _, t := range a.list.Tasks() {
		if a.tracker.PutRight(t) == a.causes.groups.Has(t.ID) { // else nothing changes
			a.learnCause(t)
		}
	}
}

// tellWrong says which orders of answers were seen to be wrong: their tasks have
// lost their rows.
func (a *app) tellWrong() {
	all := a.list.TakeWrong()
	if len(all) == 0 {
		return
	}
	for _, wrong := range all {
		a.plan.Unplace(wrong.Order)
		a.say("%s", wrong)
	}
	a.tracker = plan.Track(&a.plan, a.list.Tasks())
	for _, t := range a.list.Tasks() {
		a.learnCause(t)
	}
	a.table.arrange(&a.list)
}
