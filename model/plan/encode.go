package plan

import (
	"encoding/json"
	"fmt"

	"hubwatch/model"
)

// encoded is a plan as it is kept on disk.
type encoded struct {
	Columns []string     `json:"columns"`
	Rows    []encodedRow `json:"rows"`

	Orders   map[model.TaskID]string `json:"orders,omitempty"`
	Unplaced []model.TaskID          `json:"unplaced,omitempty"`
	Unjoined int                     `json:"unjoined,omitempty"`
}

// encodedRow is a row with a cell for each column.
type encodedRow struct {
	Line  int            `json:"line"`
	Label string         `json:"label,omitempty"`
	Cells []string       `json:"cells"`
	Tasks []model.TaskID `json:"tasks,omitempty"`

	Refused   model.Text `json:"refused,omitempty"`
	RefusedBy string     `json:"refusedBy,omitempty"`
}

// Encode writes the plan for [Decode].
func (p *Plan) Encode() []byte {
	e := encoded{Columns: p.Columns, Rows: make([]encodedRow, 0, len(p.Rows)), Orders: p.Orders, Unplaced: p.Unplaced, Unjoined: p.Unjoined}
	for i := range p.Rows {
		r := &p.Rows[i]
		row := encodedRow{Line: r.Line, Label: string(r.Label), Cells: make([]string, len(p.Columns)), Tasks: r.Tasks, Refused: r.Refused, RefusedBy: r.RefusedBy}
		for c, name := range p.Columns {
			row.Cells[c] = string(r.cell(name))
		}
		e.Rows = append(e.Rows, row)
	}
	data, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings and numbers
	}
	return data
}

// cell returns what the row has in a column, "" for nothing.
func (r *Row) cell(column string) model.Text {
	for _, f := range r.Fields {
		if string(f.Key) == column {
			return f.Values[0]
		}
	}
	return ""
}

// Decode reads what [Plan.Encode] wrote. No data is a plan without rows.
func Decode(data []byte) (Plan, error) {
	if len(data) == 0 {
		return Plan{}, nil
	}
	var e encoded
	if err := json.Unmarshal(data, &e); err != nil {
		return Plan{}, fmt.Errorf("the plan that is kept cannot be read: %w", err)
	}
	p := Plan{Columns: e.Columns, Rows: make([]Row, 0, len(e.Rows)), Orders: e.Orders, Unplaced: e.Unplaced, Unjoined: e.Unjoined}
	for _, row := range e.Rows {
		r := Row{Line: row.Line, Label: model.Text(row.Label), Tasks: row.Tasks, Refused: row.Refused, RefusedBy: row.RefusedBy}
		for c, cell := range row.Cells[:min(len(row.Cells), len(p.Columns))] {
			if cell != "" {
				r.Fields = append(r.Fields, model.Field{Key: model.Text(p.Columns[c]), Values: []model.Text{model.Text(cell)}})
			}
		}
		p.Rows = append(p.Rows, r)
	}
	return p, nil
}
