package intake

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// Form says what a text is, where somebody knows.
type Form int

// The forms of a text.
const (
	FormText Form = iota // anything: each line tells
	FormCSV              // CSV with a header
)

// Reader finds tasks in a text, line by line, so that those of a running
// script come out as it writes.
//
// Blank lines and lines that begin with # are passed over. A line that begins
// like JSON begins a value that goes on until its brackets are closed. If the
// first line is a CSV header with a column for the task ID, all that follows is
// CSV. As long as every line has been a single word, each is an ID, and
// refused if it cannot be one. Any other line is free text: status URLs, JSON
// and task IDs in it count, and the rest does not matter.
type Reader struct {
	form   Form
	line   int  // the number of the last line
	comma  byte // what separates cells, where a line has told; else 0
	begun  bool
	free   bool // a line of several words was seen
	csv    *csvIntake
	json   jsonIntake
	seen   map[model.TaskID]int // the line that named it
	folder model.Text           // that what is read is about, where that is known
	out    Result               // of the lines since the last Take
}

// NewReader makes a reader.
func NewReader(form Form) *Reader {
	return &Reader{form: form, seen: map[model.TaskID]int{}}
}

// Line reads one line.
func (r *Reader) Line(in cells.Line) {
	r.line = in.Number
	line := in.Text
	trimmed := strings.TrimSpace(line)
	switch {
	case r.csv != nil:
		r.csv.read(r, in)
	case in.Cut:
		r.refuse(line[:80], fmt.Sprintf("is longer than %d bytes", cells.MaxLine))
	case !r.begun && cells.Directive(line) != 0:
		r.comma = cells.Directive(line)
		return
	case r.json.open():
		r.json.line(r, line)
	case trimmed == "", cells.Comment(line):
		return
	case !r.begun && r.header(line):
	case jsonStart.MatchString(trimmed):
		r.json.line(r, line)
	default:
		r.words(trimmed)
	}
	r.begun = true
}

// End says that no line follows: what is unfinished is refused.
func (r *Reader) End() {
	if r.csv != nil {
		r.csv.end(r)
	}
	r.json.end(r)
}

// Take is what was found since the last Take.
func (r *Reader) Take() Result {
	out := r.out
	r.out = Result{}
	return out
}

// header begins CSV if the line is a header of it.
func (r *Reader) header(line string) bool {
	c := newCSVIntake(r.line, line, r.comma)
	switch {
	case c != nil && c.table != nil:
		r.csv = c
	case r.form == FormCSV:
		r.csv = &csvIntake{} // swallows the rest
		r.refuse(line, "is a CSV header without a column for the task ID; allowed are taskId, task_id and id")
	default:
		return false
	}
	return true
}

// found takes a task, unless the text has named it before.
func (r *Reader) found(f Found) {
	if f.Line == 0 {
		f.Line = r.line
	}
	if _, twice := r.seen[f.ID]; twice {
		r.out.Repeated = append(r.out.Repeated, f)
		return
	}
	r.seen[f.ID], f.Folder = f.Line, r.folder
	r.out.Found = append(r.out.Found, f)
}

func (r *Reader) refuse(text, why string) {
	r.out.Refused = append(r.out.Refused, refusal(r.line, text, why))
}

// take takes a word that should be an ID.
func (r *Reader) take(word string) {
	id, err := Argument(word)
	if err != nil {
		r.refuse(word, err.Error())
		return
	}
	r.found(Found{ID: id, Evidence: Word})
}

// jsonStart is a bracket that is not just the beginning of a line in a log.
var jsonStart = regexp.MustCompile(`^[{\[]\s*($|["{}\[\]])`)

// comment begins after a blank in a list of bare IDs.
var comment = regexp.MustCompile(`\s#.*$`)

// words reads a line that is neither JSON nor CSV.
func (r *Reader) words(line string) {
	if word := strings.TrimSpace(comment.ReplaceAllString(line, "")); !r.free && !strings.ContainsAny(word, " \t,;") {
		r.take(word)
		return
	}
	r.free = true
	named := func() int { return len(r.out.Found) + len(r.out.Refused) + len(r.out.Repeated) }
	before := named()
	r.prose(line)
	if named() == before {
		r.out.Passed = append(r.out.Passed, Pass{Line: r.line, Text: refusal(0, line, "").Text, Why: "names no task", Unclear: true})
	}
}

// prose reads a line of free text.
func (r *Reader) prose(line string) {
	urls := taskURL.FindAllStringSubmatch(line, -1)
	for _, m := range urls {
		if id, err := readURL(m); err != nil {
			r.refuse(m[0], err.Error())
		} else {
			r.found(Found{ID: id})
		}
	}
	if at := strings.IndexByte(line, '{'); at >= 0 && r.json.embedded(r, line[at:]) {
		line = line[:at]
	}
	for _, m := range namedID.FindAllStringSubmatch(line, -1) {
		r.take(m[1])
	}
	for _, word := range strings.FieldsFunc(taskURL.ReplaceAllString(line, " "), separates) {
		if word = strings.Trim(word, ".,:;!?"); looksLikeID(word) {
			r.take(word)
		}
	}
}

// namedID is an ID that a log names: task_id=…, taskId: "…".
var namedID = regexp.MustCompile(`(?i)\btask_?id["']?\s*[:=]\s*["']?([A-Za-z0-9_.~-]{4,256})`)

// separates tells whether r stands between words.
func separates(r rune) bool {
	return strings.ContainsRune(" \t,;|=\"'`<>()[]{}", r) || r == '\u00a0'
}

var (
	uuid    = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	encoded = regexp.MustCompile(`^AAAA[A-Za-z0-9_-]{7}$`) // eight bytes, as the one real ID known
)

// looksLikeID tells whether a word of free text is an ID beyond doubt. Other
// IDs are possible; they count where the text says that they are IDs.
func looksLikeID(word string) bool { return uuid.MatchString(word) || encoded.MatchString(word) }

// maxJSON is how many bytes one JSON value over several lines has at most.
const maxJSON = 8 << 20

// ReadFrom reads all lines of src and hands on what each holds as soon as
// it is complete. It fails if src or each does, and with [cells.ErrBinary]. A
// line over 1 MiB is refused without being kept.
func ReadFrom(src io.Reader, form Form, each func(Result) error) error {
	r := NewReader(form)
	lines := cells.NewLines(src)
	for {
		line, err := lines.Next()
		if err == io.EOF {
			r.End()
			return r.handOn(each)
		}
		if err != nil {
			return err
		}
		r.Line(line)
		if err := r.handOn(each); err != nil {
			return err
		}
	}
}

func (r *Reader) handOn(each func(Result) error) error {
	if in := r.Take(); !in.empty() {
		return each(in)
	}
	return nil
}
