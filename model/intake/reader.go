package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hubwatch/model/cells"
)

// Form says what kind of text it is, if known.
type Form int

// The forms of a text.
const (
	FormText Form = iota // anything: each line tells
	FormCSV              // CSV with a header
)

// Reader finds tasks in a text, line by line.
//
// Blank lines and lines that begin with # are skipped. If the first line is a CSV
// header with a column for the task ID, everything that follows is CSV. Anything
// else is read as names, quotes and brackets, in whatever language wrote them.
// Candidates are ranked by their [Evidence], and weak evidence counts only where it
// agrees with strong evidence in the same text. A reader of a whole text judges at
// its end; one of a stream judges each record with what is known by then.
type Reader struct {
	form    Form
	stream  bool
	line    int    // the number of the last line
	text    string // the first line of the record that is being read
	begun   bool
	above   []cells.Line // what stands above the header of CSV
	titles  cells.Line   // the first line of CSV in which no line is a header
	folder  bool         // it names a column of folders, and none of tasks
	columns bool         // it names several
	mail    mail
	heads   headings // of a text that has none
	comma   byte     // what separates cells, where a line has told; else 0
	csv     *csvIntake
	table   drawn
	group   group
	parser  parser
	finder  finder
	judge   *judge
	places  int
	held    []held
	extra   []candidate // of the columns of a table
	kept    int         // how many bytes of the text were given as lines
	out     Result      // since the last Take
}

// newReader makes a reader of a whole text: [Reader.Take] gives all of it after
// [Reader.End].
func newReader(form Form) *Reader {
	r := &Reader{form: form, judge: newJudge()}
	r.parser.place, r.parser.complete = &r.places, r.record
	return r
}

// Read finds the tasks in a whole text, such as a paste.
func Read(text string) Result {
	p := NewPiecewise(text)
	p.Step(len(text))
	return p.Result()
}

// ReadAll finds the tasks in all of src, which is judged as a whole. It fails
// if src does, and with [cells.ErrBinary]; what was found before that is
// returned as well, unless src says that nobody waits any more, by
// [context.Canceled].
func ReadAll(src io.Reader, form Form) (Result, error) {
	r := newReader(form)
	err := r.lines(src, func() error { return nil })
	if errors.Is(err, context.Canceled) {
		return Result{}, err
	}
	r.End()
	return r.Take(), err
}

// ReadFrom reads a stream and passes what each line holds to each as soon as it
// is complete. It fails if src or each does, and with [cells.ErrBinary].
func ReadFrom(src io.Reader, form Form, each func(Result) error) error {
	r := newReader(form)
	r.stream = true
	handOn := func() error {
		if in := r.Take(); !in.empty() {
			return each(in)
		}
		return nil
	}
	if err := r.lines(src, handOn); err != nil {
		return err
	}
	r.End()
	return handOn()
}

// lines reads all lines of src.
func (r *Reader) lines(src io.Reader, then func() error) error {
	lines := cells.NewLines(src)
	for {
		line, err := lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		r.Line(line)
		if err := then(); err != nil {
			return err
		}
	}
}

// fault refuses what cannot be read.
func (r *Reader) fault(err error) {
	if errors.Is(err, cells.ErrBinary) {
		r.refuse(r.line+1, "", "holds a NUL byte: it is no text")
	}
}

// Line reads one line.
func (r *Reader) Line(line cells.Line) {
	for _, plain := range r.mail.line(line) {
		r.plain(plain)
	}
}

// plain reads one line as it was written.
func (r *Reader) plain(line cells.Line) {
	r.line = line.Number
	if r.kept += len(line.Text); r.kept <= maxKept {
		r.out.Lines = append(r.out.Lines, line)
	}
	if line.Foreign && r.out.Foreign == 0 {
		r.out.Foreign = line.Number
	}
	text := line.Text
	if r.csv == nil && (line.Cut || len(text) > maxWord && !strings.ContainsAny(text, " ,;:{")) {
		r.refuse(line.Number, text[:80], fmt.Sprintf("is longer than %d bytes", maxWord))
		return
	}
	trimmed := cells.Trim(text)
	switch {
	case r.csv != nil:
		r.csv.read(r, line)
	case !r.begun && cells.Directive(text) != 0:
		r.comma = cells.Directive(text)
	case trimmed == "" && !r.parser.open():
		r.group.flush(r)
		r.table = drawn{}
	case !r.parser.open() && comment(text, trimmed, r.begun):
	case !r.begun && r.header(text):
	default:
		r.begun = true
		r.read(plainLine(text))
	}
}

// comment reports whether a line is one: it begins with #, but not as Ruby
// prints objects, and Erlang maps.
func comment(text, trimmed string, begun bool) bool {
	return !strings.HasPrefix(trimmed, "#<") && !strings.HasPrefix(trimmed, "#{") && (!begun && cells.Comment(text) || begun && strings.HasPrefix(trimmed, "#"))
}

// read reads a line that is no CSV.
func (r *Reader) read(text string) {
	if !r.parser.open() {
		r.text = text
		text = uncommented(text)
		r.extra = r.table.line(text, r.line, &r.places)
	}
	r.parser.read(r.line, text)
}

// uncommented returns a line with one word without the comment behind it.
func uncommented(text string) string {
	if before, _, found := strings.Cut(text, " #"); found && len(strings.Fields(before)) == 1 {
		return before
	}
	return text
}

// record takes a record that the parser has read.
func (r *Reader) record(n *node) {
	if len(r.extra) == 0 && r.group.takes(n) {
		r.group.add(r, n)
		return
	}
	r.group.flush(r)
	r.find(n, r.text)
}

// find finds what is in a record and judges it, or holds it for the end.
func (r *Reader) find(n *node, text string) {
	r.finder.find(n)
	r.doubt(r.finder.candidates)
	h := held{line: n.line, place: n.place, text: text, candidates: slices.Concat(r.extra, slices.DeleteFunc(r.finder.candidates, settled)), failures: r.finder.failures, mentions: r.finder.mentions, cut: n.broken(), log: r.finder.logs}
	r.extra = nil
	if !r.stream {
		r.held = append(r.held, h)
		return
	}
	r.out.Join(r.judge.settle([]held{h}))
}

// broken reports whether an object in a record was not closed.
func (n *node) broken() bool {
	for _, v := range n.items {
		if v.node != nil && v.node.cut && v.node.open != '(' && len(v.node.pairs) > 0 {
			return true
		}
	}
	for _, p := range n.pairs {
		for _, v := range p.values {
			if v.node != nil && v.node.cut && v.node.open != '(' && len(v.node.pairs) > 0 {
				return true
			}
		}
	}
	return false
}

// End says that there are no more lines.
func (r *Reader) End() {
	r.mail.end(r)
	r.asText()
	if r.csv != nil {
		r.csv.end(r)
	}
	r.parser.end()
	r.group.flush(r)
	r.out.Join(r.judge.settle(r.held))
	r.held = nil
	if r.titles.Number > 0 {
		r.noHeader()
	}
}

// Take returns what was found since the last Take.
func (r *Reader) Take() Result {
	out := r.out
	r.out = Result{}
	return out
}

// header begins CSV if the line is a header of it.
func (r *Reader) header(line string) bool {
	var c *csvIntake
	if len(line) <= maxHeader {
		c = newCSVIntake(r.line, line, r.comma, r.form)
	}
	switch {
	case c != nil && c.table != nil:
		r.csv = c
	case r.form == FormCSV && !headless(line, r.comma):
		r.above = append(r.above, cells.Line{Number: r.line, Text: line})
		if len(r.above) > mostAbove {
			r.asText()
		}
		return true
	default:
		r.folder = r.folder || r.form == FormText && ofFolders(line)
		r.heads = headingsOf(line, r.comma)
		r.asText() // columns without a header may be a list
		return false
	}
	for _, l := range r.above {
		r.pass(l.Number, l.Text, "stands above the header")
	}
	r.above, r.begun = nil, true
	return true
}

// headless reports whether the first line of CSV has the ID of a task, so that
// it is no header.
func headless(line string, separator byte) bool {
	if noID(cells.Trim(line)) == "" {
		return true
	}
	if separator == 0 {
		separator = cells.Separator(line)
	}
	return slices.ContainsFunc(cells.Split(line, separator), func(cell string) bool {
		id, err := cells.ID(cell)
		return err == nil && (sure(id) || isAddress(id))
	})
}

func isAddress(text string) bool {
	_, ok := readAddress(text)
	return ok
}

// mostAbove is how many lines may stand above a header: a title, who made it
// and when.
const mostAbove = 10

// found takes a task of a CSV row.
func (r *Reader) found(f Found) {
	r.places++
	f.Place = r.places
	r.judge.strong[shape(string(f.ID))] = true
	if r.judge.first[f.ID] {
		r.out.Repeated = append(r.out.Repeated, f)
		return
	}
	r.judge.first[f.ID] = true
	r.out.Found = append(r.out.Found, f)
}

func (r *Reader) refuse(line int, text, why string) {
	r.places++
	refused := refusal(line, text, why)
	refused.Place = r.places
	r.out.Refused = append(r.out.Refused, refused)
}

// pass skips a row.
func (r *Reader) pass(line int, text, why string) {
	r.places++
	r.out.Passed = append(r.out.Passed, Pass{Line: line, Place: r.places, Text: quoted(text), Why: why})
}

// maxHeader is the longest header of CSV, in bytes.
const maxHeader = 64 << 10

// maxKept is how much of a text is given as lines, in bytes.
const maxKept = 1 << 20

// maxWord is the longest line without anything that separates words, in bytes.
const maxWord = 1 << 20

// maxID is the longest word that may be an ID, in bytes.
const maxID = 256
