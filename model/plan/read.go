package plan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/model/intake"
)

// MaxBytes is the largest plan that is read.
const MaxBytes = 64 << 20

// Problem is something wrong with a plan. The rest of the plan is read all the
// same.
type Problem struct {
	Line    int
	What    string
	Refused bool // the row was left out
}

// String returns the problem in a sentence, safe to print.
func (p Problem) String() string {
	return fmt.Sprintf("line %d %s", p.Line, model.Text(p.What).Line())
}

// Read reads a plan: CSV with a header, as package cells understands it. Rows
// that cannot be read, or that name a task a second time, are left out and
// reported as problems, as is anything else that deserves a look. The error is
// for what is not a plan at all; it names the line.
func Read(data []byte) (Plan, []Problem, error) {
	lines, err := readLines(data)
	if err != nil {
		return Plan{}, nil, err
	}
	h, err := findHeader(lines)
	if err != nil {
		return Plan{}, nil, err
	}
	r := reader{table: h.table, cells: h.cells, separator: h.separator, tasks: map[model.TaskID]int{}, folders: map[model.Text]int{}}
	if h.above != "" {
		r.note(h.line, "is taken for the header; what stands above it is passed over: %s", shown(h.above))
	}
	records := cells.NewRecords(h.separator)
	for _, line := range lines[h.after:] {
		r.foreign(line)
		for _, rec := range records.Line(line) {
			r.row(rec)
		}
	}
	for _, rec := range records.End() {
		r.row(rec)
	}
	return r.finish(h)
}

// readLines returns the lines of a file.
func readLines(data []byte) ([]cells.Line, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("is larger than %d MiB, which no plan is", MaxBytes>>20)
	}
	if what := otherFile(data); what != "" {
		return nil, fmt.Errorf("is %s; a plan is CSV", what)
	}
	var all []cells.Line
	src := cells.NewLines(bytes.NewReader(data))
	for {
		line, err := src.Next()
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, line)
	}
}

// otherFile returns what kind of file was given instead of CSV, "" if none is
// recognized.
func otherFile(data []byte) string {
	if what := cells.OtherFile(data); what != "" {
		return what
	}
	switch text := bytes.TrimLeft(data, " \t\r\n\ufeff"); {
	case bytes.HasPrefix(text, []byte("{\\rtf")):
		return "a document in RTF"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return "JSON, whose tasks \"hubwatch add -f\" takes"
	case bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 20)]), []byte("<!doctype")), bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 20)]), []byte("<html")):
		return "a web page"
	}
	return ""
}

// header is the header of a plan and where it was found.
type header struct {
	table     *intake.Table
	cells     []string
	separator byte
	line      int    // from 1
	after     int    // where the lines after it begin
	above     string // what stands above it, "" for nothing but comments
}

// mostAbove is how many lines may be above a header: a title, a logo, an author.
const mostAbove = 20

// findHeader finds the header: the row near the top with the most columns that
// hubwatch knows, the first one of several.
func findHeader(lines []cells.Line) (header, error) {
	var first, best header
	var wrong error // what is wrong with best
	var told byte
	tried := 0
	for i := 0; i < len(lines) && tried < mostAbove; i++ {
		if separator := cells.Directive(lines[i].Text); separator != 0 {
			told = separator
			continue
		}
		if cells.Trim(lines[i].Text) == "" || cells.Comment(lines[i].Text) {
			continue
		}
		h, err := headerAt(lines, i, told)
		if h.cells == nil && err == nil { // a blank row or a rule
			continue
		}
		if tried++; tried == 1 {
			first, best, wrong = h, h, err
		} else if h.known() > best.known() {
			best, wrong = h, err
			best.above = strings.Join(first.cells, ", ")
		}
	}
	switch {
	case tried == 0:
		return header{}, errors.New("is empty: a plan begins with a header, such as taskId,folderId,name,parentFolderId,path")
	case wrong != nil:
		return header{}, wrong
	case !best.table.Known():
		return header{}, fmt.Errorf("line %d is no header of a plan: it has none of the columns taskId, folderId, name and path, only %s",
			first.line, shown(strings.Join(first.cells, ", ")))
	}
	return best, nil
}

// headerAt reads the record that begins at a line as a header.
func headerAt(lines []cells.Line, at int, separator byte) (header, error) {
	h := header{line: lines[at].Number, separator: separator}
	if h.separator == 0 {
		h.separator = cells.Separator(lines[at].Text)
	}
	records := cells.NewRecords(h.separator)
	var found []cells.Record
	for h.after = at; h.after < len(lines) && h.after < at+mostAbove && found == nil; h.after++ {
		if found = records.Line(lines[h.after]); h.after == at && found == nil && !strings.Contains(lines[at].Text, `"`) {
			return h, nil
		}
	}
	if found == nil {
		found = records.End()
	}
	if len(found) == 0 {
		return h, nil
	}
	if only := found[0].Cells; separator == 0 && len(only) == 1 {
		h.separator = cells.Separator(only[0])
		found[0] = found[0].Unwrapped(h.separator, 0)
	}
	h.cells = found[0].Cells
	if found[0].Wrong != "" {
		h.cells = cells.Split(strings.ReplaceAll(lines[at].Text, `"`, ""), h.separator)
		return h, fmt.Errorf("line %d %s", h.line, found[0].Wrong)
	}
	table, err := intake.NewTable(h.cells)
	if err != nil {
		return h, fmt.Errorf("line %d %w", h.line, err)
	}
	h.table = table
	return h, nil
}

// known returns how many of the cells are columns that hubwatch knows.
func (h *header) known() int {
	n := 0
	for _, cell := range h.cells {
		if model.PlanColumn(cells.Heading(cells.Text(cell))) != "" {
			n++
		}
	}
	return n
}
