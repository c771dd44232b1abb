package plan

import (
	"slices"

	"hubwatch/model"
)

// Tracker tells how a plan and a watchlist fit together. The plan may have no
// rows: attempts, and what landed elsewhere, are known all the same. It is not
// safe for concurrent use.
type Tracker struct {
	plan  *Plan
	list  *model.Watchlist
	keys  []model.Text          // of the plan's rows
	rows  map[model.Text]*Row   // by those keys
	mine  map[model.TaskID]*Row // of the tasks that the plan names
	cover *Coverage             // nil at first
	shape int                   // of the list when that was made
}

// Track returns a Tracker for a plan and the watched tasks.
func Track(p *Plan, list *model.Watchlist) *Tracker {
	tr := &Tracker{plan: p, list: list, rows: map[model.Text]*Row{}, mine: map[model.TaskID]*Row{}}
	for i := range p.Rows {
		key := Key(p.Rows[i].Fields)
		tr.keys = append(tr.keys, key)
		if key != "" && tr.rows[key] == nil {
			tr.rows[key] = &p.Rows[i]
		}
		for _, id := range p.Rows[i].Tasks {
			tr.mine[id] = &p.Rows[i]
		}
	}
	return tr
}

// Has reports whether the task was started for a row of the plan.
func (tr *Tracker) Has(t *model.Task) bool { return tr.mine[t.ID] != nil || tr.planned(t) }

// planned reports whether the task is about the folder of a row.
func (tr *Tracker) planned(t *model.Task) bool {
	key := Key(t.Plan)
	if key == "" && t.Report != nil && t.Report.Result != nil {
		key = t.Report.Result.ID
	}
	return key != "" && tr.rows[key] != nil
}

// Coverage is how a plan and a watchlist fit together. The caller must not
// change it.
type Coverage struct {
	Rows         int            // of the plan
	NeverStarted []*Row         // planned, but no task was started
	Refused      []*Row         // planned, but HubSpot refused to start it
	Unsure       []*Row         // planned, and perhaps one of Unplaced is its task
	Unplaced     []model.TaskID // started for rows of the plan, and which cannot be told
	Unplanned    []model.TaskID // watched, but not in the plan
	Elsewhere    []model.TaskID // the folder is not where, or not called what, the plan says
}

// Without returns the rows without a known task: never started, refused, or
// perhaps started.
func (c *Coverage) Without() []*Row { return slices.Concat(c.NeverStarted, c.Refused, c.Unsure) }

// Coverage returns how they fit now. Without a plan only Elsewhere is set.
func (tr *Tracker) Coverage() Coverage {
	if tr.cover == nil || tr.shape != tr.list.Shape() {
		tr.cover, tr.shape = tr.covered(), tr.list.Shape()
	}
	return *tr.cover
}

func (tr *Tracker) covered() *Coverage {
	c := &Coverage{Rows: len(tr.plan.Rows)}
	for _, t := range tr.list.Tasks() {
		if t.Replaced() {
			continue
		}
		if t.State() == model.StateElsewhere {
			c.Elsewhere = append(c.Elsewhere, t.ID)
		}
		if c.Rows > 0 && !tr.Has(t) {
			c.Unplanned = append(c.Unplanned, t.ID)
		}
	}
	c.Unplaced = tr.unplaced()
	for i := range tr.plan.Rows {
		r := &tr.plan.Rows[i]
		switch started := r.Task() != "" || tr.list.Started(tr.keys[i]); {
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

// unplaced returns the tasks that were probably started for rows of the plan,
// but it is not known for which: those that could not be joined, and, if no
// task was joined at all, those with unknown folders, as when their answers
// were added without the plan.
func (tr *Tracker) unplaced() (ids []model.TaskID) {
	told := map[model.TaskID]bool{}
	for _, id := range tr.plan.Unplaced {
		if told[id] = true; tr.list.Task(id) == nil || !tr.planned(tr.list.Task(id)) {
			ids = append(ids, id)
		}
	}
	if len(tr.mine) > 0 || len(tr.plan.Rows) == 0 {
		return ids
	}
	for _, t := range tr.list.Tasks() {
		if Key(t.Plan) == "" && t.Folder() == "" && !told[t.ID] {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// Attempt says that a task is one of several for the same folder.
type Attempt struct {
	Number, Of int          // from 1
	Before     model.TaskID // the attempt before it, "" for the first
	After      model.TaskID // the attempt after it, "" for the last
}

// Attempt returns which attempt at its folder the task is, in the order in
// which they were requested, or else added; false if it is the only one.
func (tr *Tracker) Attempt(id model.TaskID) (Attempt, bool) {
	all := tr.Attempts(id)
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

// Attempts returns the tasks for the folder of the task, the first one first.
// The caller must not change it.
func (tr *Tracker) Attempts(id model.TaskID) []*model.Task {
	if t := tr.list.Task(id); t != nil {
		return tr.list.Attempts(t)
	}
	return nil
}

// AttemptNumber returns which attempt at its folder the task is, from 1.
func (tr *Tracker) AttemptNumber(id model.TaskID) int {
	at, _ := tr.Attempt(id)
	return max(1, at.Number)
}
