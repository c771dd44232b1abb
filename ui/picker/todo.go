package picker

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/screen"
)

// todo is a set of work that can be written: what is to be done again or started,
// and the tasks it is about, whose evidence HubSpot's support may want.
type todo struct {
	Called string // what tells it from others, "" if there are none
	Rerun  plan.Rerun
	Tasks  []*model.Task
}

// Rerun returns what is to be done again for the tasks. If these are everything
// to do, it includes the rows of the plan that HubSpot refused to start.
func Rerun(e *screen.Env, tasks []*model.Task) plan.Rerun {
	n := len(toDo(tasks))
	return e.Tracker().Rerun(tasks, plan.With{Refused: n == e.List().ToDo() && len(tasks) == n})
}

// todos returns what can be done again: for the tasks that a user picked, else for
// all that is to do, and for the one under the cursor. Or it is rows to begin with.
func todos(e *screen.Env, ask screen.Rerun) []todo {
	if len(ask.Rows) > 0 {
		return []todo{{Rerun: e.Tracker().Start(ask.Rows)}}
	}
	one := todo{Rerun: Rerun(e, ask.Tasks), Tasks: ask.Tasks}
	all := todo{Called: "all that is to do", Tasks: toDo(e.List().Tasks())}
	if ask.Picked || len(all.Tasks) < 2 {
		return []todo{one}
	}
	all.Rerun = Rerun(e, all.Tasks)
	one.Called = "only this one"
	offered := []todo{all, one}
	if len(one.Rerun.Steps) == 0 {
		offered = offered[:1]
	}
	if n := len(ask.Shown); n > 0 && n < len(all.Tasks) {
		offered = slices.Insert(offered, 0, todo{Called: "what is shown", Tasks: ask.Shown, Rerun: Rerun(e, ask.Shown)})
	}
	return offered
}

// toDo returns those of the tasks that are to do.
func toDo(tasks []*model.Task) []*model.Task {
	return slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !t.ToDo() })
}
