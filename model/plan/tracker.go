package plan

import (
	"slices"
	"time"

	"hubwatch/model"
)

// Tracker keeps how a plan and a watchlist fit together as tasks change. The
// plan may have no rows: attempts and what landed elsewhere are told all the
// same. It is not safe for concurrent use.
type Tracker struct {
	plan  *Plan
	keys  []model.Text                 // of the plan's rows
	rows  map[model.Text]*Row          // by those keys
	mine  map[model.TaskID]bool        // tasks that the plan names
	tasks map[model.TaskID]*tracked    // all that are watched
	same  map[model.Text][]*model.Task // the tasks of each folder
	order []model.TaskID               // in which they came
	cover *Coverage                    // nil when something changed
}

// tracked is what a task was when it was last looked at.
type tracked struct {
	task      *model.Task
	key       model.Text
	elsewhere bool
}

// Track makes a Tracker of a plan and the tasks that are watched.
func Track(p *Plan, tasks []*model.Task) *Tracker {
	tr := &Tracker{
		plan: p, rows: map[model.Text]*Row{}, mine: map[model.TaskID]bool{},
		tasks: map[model.TaskID]*tracked{}, same: map[model.Text][]*model.Task{},
	}
	for i := range p.Rows {
		key := Key(p.Rows[i].Fields)
		tr.keys = append(tr.keys, key)
		if key != "" && tr.rows[key] == nil {
			tr.rows[key] = &p.Rows[i]
		}
		for _, id := range p.Rows[i].Tasks {
			tr.mine[id] = true
		}
	}
	for _, t := range tasks {
		tr.Apply(t)
	}
	return tr
}

// keyOf is the key of the folder that the task is about: its row's, else that of
// the row of the folder that came out.
func (tr *Tracker) keyOf(t *model.Task) model.Text {
	if len(t.Plan) > 0 || t.Report == nil || t.Report.Result == nil {
		return Key(t.Plan)
	}
	if id := t.Report.Result.ID; tr.rows[id] != nil {
		return id
	}
	return ""
}

// Apply takes in a task that is new or has changed.
func (tr *Tracker) Apply(t *model.Task) {
	now := tracked{t, tr.keyOf(t), len(t.Elsewhere()) > 0}
	before := tr.tasks[t.ID]
	switch {
	case before == nil:
		tr.order = append(tr.order, t.ID)
	case *before == now:
		return
	default:
		tr.unlink(before)
	}
	tr.tasks[t.ID], tr.cover = &now, nil
	if now.key != "" {
		tr.same[now.key] = append(tr.same[now.key], t)
	}
}

// Remove forgets a task.
func (tr *Tracker) Remove(id model.TaskID) {
	if before := tr.tasks[id]; before != nil {
		tr.unlink(before)
		delete(tr.tasks, id)
		tr.order = slices.DeleteFunc(tr.order, func(other model.TaskID) bool { return other == id })
		tr.cover = nil
	}
}

func (tr *Tracker) unlink(t *tracked) {
	if t.key == "" {
		return
	}
	tr.same[t.key] = slices.DeleteFunc(tr.same[t.key], func(other *model.Task) bool { return other == t.task })
	if len(tr.same[t.key]) == 0 {
		delete(tr.same, t.key)
	}
}

// Coverage is how a plan and a watchlist fit together. It is to be read only.
type Coverage struct {
	Rows         int            // of the plan
	NeverStarted []*Row         // planned, but no task was started
	Refused      []*Row         // planned, but HubSpot refused to start it
	Unsure       []*Row         // planned, and perhaps one of Unplaced is its task
	Unplaced     []model.TaskID // started for rows of the plan, and which cannot be told
	Unplanned    []model.TaskID // watched, but not in the plan
	Elsewhere    []model.TaskID // the folder is not where, or not called what, the plan says
}

// Without is the rows without a task that is known: never started, refused, or
// perhaps started.
func (c *Coverage) Without() []*Row { return slices.Concat(c.NeverStarted, c.Refused, c.Unsure) }

// Coverage tells how they fit now. Without a plan only Elsewhere is told.
func (tr *Tracker) Coverage() Coverage {
	if tr.cover == nil {
		tr.cover = tr.covered()
	}
	return *tr.cover
}

func (tr *Tracker) covered() *Coverage {
	c := &Coverage{Rows: len(tr.plan.Rows)}
	for _, id := range tr.order {
		t := tr.tasks[id]
		if t.elsewhere {
			c.Elsewhere = append(c.Elsewhere, id)
		}
		if c.Rows > 0 && !tr.mine[id] && tr.rows[t.key] == nil {
			c.Unplanned = append(c.Unplanned, id)
		}
	}
	for _, id := range tr.plan.Unplaced {
		if t := tr.tasks[id]; t == nil || t.key == "" || tr.rows[t.key] == nil {
			c.Unplaced = append(c.Unplaced, id)
		}
	}
	for i := range tr.plan.Rows {
		r := &tr.plan.Rows[i]
		switch started := r.Task() != "" || len(tr.same[tr.keys[i]]) > 0; {
		case r.Refused != "" && !started:
			c.Refused = append(c.Refused, r)
		case started:
		case len(c.Unplaced) > 0, tr.plan.Unjoined > 0:
			c.Unsure = append(c.Unsure, r)
		default:
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

// Attempt is which attempt at its folder the task is, in the order in which
// they were requested, else added; false if it is the only one.
func (tr *Tracker) Attempt(id model.TaskID) (Attempt, bool) {
	all := tr.attempts(id)
	if len(all) < 2 {
		return Attempt{}, false
	}
	i := slices.IndexFunc(all, func(t *model.Task) bool { return t.ID == id })
	a := Attempt{Number: i + 1, Of: len(all)}
	if i > 0 {
		a.Before = all[i-1].ID
	}
	if i+1 < len(all) {
		a.After = all[i+1].ID
	}
	return a, true
}

// attempts are the tasks of the folder that the task is about.
func (tr *Tracker) attempts(id model.TaskID) []*model.Task {
	t := tr.tasks[id]
	if t == nil || t.key == "" {
		return nil
	}
	all := slices.Clone(tr.same[t.key])
	slices.SortStableFunc(all, func(a, b *model.Task) int { return begun(a).Compare(begun(b)) })
	return all
}

// begun is when the task was requested, as far as that is known.
func begun(t *model.Task) time.Time {
	if t.Report != nil && !t.Report.RequestedAt.IsZero() {
		return t.Report.RequestedAt
	}
	return t.AddedAt
}
