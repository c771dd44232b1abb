package cells

import (
	"strings"
	"unicode"
)

// Record is a row of CSV.
type Record struct {
	Line  int // of its beginning, from 1
	Cells []string
	Wrong string // why it cannot be read, in words that follow "line 3"; "" if it can
}

// maxRecord is how many bytes a row has at most.
const maxRecord = 1 << 20

// Records cuts lines into records, each as soon as it is complete. A cell is quoted
// if it begins with a quote; any other quote is an ordinary character. A quote that
// is not closed where its cell ends costs only the line it is in. Rows that are
// empty or only drawn rules are left out. Unquoted cells are trimmed.
type Records struct {
	comma   byte
	pending []Line // of a record that is open
	size    int    // of pending, in bytes
	damaged bool   // one of pending is
	cells   []string
	cell    strings.Builder // the one in quotes
	quoted  bool
}

// NewRecords returns a Records for a separator, one of [Separators].
func NewRecords(separator byte) *Records { return &Records{comma: separator} }

const (
	notClosed = "opens a quote that is not closed where its cell ends"
	cutOff    = "is longer than a row can be"
	damaged   = "has a character that is lost: the file is in no encoding that is known; save it as \"CSV UTF-8\""
)

// Line adds the next line and returns the records that it completes: none or
// one, or several if it shows that an earlier quote was not meant as one.
func (r *Records) Line(line Line) []Record {
	if r.pending == nil && (line.Cut || len(line.Text) > maxRecord) {
		return []Record{{Line: line.Number, Wrong: cutOff}}
	}
	r.pending = append(r.pending, line)
	r.size += len(line.Text)
	r.damaged = r.damaged || line.Damaged
	ok := !line.Cut && r.size <= maxRecord && r.scan(line.Text)
	switch {
	case !ok:
		return r.giveUp()
	case r.quoted:
		return nil
	}
	out := Record{Line: r.pending[0].Number, Cells: r.cells}
	if r.damaged {
		out.Wrong = damaged
	}
	r.reset()
	if out.blank() {
		return nil
	}
	return []Record{out}
}

// Unwrapped returns a record whose only cell is a whole row of several, as
// spreadsheets save a file that they have read with another separator. Any other
// record is returned as it is.
func (r Record) Unwrapped(separator byte, columns int) Record {
	if len(r.Cells) != 1 || columns == 1 || r.Wrong != "" {
		return r
	}
	if all := Split(r.Cells[0], separator); columns > 0 && len(all) == columns || columns == 0 && len(all) > 1 {
		r.Cells = all
	}
	return r
}

// End says that there are no more lines.
func (r *Records) End() []Record {
	var all []Record
	for r.pending != nil {
		all = append(all, r.giveUp()...)
	}
	return all
}

func (r *Records) reset() {
	r.pending, r.size, r.damaged, r.cells, r.quoted = nil, 0, false, nil, false
	r.cell.Reset()
}

// giveUp refuses the first line of the record and reads the others again.
func (r *Records) giveUp() []Record {
	lines := r.pending
	r.reset()
	all := []Record{{Line: lines[0].Number, Wrong: notClosed}}
	for _, line := range lines[1:] {
		all = append(all, r.Line(line)...)
	}
	return all
}

// scan reads the cells of a line; false if what follows a closing quote is no
// separator.
func (r *Records) scan(text string) bool {
	for {
		if !r.quoted {
			cell, rest, more := cut(text, r.comma)
			if start := strings.TrimLeft(text, " "); strings.HasPrefix(start, `"`) {
				r.quoted, text = true, start[1:]
				continue
			}
			r.cells = append(r.cells, Trim(cell))
			if text = rest; !more {
				return true
			}
			continue
		}
		end := strings.IndexByte(text, '"')
		if end < 0 {
			r.cell.WriteString(text + "\n")
			return true
		}
		r.cell.WriteString(text[:end])
		text = text[end+1:]
		if strings.HasPrefix(text, `"`) {
			r.cell.WriteByte('"')
			text = text[1:]
			continue
		}
		r.cells = append(r.cells, r.cell.String())
		r.cell.Reset()
		r.quoted = false
		between, rest, more := cut(text, r.comma)
		if strings.Trim(between, " ") != "" {
			return false
		}
		if text = rest; !more {
			return true
		}
	}
}

func cut(text string, comma byte) (cell, rest string, more bool) {
	if i := strings.IndexByte(text, comma); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// blank reports whether nothing stands in the row, or only rules, as in tables
// that are drawn.
func (r *Record) blank() bool {
	empty, rules := true, true
	for _, cell := range r.Cells {
		if cell = Trim(cell); cell != "" {
			empty = false
			rules = rules && strings.Trim(cell, "-=:+") == "" && strings.ContainsAny(cell, "-=")
		}
	}
	return empty || rules
}

// Trim removes the space around a text: blanks of all widths, and characters
// without a width.
func Trim(s string) string { return strings.TrimFunc(s, odd) }

// odd reports whether r is a space, or nothing that can be seen.
func odd(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r >= '\u200b' && r <= '\u200d' || r == '\u2060' || r == '\u00ad' || unicode.Is(unicode.Bidi_Control, r)
}

// Heading returns the name of a column without the odd spaces that copying from
// pages and documents leaves in it.
func Heading(cell string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if odd(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, cell), unicode.IsSpace), " ")
}

// Separators are the characters that may stand between cells.
const Separators = ",;\t|"

// Separator returns the separator of a header: the one it has most of, outside
// of quotes; a comma if it has none.
func Separator(header string) byte {
	var counts [len(Separators)]int
	quoted := false
	for _, c := range header {
		if c == '"' {
			quoted = !quoted
		}
		if at := strings.IndexRune(Separators, c); at >= 0 && !quoted {
			counts[at]++
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return Separators[best]
}

// Directive returns the separator from a line that tells spreadsheets which it
// is, such as sep=; and 0 if the line is not one.
func Directive(line string) byte {
	rest := strings.TrimLeft(strings.TrimLeft(line, " "), `"`)
	if len(rest) < 5 || !strings.EqualFold(rest[:4], "sep=") || !strings.Contains(Separators, rest[4:5]) {
		return 0
	}
	if strings.Trim(rest[5:], `"`+Separators+" ") != "" {
		return 0
	}
	return rest[4]
}

// Split cuts a line that is a record by itself, such as a header; nil if it is not.
func Split(line string, separator byte) []string {
	r := NewRecords(separator)
	if all := r.Line(Line{Number: 1, Text: line}); len(all) == 1 && all[0].Wrong == "" {
		return all[0].Cells
	}
	return nil
}

// Comment reports whether a line above the header is a comment. A header whose
// first column is called # is not.
func Comment(line string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t\u00a0\ufeff"), "#")
	return ok && (rest == "" || !strings.Contains(Separators, rest[:1]))
}
