package intake

import (
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// csvIntake reads the rows of a CSV text after its header.
type csvIntake struct {
	table     *Table // nil if nothing is read any more
	records   *cells.Records
	separator byte
	columns   int
	header    string
	line1     int // of the header
	name      string
	other     bool // the rows are those of another table, below the first
}

// newCSVIntake reads a header; separator is 0 if only the header tells it. It
// returns nil if the line is not a header, and one without a table if there is
// no column for the task ID.
func newCSVIntake(number int, line string, separator byte, form Form) *csvIntake {
	if separator == 0 {
		separator = cells.Separator(line)
	}
	header := cells.Split(line, separator)
	if len(header) == 1 && separator == ',' && strings.HasPrefix(line, `"`) { // a row in one cell
		separator = cells.Separator(header[0])
		header = cells.Record{Cells: header}.Unwrapped(separator, 0).Cells
	}
	if header == nil || slices.ContainsFunc(header, unbalanced) {
		return nil
	}
	c := &csvIntake{records: cells.NewRecords(separator), separator: separator, columns: len(header), header: line, line1: number}
	t, err := NewTable(header)
	sure := err == nil && (form == FormCSV || separator == '\t' || !t.loose) // a sentence may have a comma, too
	if sure && (t.task >= 0 || t.plain >= 0) {
		c.table, c.name = t, header[max(t.task, t.plain)]
	}
	return c
}

// read reads the next line.
func (c *csvIntake) read(r *Reader, line cells.Line) {
	if c.table != nil {
		c.rows(r, c.records.Line(line))
	}
}

func (c *csvIntake) end(r *Reader) {
	if c.table != nil {
		c.rows(r, c.records.End())
	}
}

// rows takes the records that are complete.
func (c *csvIntake) rows(r *Reader, records []cells.Record) {
	for _, rec := range records {
		rec = rec.Unwrapped(c.separator, c.columns)
		text := strings.Join(rec.Cells, ", ")
		if c.again(rec) {
			r.pass(rec.Line, text, "is a header again")
			continue
		}
		if c.other {
			r.pass(rec.Line, text, "is in a table without a column for the task ID")
			continue
		}
		row, err := c.table.Row(rec)
		switch {
		case footer().MatchString(text):
			r.pass(rec.Line, text, "says how many rows there are")
		case c.table.task < 0 && c.table.plain < 0:
			r.refuse(c.line1, c.header, "has the IDs of folders in the column "+c.name+", not of tasks: give the file with --plan, or call the column taskId")
			c.table = nil
			return
		case err != nil:
			r.refuse(rec.Line, text, err.Error())
		case row.Task == "":
			why := "has no task ID in the column " + c.name
			for _, e := range row.Empty {
				if e.Column == c.name {
					why = "has " + e.Text.Line() + " for a task ID, which counts as empty"
				}
			}
			r.pass(rec.Line, text, why)
		default:
			r.found(Found{ID: row.Task, Label: row.Label, Plan: row.Fields, Line: rec.Line, Evidence: Column})
		}
	}
}

// again reports whether a row is a header: that of the table, where files were
// concatenated, or of another table.
func (c *csvIntake) again(rec cells.Record) bool {
	if c.table.task < 0 && !c.other || rec.Wrong != "" {
		return false
	}
	if !c.other && (c.table.task >= len(rec.Cells) || !heading(rec.Cells[c.table.task])) {
		return false
	}
	if c.other && !slices.ContainsFunc(rec.Cells, heading) {
		return false
	}
	t, err := NewTable(rec.Cells)
	if err != nil || !t.Known() {
		return false
	}
	if c.other = t.task < 0 && t.plain < 0; !c.other {
		c.table, c.name, c.columns = t, rec.Cells[max(t.task, t.plain)], len(rec.Cells)
	}
	return true
}

// heading reports whether a cell is the name of a column that hubwatch knows.
func heading(cell string) bool {
	return model.PlanColumn(cells.Heading(cells.Text(cell))) != ""
}

// unbalanced reports whether a cell has an unmatched bracket, as where a
// statement was split at its commas.
func unbalanced(cell string) bool {
	return strings.Count(cell, "(") != strings.Count(cell, ")")
}

// footer is what databases write below the rows.
var footer = pattern(`^\(\d+ rows?( affected)?\)$`)
