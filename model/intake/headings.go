package intake

import (
	"strings"

	"hubwatch/model/cells"
)

// headings are the column names of a table that has none for the task ID. The
// zero value is no table.
type headings struct {
	names     []string
	separator byte
}

// headingsOf reads the first line of a text as the header of a table; it is none
// if a cell could be something else.
func headingsOf(line string, separator byte) headings {
	if separator == 0 {
		separator = cells.Separator(line)
	}
	names := cells.Split(line, separator)
	if len(names) < 2 || len(line) > maxHeader {
		return headings{}
	}
	for _, name := range names {
		if len(name) > maxKey || hasDigit(name) || strings.ContainsAny(name, "{[:") {
			return headings{}
		}
	}
	return headings{names, separator}
}

// misname says about the words of a row that they are something else, if their
// column is called so.
func (h headings) misname(row string, all []candidate) {
	if len(all) == 0 || len(h.names) == 0 {
		return
	}
	row = asciiRules(row)
	var parts []string
	if h.separator == '|' {
		parts = strings.Split(row, "|")
	} else {
		parts = cells.Split(row, h.separator)
	}
	if len(parts) != len(h.names) {
		return
	}
	for i := range all {
		c := &all[i]
		for k, name := range h.names {
			if c.why == "" && c.evidence <= byMember && strings.Contains(parts[k], c.text) && another(name, c.text) {
				c.why = "is in the column " + shownKey(cells.Heading(cells.Text(name)))
			}
		}
	}
}

// another reports whether a heading says that words in its column are not task
// IDs.
func another(heading, word string) bool {
	plain := plainKey(cells.Heading(cells.Text(heading)))
	if taskName(plain) || calledTask(plain) {
		return false
	}
	return technical().MatchString(plain) || elses().MatchString(plain) || !encoded(word) && things().MatchString(plain)
}
