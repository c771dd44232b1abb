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
	if p == nil {
		return
	}
	if more := len(p.Unplaced) - len(a.plan.Unplaced); more > 0 && len(a.plan.Rows) > 0 {
		a.say("%s of the plan have no row: which is theirs cannot be told", model.Plural(more, "task"))
	}
	a.plan = *p
	a.tracker = plan.Track(&a.plan, a.list.Tasks())
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
		a.causes.learn(t)
	}
	a.table.arrange(&a.list)
}
