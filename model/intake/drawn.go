package intake

import (
	"cmp"
	"strings"

	"hubwatch/model/cells"
)

// drawn reads tables drawn with a rule below their header, as PowerShell,
// databases and Markdown do.
type drawn struct {
	before []rune // the line before, which may be a header
	ok     bool   // the lines that follow are rows
	pipes  bool   // the cells stand between |
	task   span   // the column of the task ID
	weak   bool   // that column may hold something else
	id     span   // a column called id, for rows in which that one does
	folder bool   // numbers in the column called id are folders'
	heads  headings
}

// span is where a column is: the number of its cell, or where it begins and ends.
type span struct {
	known      bool
	begin, end int // end is 0 at the end of the line
}

// line reads the next line, and returns the cell in the column of the task ID
// if it is a row.
func (t *drawn) line(text string, number int, places *int) []candidate {
	text = asciiRules(text)
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
	cell, weak := t.cell(line, t.task), t.weak
	if weak && t.id.known && !idCell(cell) {
		if cell = t.cell(line, t.id); t.folder && digits(cell) {
			return nil
		}
	} else if !t.task.known {
		if cell, weak = t.cell(line, t.id), false; t.folder && digits(cell) {
			return nil
		}
	}
	if cells.NoID(cell) || strings.ContainsAny(cell, " \t") {
		return nil
	}
	cell = cmp.Or(encodedBeside(unmarked(cell), strings.FieldsFunc(string(line), func(r rune) bool { return r == '|' || r == ' ' })), cell)
	*places++
	v := value{text: strings.TrimRight(unmarked(cell), ".…"), line: number, place: *places, quoted: true}
	if strings.HasSuffix(cell, "...") || strings.HasSuffix(cell, "…") {
		v.cut = severed
	}
	evidence := byColumn
	if weak {
		evidence = byMember
	}
	c := namedCandidate("the column", v, evidence, "", "")
	c.key = "the column"
	return []candidate{c}
}

// idCell reports whether a cell looks like the ID of a task.
func idCell(cell string) bool {
	text := unmarked(cell)
	return !strings.ContainsAny(text, " \t") && noID(text) == ""
}

func digits(cell string) bool { return number(unmarked(cell)) }

// unmarked returns a cell without Markdown's marks.
func unmarked(cell string) string { return strings.Trim(cell, "`*\"'") }

// asciiRules returns a line of a table that is drawn with lines as it would be
// with characters of ASCII.
func asciiRules(text string) string {
	if strings.IndexByte(text, '\xe2') < 0 {
		return text
	}
	return plainRules.Replace(text)
}

var plainRules = strings.NewReplacer("│", "|", "┃", "|", "║", "|", "┆", "|", "─", "-", "━", "-", "═", "-", "┄", "-", "┌", "+", "┬", "+", "┐", "+", "├", "+",
	"┼", "+", "┤", "+", "└", "+", "┴", "+", "┘", "+", "╭", "+", "╮", "+", "╰", "+", "╯", "+", "╞", "+", "╪", "+", "╡", "+", "╔", "+", "╦", "+", "╗", "+",
	"╠", "+", "╬", "+", "╣", "+", "╚", "+", "╩", "+", "╝", "+", "┡", "+", "╇", "+", "┩", "+", "┏", "+", "┳", "+", "┓", "+")

// isRule reports whether a line only separates the header from the rows.
func isRule(text string) bool {
	return strings.Contains(text, "--") && strings.Trim(text, "-+|:= \t") == ""
}

// begin begins the rows if the header has a column for the task ID.
func (t *drawn) begin(rule string) {
	var columns []span
	var header []string
	if t.pipes = strings.ContainsRune(string(t.before), '|'); t.pipes {
		header = strings.Split(string(t.before), "|")
		for i := range header {
			columns = append(columns, span{known: true, begin: i})
		}
	} else {
		columns = ruled([]rune(rule))
		for _, c := range columns {
			end := len(t.before)
			if c.end > 0 {
				end = min(end, c.end)
			}
			header = append(header, string(t.before[min(c.begin, end):end]))
		}
	}
	if t.pipes {
		t.heads = headings{header, '|'}
	}
	t.name(header, columns)
	t.ok = t.task.known || t.id.known
}

// ruled returns the columns below a rule with gaps.
func ruled(marks []rune) []span {
	var columns []span
	for i := range marks {
		if marks[i] != '-' || i > 0 && marks[i-1] == '-' {
			continue
		}
		if n := len(columns); n > 0 {
			columns[n-1].end = i
		}
		columns = append(columns, span{known: true, begin: i})
	}
	return columns
}

// name finds the columns of the task's ID in a header. One called task may hold
// something else, and one called id is the folder's in a table of folders.
func (t *drawn) name(header []string, columns []span) {
	t.task, t.id, t.weak, t.folder = span{}, span{}, false, false
	listing := false
	for i, name := range header {
		switch plain := plainKey(cells.Heading(name)); {
		case taskName(plain):
			t.task, t.id, t.weak = columns[i], span{}, false
			return
		case plain == "id":
			t.id = columns[i]
		case calledTask(plain) && !t.task.known:
			t.task, t.weak = columns[i], true
		case folderNames[plain]:
			listing = true
		}
		t.folder = t.folder || folderWords().MatchString(name)
	}
	if listing {
		t.id = span{}
	}
}

// cell returns what stands in a column.
func (t *drawn) cell(line []rune, column span) string {
	if !column.known {
		return ""
	}
	if t.pipes {
		parts := strings.Split(string(line), "|")
		if column.begin >= len(parts) {
			return ""
		}
		return cells.Trim(parts[column.begin])
	}
	end := len(line)
	if column.end > 0 {
		end = min(end, column.end)
	}
	return cells.Trim(string(line[min(column.begin, end):end]))
}
