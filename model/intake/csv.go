package intake

import (
	"strings"

	"hubwatch/model/cells"
)

// csvIntake reads the rows of a CSV text after its header.
type csvIntake struct {
	table   *Table // nil if nothing is read any more
	records *cells.Records
	header  string
	line1   int // of the header
	name    string
}

// newCSVIntake reads a header; separator is 0 if only the header tells it. It is
// nil if the line is no header, and has no table if that has no column for the
// task ID.
func newCSVIntake(number int, line string, separator byte, form Form) *csvIntake {
	if separator == 0 {
		separator = cells.Separator(line)
	}
	header := cells.Split(line, separator)
	if header == nil {
		return nil
	}
	c := &csvIntake{records: cells.NewRecords(separator), header: line, line1: number}
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
		row, err := c.table.Row(rec)
		text := strings.Join(rec.Cells, ", ")
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

// footer is what databases write below the rows.
var footer = pattern(`^\(\d+ rows?( affected)?\)$`)
