// Package plan reads a migration plan, a CSV file with a row for each folder,
// and joins it to the tasks that carry it out: which task is which folder, what
// was never started, and what has to be done again.
package plan

import (
	"cmp"
	"slices"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Plan is a migration plan. The zero value has no rows.
type Plan struct {
	Columns []string // the header, but for the column of the task ID
	Rows    []Row
}

// Row is what the plan says of one folder.
type Row struct {
	Line   int            // in the file, from 1
	Fields []model.Field  // one value each; what is empty is left out
	Label  model.Text     // what a person calls it; may be empty
	Tasks  []model.TaskID // those that were started for it, the first first
}

// Task is the row's latest task, "" if none was started.
func (r *Row) Task() model.TaskID {
	if len(r.Tasks) == 0 {
		return ""
	}
	return r.Tasks[len(r.Tasks)-1]
}

// Name is what to call the row: where the folder is to be, the label, its new
// name, its ID.
func (r *Row) Name() model.Text {
	p := model.ReadPlanned(r.Fields)
	return cmp.Or(p.Path, r.Label, p.Name, p.FolderID)
}

// Key is what tells a folder from others in the plan: its ID, else where it is
// to be; "" if the row says neither.
func Key(row []model.Field) model.Text {
	p := model.ReadPlanned(row)
	return cmp.Or(p.FolderID, p.Path)
}

// Found lists the tasks of the plan, with their rows.
func (p *Plan) Found() []intake.Found {
	var all []intake.Found
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Task() != "" {
			all = append(all, intake.Found{ID: r.Task(), Label: r.Label, Plan: r.Fields, Line: r.Line})
		}
	}
	return all
}

// Merge takes in a newer plan. One that is about folders of p only, such as a
// re-run of some, renews those rows; any other takes p's place. Either way it is
// remembered which tasks were started for a folder.
func (p *Plan) Merge(newer Plan) {
	at := p.byKey()
	part := len(newer.Rows) < len(p.Rows)
	for i := range newer.Rows {
		r := &newer.Rows[i]
		old, known := at[Key(r.Fields)]
		if !known {
			part = false
			continue
		}
		r.Tasks = join(p.Rows[old].Tasks, r.Tasks)
	}
	if !part {
		*p = newer
		return
	}
	for _, r := range newer.Rows {
		p.Rows[at[Key(r.Fields)]] = r
	}
	for _, c := range newer.Columns {
		if !slices.Contains(p.Columns, c) {
			p.Columns = append(p.Columns, c)
		}
	}
}

// byKey is where the row of each folder is, the first if there are several.
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

// join is a and what of b is not in it.
func join(a, b []model.TaskID) []model.TaskID {
	all := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
