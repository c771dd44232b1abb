package intake

import (
	"strings"

	"hubwatch/model/cells"
)

// drawn follows tables that are drawn with a rule below their header, as
// PowerShell, databases and Markdown do it.
type drawn struct {
	before []rune // the line before, which may be a header
	ok     bool   // the lines that follow are rows
	pipes  bool   // the cells stand between |
	column int    // of the task ID: the number of the cell, or where it begins
	end    int    // where the column ends; 0 at the end of the line
	weak   bool   // the column may hold something else
}

// line takes the next line, and gives what stands in the column of the task ID
// if it is a row.
func (t *drawn) line(text string, number int, places *int) []candidate {
	line := []rune(text)
	switch {
	case isRule(text):
		if !t.ok {
			t.begin(text)
		}
		return nil
	case !t.ok:
		t.before = line
		return nil
	}
	cell := t.cell(line)
	if cells.NoID(cell) || strings.ContainsAny(cell, " \t") {
		return nil
	}
	*places++
	v := value{text: strings.TrimRight(strings.Trim(cell, "`*\"'"), ".…"), line: number, place: *places, quoted: true}
	if strings.HasSuffix(cell, "...") || strings.HasSuffix(cell, "…") {
		v.cut = severed
	}
	evidence := byColumn
	if t.weak {
		evidence = byMember
	}
	return []candidate{namedCandidate("the column", v, evidence, "", "")}
}

// isRule tells whether a line only separates the header from the rows.
func isRule(text string) bool {
	return strings.Contains(text, "--") && strings.Trim(text, "-+|:= \t─┼├┤") == ""
}

// begin begins the rows if the header has a column for the task ID.
func (t *drawn) begin(rule string) {
	t.pipes = strings.ContainsRune(string(t.before), '|')
	if t.pipes {
		t.column, t.weak = columnOf(strings.Split(string(t.before), "|"))
		t.ok = t.column >= 0
		return
	}
	var starts []int
	var header []string
	marks := []rune(rule)
	for i := range marks {
		if marks[i] == '-' && (i == 0 || marks[i-1] != '-') {
			starts = append(starts, i)
		}
	}
	for i, start := range starts {
		end := len(t.before)
		if i+1 < len(starts) {
			end = min(end, starts[i+1])
		}
		header = append(header, string(t.before[min(start, end):end]))
	}
	at, weak := columnOf(header)
	if t.ok = at >= 0; !t.ok {
		return
	}
	t.column, t.end, t.weak = starts[at], 0, weak
	if at+1 < len(starts) {
		t.end = starts[at+1]
	}
}

// columnOf is which column of a header is the task's ID; -1 if none is. It is
// weak if it may be something else that is called a task.
func columnOf(header []string) (column int, weak bool) {
	id, folder := -1, false
	for i, name := range header {
		switch plain := plainKey(cells.Heading(name)); {
		case taskName(plain):
			return i, false
		case plain == "id", plain == "task" && id < 0:
			id, weak = i, plain == "task"
		case folderNames[plain]:
			folder = true
		}
	}
	if folder {
		return -1, false
	}
	return id, weak
}

// cell is what stands in the column of the task ID.
func (t *drawn) cell(line []rune) string {
	if t.pipes {
		parts := strings.Split(string(line), "|")
		if t.column >= len(parts) {
			return ""
		}
		return cells.Trim(parts[t.column])
	}
	end := len(line)
	if t.end > 0 {
		end = min(end, t.end)
	}
	return cells.Trim(string(line[min(t.column, end):end]))
}
