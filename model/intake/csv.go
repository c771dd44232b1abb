package intake

import (
	"encoding/csv"
	"strings"

	"hubwatch/model"
)

// csvIntake reads the rows of a CSV text after its header.
type csvIntake struct {
	comma  rune
	header []string
	column int // of the task ID; -1 if there is none and nothing is read
	label  int // of the label; -1 if there is none
	record strings.Builder
	first  int  // the line on which record begins; 0 if there is none
	quoted bool // record ends inside quotes
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
func (c *csvIntake) line(r *Reader, line string) {
	if c.column < 0 {
		return
	}
	if c.first == 0 {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			return
		}
		c.first = r.line
	} else {
		c.record.WriteByte('\n')
	}
	c.record.WriteString(line)
	c.follow(line)
	if !c.quoted || c.record.Len() > maxLine {
		c.row(r)
	}
}

// follow tells whether a quote is open at the end of a line. Only one at the
// beginning of a cell opens; in the middle it is a character like others.
func (c *csvIntake) follow(line string) {
	begins := !c.quoted
	for i := 0; i < len(line); i++ {
		switch {
		case c.quoted && line[i] == '"' && i+1 < len(line) && line[i+1] == '"':
			i++ // a quote inside quotes
		case c.quoted:
			c.quoted = line[i] != '"'
		case begins && line[i] == '"':
			c.quoted = true
		}
		begins = !c.quoted && rune(line[i]) == c.comma
	}
}

func (c *csvIntake) end(r *Reader) {
	if c.first != 0 {
		c.row(r)
	}
}

// row reads a complete record.
func (c *csvIntake) row(r *Reader) {
	line, record := c.first, c.record.String()
	c.first, c.quoted = 0, false
	c.record.Reset()
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
	id, err := Argument(cells[c.column])
	if err != nil {
		refuse("has a task ID that " + err.Error())
		return
	}
	f := Found{ID: id, Line: line, Evidence: Column}
	for i, cell := range cells {
		switch {
		case i == c.column, i >= len(c.header), cell == "":
		case i == c.label:
			f.Label = model.Text(cell)
		default:
			f.Plan = append(f.Plan, model.Field{Key: model.Text(c.header[i]), Values: []model.Text{model.Text(cell)}})
		}
	}
	r.found(f)
}
