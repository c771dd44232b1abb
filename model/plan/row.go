package plan

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// reader reads the rows of a plan.
type reader struct {
	columns  []string
	task     int // the column of the task ID, -1 if there is none
	label    int
	plan     Plan
	problems []Problem
	tasks    map[model.TaskID]int // the lines they are in
	folders  map[model.Text]int
}

// record is a row before it is understood.
type record struct {
	line  int
	cells []string
}

// note takes down something that should be looked at.
func (r *reader) note(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{Line: line, What: fmt.Sprintf(format, args...)})
}

// refuse takes down why a row is left out.
func (r *reader) refuse(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, fmt.Sprintf(format, args...), true})
}

// records cuts the text into records. What is no record is a problem.
func (r *reader) records(text string) []record {
	if strings.HasPrefix(text, "sep=") { // a line for spreadsheets only
		text = "#" + text
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord, c.Comment, c.Comma = -1, '#', separator(text)
	var all []record
	for {
		cells, err := c.Read()
		wrong, isWrong := errors.AsType[*csv.ParseError](err)
		switch {
		case errors.Is(err, io.EOF):
			return all
		case isWrong && wrong.StartLine != wrong.Line:
			r.refuse(wrong.StartLine, "opens a quote that is not closed where its cell ends; the lines up to %d are not read", wrong.Line)
		case isWrong:
			r.refuse(wrong.Line, "has a quote in the middle of a cell: a cell with quotes is put in quotes, and each quote in it is doubled")
		case err != nil:
			r.refuse(len(all)+1, "cannot be read: %v", err)
			return all
		case slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }):
			line, _ := c.FieldPos(0)
			all = append(all, record{line, cells})
		}
	}
}

// separator is what stands most often in the header.
func separator(text string) rune {
	header, best := "", ','
	for line := range strings.Lines(text) {
		if header = strings.TrimSpace(line); header != "" && header[0] != '#' {
			break
		}
	}
	for _, r := range ";\t" {
		if strings.Count(header, string(r)) > strings.Count(header, string(best)) {
			best = r
		}
	}
	return best
}

// header reads the first record.
func (r *reader) header(records []record) error {
	line, cells := records[0].line, records[0].cells
	at := map[string]int{}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
		if cells[i] == "" {
			cells[i] = fmt.Sprintf("column %d", i+1)
		}
		column := model.PlanColumn(cells[i])
		if column == "" {
			column = cells[i]
		}
		if first, twice := at[column]; twice {
			return fmt.Errorf("line %d has the column %s twice: %q and %q", line, shown(column), shown(cells[first]), shown(cells[i]))
		}
		at[column] = i
	}
	r.columns = cells
	r.task, r.label = place(at, model.ColumnTask), place(at, model.ColumnLabel)
	if folder := place(at, model.ColumnFolder); r.task < 0 && folder >= 0 && strings.EqualFold(cells[folder], "id") && !numbers(records[1:], folder) {
		r.task = folder // an id that is no number is a task's
	}
	for i, name := range cells {
		if i != r.task && i != r.label {
			r.plan.Columns = append(r.plan.Columns, name)
		}
	}
	if r.task < 0 && place(at, model.ColumnFolder) < 0 && place(at, model.ColumnName) < 0 && place(at, model.ColumnPath) < 0 {
		return fmt.Errorf("line %d is no header of a plan: it has none of the columns taskId, folderId, name and path, only %s", line, shown(strings.Join(cells, ", ")))
	}
	return nil
}

// place is where a column is, -1 if it is not there.
func place(at map[string]int, column string) int {
	if i, ok := at[column]; ok {
		return i
	}
	return -1
}

// numbers tells whether the first cell of the column that is not empty is a
// number, as folder IDs are.
func numbers(records []record, column int) bool {
	for _, rec := range records {
		if column < len(rec.cells) && rec.cells[column] != "" {
			return number(model.Text(rec.cells[column]))
		}
	}
	return true
}

func number(s model.Text) bool { return s != "" && strings.Trim(string(s), "0123456789") == "" }

// row reads one record after the header.
func (r *reader) row(rec record) {
	if n, want := len(rec.cells), len(r.columns); n > want {
		r.refuse(rec.line, "has %d cells where the header has %d: is there a separator in a cell without quotes?", n, want)
		return
	} else if n < want {
		r.note(rec.line, "has %d cells where the header has %d; the others count as empty", n, want)
	}
	row := Row{Line: rec.line}
	for i, cell := range rec.cells {
		cell = unguarded(strings.TrimSpace(cell))
		switch {
		case cell == "":
		case i == r.task:
			id, ok := r.taskID(rec.line, cell)
			if !ok {
				return
			}
			row.Tasks = []model.TaskID{id}
		case i == r.label:
			row.Label = model.Text(cell)
		default:
			row.Fields = append(row.Fields, model.Field{Key: model.Text(r.columns[i]), Values: []model.Text{model.Text(cell)}})
		}
	}
	if folder := model.ReadPlanned(row.Fields).FolderID; folder != "" {
		if first, twice := r.folders[folder]; twice {
			r.note(rec.line, "is about the folder %s, as line %d is: they count as attempts of the same", folder.Line(), first)
		} else {
			r.folders[folder] = rec.line
		}
	}
	r.plan.Rows = append(r.plan.Rows, row)
}

// taskID reads the ID of a task that no earlier row has named.
func (r *reader) taskID(line int, cell string) (model.TaskID, bool) {
	id, err := intake.Argument(cell)
	if err != nil {
		r.refuse(line, "has the task ID %q, which %v", shown(cell), err)
		return "", false
	}
	if first, twice := r.tasks[id]; twice {
		r.refuse(line, "names the task %s, as line %d does; that one counts", id, first)
		return "", false
	}
	r.tasks[id] = line
	return id, true
}

// maxQuoted is how much of a plan's text a sentence repeats, in characters.
const maxQuoted = 120

// shown is text of a plan in a sentence.
func shown(s string) string {
	s = model.Text(s).Line()
	if runes := []rune(s); len(runes) > maxQuoted {
		return string(runes[:maxQuoted]) + "…"
	}
	return s
}
