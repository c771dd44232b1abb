// Package plan reads a migration plan, a CSV file with a row for each folder,
// and joins it to the tasks that carry it out: which task is which folder, what
// was never started, and what must be done again.
package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Plan is a migration plan. The zero value has no rows.
type Plan struct {
	Columns []string // the header, except for the column of the task ID
	Rows    []Row
	Lost    []int // the lines of rows that were read and left out; not kept on disk

	Orders   map[model.TaskID]string // of the tasks of rows, those that only an order of answers told, with the join
	Unplaced []model.TaskID          // tasks that were started for rows, and which cannot be told
	Unjoined int                     // answers of the last log that could not be joined, refusals among them
	answered bool                    // there was such a log
}

// Row is what the plan says about one folder.
type Row struct {
	Line      int            // in the file, from 1
	Fields    []model.Field  // one value each; what is empty is left out
	Label     model.Text     // what a user calls it; may be empty
	Tasks     []model.TaskID // those that were started for it, the first first
	Refused   model.Text     // what HubSpot said when it refused to start it; "" if it did not
	RefusedBy string         // the join by order that told so, "" if it is certain
}

// Task returns the row's latest task, "" if none was started.
func (r *Row) Task() model.TaskID {
	if len(r.Tasks) == 0 {
		return ""
	}
	return r.Tasks[len(r.Tasks)-1]
}

// named returns the fields of the row including its label, for a task whose row
// may be taken back, and the label with it.
func (r *Row) named() []model.Field {
	if r.Label == "" {
		return r.Fields
	}
	return append(slices.Clone(r.Fields), model.Field{Key: model.ColumnLabel, Values: []model.Text{r.Label}})
}

// Name returns what to call the row: where the folder should be, the label, its
// new name, or its ID.
func (r *Row) Name() model.Text {
	p := model.ReadPlanned(r.Fields)
	return cmp.Or(p.Path, r.Label, p.Name, p.FolderID)
}

// called returns the row by its line.
func (r *Row) called() string { return fmt.Sprintf("line %d of the plan", r.Line) }

// Key returns what tells a folder from others in the plan: its ID, else where
// it is to be; "" if the row says neither.
func Key(row []model.Field) model.Text {
	return model.ReadPlanned(row).Key()
}

// Found returns the tasks of the plan, with their rows.
func (p *Plan) Found() []intake.Found {
	var all []intake.Found
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Task() != "" {
			all = append(all, intake.Found{ID: r.Task(), Label: r.Label, Plan: r.Fields, Line: r.Line})
		}
	}
	return all
}

// Renewed returns the tasks that have ended without errors but whose row now
// asks for something else, with that row: the plan as it is now decides where
// their folders should be.
func (p *Plan) Renewed(tasks []*model.Task) []model.Task {
	rows := map[model.TaskID]*Row{}
	for i := range p.Rows {
		if id := p.Rows[i].Task(); id != "" {
			rows[id] = &p.Rows[i]
		}
	}
	var all []model.Task
	for _, t := range tasks {
		row := rows[t.ID]
		if s := t.State(); row == nil || s != model.StateOK && s != model.StateElsewhere {
			continue
		}
		was, is := t.Planned(), model.ReadPlanned(row.Fields)
		if was.Label = is.Label; was != is {
			all = append(all, model.Task{ID: t.ID, Plan: row.named(), Order: t.Order})
		}
	}
	return all
}

// Merge takes over a newer plan. One that is only about folders of p, such as a
// re-run of some, renews those rows; any other replaces p. Either way it is
// remembered which tasks were started for a folder. A task belongs to the row
// it was last given.
func (p *Plan) Merge(newer Plan) {
	p.release(&newer)
	at := p.byKey()
	part := len(newer.Rows) < len(p.Rows)
	for i := range newer.Rows {
		r := &newer.Rows[i]
		if old, known := at[Key(r.Fields)]; known {
			r.Tasks = join(p.Rows[old].Tasks, r.Tasks)
			if r.Refused == "" && r.Task() == p.Rows[old].Task() {
				r.Refused, r.RefusedBy = p.Rows[old].Refused, p.Rows[old].RefusedBy
			}
			continue
		}
		part = false
	}
	orders := maps.Clone(p.Orders)
	if orders == nil {
		orders = map[model.TaskID]string{}
	}
	maps.Copy(orders, newer.Orders)
	newer.Orders, newer.Unplaced = orders, join(p.Unplaced, newer.Unplaced)
	if !newer.answered {
		newer.Unjoined = p.Unjoined
	}
	if !part {
		*p = newer
	} else {
		p.renew(newer, at)
	}
	p.tidy()
}

// release takes the tasks of a newer plan out of their earlier rows.
func (p *Plan) release(newer *Plan) {
	told := map[model.TaskID]bool{}
	for _, r := range newer.Rows {
		for _, id := range r.Tasks {
			told[id] = true
			delete(p.Orders, id)
		}
	}
	p.remove(func(id model.TaskID) bool { return told[id] })
}

// remove takes tasks out of their rows.
func (p *Plan) remove(which func(model.TaskID) bool) {
	for i := range p.Rows {
		if r := &p.Rows[i]; slices.ContainsFunc(r.Tasks, which) {
			r.Tasks = slices.DeleteFunc(slices.Clone(r.Tasks), which)
		}
	}
}

// renew replaces rows.
func (p *Plan) renew(newer Plan, at map[model.Text]int) {
	for _, r := range newer.Rows {
		p.Rows[at[Key(r.Fields)]] = r
	}
	for _, c := range newer.Columns {
		if !slices.Contains(p.Columns, c) {
			p.Columns = append(p.Columns, c)
		}
	}
	p.Orders, p.Unplaced, p.Unjoined = newer.Orders, newer.Unplaced, newer.Unjoined
}

// tidy forgets what is known about tasks that are in no row, and about unplaced
// tasks that now have one.
func (p *Plan) tidy() {
	placed := map[model.TaskID]bool{}
	for _, r := range p.Rows {
		for _, id := range r.Tasks {
			placed[id] = true
		}
	}
	maps.DeleteFunc(p.Orders, func(id model.TaskID, _ string) bool { return !placed[id] })
	p.Unplaced = slices.DeleteFunc(p.Unplaced, func(id model.TaskID) bool { return placed[id] })
	p.Lost, p.answered = nil, false
}

// Unplace takes back a join by order that was disproved: its tasks were started
// for rows, but it cannot be told for which.
func (p *Plan) Unplace(order string) {
	var wrong []model.TaskID
	for id, by := range p.Orders {
		if by == order {
			wrong = append(wrong, id)
			delete(p.Orders, id)
		}
	}
	slices.Sort(wrong)
	p.remove(func(id model.TaskID) bool { return slices.Contains(wrong, id) })
	p.Unplaced = join(p.Unplaced, wrong)
	for i := range p.Rows {
		if r := &p.Rows[i]; r.RefusedBy == order && order != "" {
			r.Refused, r.RefusedBy = "", ""
		}
	}
}

// byKey returns the index of each folder's row, the first one if there are several.
func (p *Plan) byKey() map[model.Text]int {
	at := make(map[model.Text]int, len(p.Rows))
	for i := range p.Rows {
		if key := Key(p.Rows[i].Fields); key != "" {
			if _, twice := at[key]; !twice {
				at[key] = i
			}
		}
	}
	return at
}

// join returns a and those elements of b that it lacks.
func join(a, b []model.TaskID) []model.TaskID {
	all := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
