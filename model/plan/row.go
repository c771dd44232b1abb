package plan

import (
	"cmp"
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/model/intake"
)

// reader reads the rows of a plan.
type reader struct {
	table     *intake.Table
	cells     []string // of the header
	separator byte
	rows      []intake.Row
	lost      []int // the lines of rows that were left out
	problems  []Problem
	empty     []intake.Emptied
	emptyAt   int // the line of the first of empty
	alien     int // the first line that was read as Windows-1252; 0 for none
	aliens    int
	tasks     map[model.TaskID]int // the lines they are in
	folders   map[model.Text]int
}

// note records something that deserves a look.
func (r *reader) note(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{Line: line, What: fmt.Sprintf(format, args...)})
}

// refuse records why a row is left out.
func (r *reader) refuse(line int, format string, args ...any) {
	r.lost = append(r.lost, line)
	r.problems = append(r.problems, Problem{line, fmt.Sprintf(format, args...), true})
}

// foreign counts the lines in an old encoding.
func (r *reader) foreign(line cells.Line) {
	if line.Foreign {
		r.alien = cmp.Or(r.alien, line.Number)
		r.aliens++
	}
}

// row reads one record after the header.
func (r *reader) row(rec cells.Record) {
	rec = rec.Unwrapped(r.separator, len(r.cells))
	if slices.Equal(rec.Cells, r.cells) {
		r.note(rec.Line, "is the header again and is passed over")
		return
	}
	row, err := r.table.Row(rec)
	if len(row.Empty) > 0 {
		r.emptyAt = cmp.Or(r.emptyAt, rec.Line)
		r.empty = append(r.empty, row.Empty...)
	}
	if err != nil {
		r.refuse(rec.Line, "%v", err)
		return
	}
	if first, twice := r.tasks[row.Task]; twice && row.Task != "" {
		r.refuse(rec.Line, "names the task %s, as line %d does; that one counts", row.Task, first)
		return
	}
	if row.Task == "" && row.Label == "" && len(row.Fields) == 0 {
		return // nothing but words for nothing
	}
	r.tasks[row.Task] = rec.Line
	if row.Short > 0 {
		r.note(rec.Line, "has %d cells where the header has %d; the others count as empty", row.Short, len(r.table.Columns))
	}
	if folder := model.ReadPlanned(row.Fields).FolderID; folder != "" {
		if first, twice := r.folders[folder]; twice {
			r.note(rec.Line, "is about the folder %s, as line %d is: they count as attempts of the same", folder.Line(), first)
		} else {
			r.folders[folder] = rec.Line
		}
	}
	r.rows = append(r.rows, row)
}

// finish returns the plan that was read.
func (r *reader) finish(h header) (Plan, []Problem, error) {
	if n := len(r.empty); n > 0 {
		more := ""
		if n > 1 {
			more = fmt.Sprintf(", and %s like it", model.Plural(n-1, "more cell"))
		}
		r.note(r.emptyAt, "has %s, which counts as empty%s", r.empty[0], more)
	}
	if r.alien > 0 {
		r.note(r.alien, "is not UTF-8 and was read as Windows-1252 (%s in all): look at the letters beyond ASCII, or save the file as \"CSV UTF-8\"", model.Plural(r.aliens, "line"))
	}
	if len(r.folders) == 0 && slices.ContainsFunc(r.rows, func(row intake.Row) bool { return row.Task == "" }) {
		r.note(h.line, "is a header without folderId, or that column is empty: no answer can be joined to its row by the folder, only by a column taskId, or by the order if all answers are there")
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	if len(r.rows) == 0 && !slices.ContainsFunc(r.problems, func(p Problem) bool { return p.Refused }) {
		return Plan{}, nil, fmt.Errorf("line %d is a header, and no row follows it", h.line)
	}
	p := Plan{Lost: r.lost}
	for i, name := range r.table.Columns {
		if r.table.Kept(i, r.rows) {
			p.Columns = append(p.Columns, name)
		}
	}
	for _, row := range r.rows {
		out := Row{Line: row.Line, Fields: row.Fields, Label: row.Label}
		if row.Task != "" {
			out.Tasks = []model.TaskID{row.Task}
		}
		p.Rows = append(p.Rows, out)
	}
	return p, r.problems, nil
}

func number(s model.Text) bool {
	n, err := cells.Number(string(s))
	return err == nil && n == string(s)
}

// maxQuoted is how much of a plan's text a sentence repeats, in characters.
const maxQuoted = 120

// shown returns text of a plan in a sentence.
func shown(s string) string {
	s = model.Text(s).Line()
	if runes := []rune(s); len(runes) > maxQuoted {
		return string(runes[:maxQuoted]) + "…"
	}
	return s
}
