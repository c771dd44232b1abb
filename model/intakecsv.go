package model

import (
	"encoding/csv"
	"strings"
)

// csvIntake reads the rows of a CSV text after its header.
type csvIntake struct {
	comma  rune
	header []string
	column int // of the task ID; -1 if there is none and nothing is read
	label  int // of the label; -1 if there is none
	record string
	first  int // the line on which record begins; 0 if there is none
}

// newCSVIntake reads a header. ok is false if the line is none, or has no
// column for the task ID.
func newCSVIntake(line string) (c *csvIntake, ok bool) {
	c = &csvIntake{comma: ',', column: -1, label: -1}
	for _, comma := range []rune{';', '\t'} {
		if strings.Count(line, string(comma)) > strings.Count(line, string(c.comma)) {
			c.comma = comma
		}
	}
	header, err := c.split(line)
	if err != nil {
		return nil, false
	}
	c.header = header
	plain := -1
	for i, name := range header {
		switch strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(name)) {
		case "taskid":
			c.column = i
		case "id":
			plain = i
		case "label":
			c.label = i
		}
	}
	if c.column < 0 {
		c.column = plain
	}
	return c, c.column >= 0
}

func (c *csvIntake) split(record string) ([]string, error) {
	r := csv.NewReader(strings.NewReader(record))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = c.comma, true, -1
	return r.Read()
}

// line adds a line. A record goes on as long as a quote is open.
func (c *csvIntake) line(r *IntakeReader, line string) {
	if c.column < 0 {
		return
	}
	if c.first == 0 {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			return
		}
		c.first, c.record = r.line, line
	} else {
		c.record += "\n" + line
	}
	if strings.Count(c.record, `"`)%2 == 0 || len(c.record) > maxLine {
		c.row(r)
	}
}

func (c *csvIntake) end(r *IntakeReader) {
	if c.first != 0 {
		c.row(r)
	}
}

// row reads a complete record.
func (c *csvIntake) row(r *IntakeReader) {
	line, record := c.first, c.record
	c.first, c.record = 0, ""
	refuse := func(why string) { r.out.Refused = append(r.out.Refused, refusal(line, record, why)) }
	cells, err := c.split(record)
	switch {
	case err != nil:
		refuse("is no CSV row")
		return
	case c.column >= len(cells) || strings.TrimSpace(cells[c.column]) == "":
		refuse("has no task ID in the column " + c.header[c.column])
		return
	}
	id, err := ReadArgument(cells[c.column])
	if err != nil {
		refuse("has a task ID that " + err.Error())
		return
	}
	f := Found{ID: id, Line: line}
	for i, cell := range cells {
		switch {
		case i == c.column, i >= len(c.header), cell == "":
		case i == c.label:
			f.Label = Text(cell)
		default:
			f.Plan = append(f.Plan, Field{Text(c.header[i]), []Text{Text(cell)}})
		}
	}
	r.found(f)
}
