package plan

import (
	"slices"
	"time"

	"hubwatch/model"
)

// Coverage is how a plan and a watchlist fit together.
type Coverage struct {
	Rows         int            // of the plan
	NeverStarted []*Row         // planned, but no task was started
	Unplanned    []model.TaskID // watched, but not in the plan
	Elsewhere    []model.TaskID // the folder is not where, or not called what, the plan says
}

// Cover compares the plan with the tasks that are watched. Without a plan only
// Elsewhere is told.
func (p *Plan) Cover(tasks []*model.Task) Coverage {
	c := Coverage{Rows: len(p.Rows)}
	at := p.byKey()
	started := make(map[model.Text]bool, len(at))
	mine := make(map[model.TaskID]bool, len(p.Rows))
	for i := range p.Rows {
		for _, id := range p.Rows[i].Tasks {
			mine[id] = true
		}
	}
	for _, t := range tasks {
		if len(t.Elsewhere()) > 0 {
			c.Elsewhere = append(c.Elsewhere, t.ID)
		}
		key := Key(t.Plan)
		if _, known := at[key]; known {
			started[key] = true
		} else if len(p.Rows) > 0 && !mine[t.ID] {
			c.Unplanned = append(c.Unplanned, t.ID)
		}
	}
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Task() == "" && !started[Key(r.Fields)] {
			c.NeverStarted = append(c.NeverStarted, r)
		}
	}
	return c
}

// Attempt says that a task is one of several for the same folder.
type Attempt struct {
	Number, Of int          // from 1
	Before     model.TaskID // the attempt before it, "" for the first
	After      model.TaskID // the attempt after it, "" for the last
}

// Attempts links the tasks of the same folder, in the order in which they were
// requested, else added. Tasks that are alone are left out.
func Attempts(tasks []*model.Task) map[model.TaskID]Attempt {
	of := map[model.Text][]*model.Task{}
	for _, t := range tasks {
		if key := Key(t.Plan); key != "" {
			of[key] = append(of[key], t)
		}
	}
	attempts := map[model.TaskID]Attempt{}
	for _, same := range of {
		if len(same) > 1 {
			link(attempts, same)
		}
	}
	return attempts
}

func link(attempts map[model.TaskID]Attempt, same []*model.Task) {
	slices.SortStableFunc(same, func(a, b *model.Task) int { return begun(a).Compare(begun(b)) })
	for i, t := range same {
		a := Attempt{Number: i + 1, Of: len(same)}
		if i > 0 {
			a.Before = same[i-1].ID
		}
		if i+1 < len(same) {
			a.After = same[i+1].ID
		}
		attempts[t.ID] = a
	}
}

// begun is when the task was requested, as far as that is known.
func begun(t *model.Task) time.Time {
	if t.Report != nil && !t.Report.RequestedAt.IsZero() {
		return t.Report.RequestedAt
	}
	return t.AddedAt
}
