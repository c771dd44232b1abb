package ui

import (
	"hubwatch/model"
	"hubwatch/model/plan"
)

// learn takes in a task that is new or has changed, for all that is kept beside
// the watchlist.
func (a *app) learn(t *model.Task) {
	if t != nil {
		a.causes.learn(t)
		a.tracker.Apply(t)
		a.flow.learn(t)
	}
}

// forget takes out a task that is watched no more.
func (a *app) forget(id model.TaskID) {
	a.causes.forget(id)
	a.tracker.Remove(id)
	a.flow.ends.Forget(id)
}

// replan takes in a new plan, if there is one.
func (a *app) replan(p *plan.Plan) {
	if p != nil {
		a.plan = *p
		a.tracker = plan.Track(&a.plan, a.list.Tasks())
	}
}
