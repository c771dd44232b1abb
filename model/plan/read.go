package plan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"hubwatch/model"
)

// MaxBytes is the largest plan that is read.
const MaxBytes = 64 << 20

// Problem is something that is wrong with a plan. The rest of it is read all
// the same.
type Problem struct {
	Line    int
	What    string
	Refused bool // the row was left out
}

// String is the problem in a sentence, safe to print.
func (p Problem) String() string {
	return fmt.Sprintf("line %d %s", p.Line, model.Text(p.What).Line())
}

// Read reads a plan: CSV with a header, separated by commas, semicolons or
// tabs, in UTF-8 or in UTF-16 with its byte order mark. Rows that cannot be
// read, or name a task a second time, are left out and named as problems, as is
// what else should be looked at. The error is for what is no plan at all; it
// names the line.
func Read(data []byte) (Plan, []Problem, error) {
	text, err := decode(data)
	if err != nil {
		return Plan{}, nil, err
	}
	r := reader{tasks: map[model.TaskID]int{}, folders: map[model.Text]int{}}
	records := r.records(text)
	if len(records) == 0 && len(r.problems) == 0 {
		return Plan{}, nil, errors.New("is empty: a plan begins with a header, such as taskId,folderId,name,parentFolderId,path")
	}
	if len(r.problems) > 0 && (len(records) == 0 || r.problems[0].Line < records[0].line) {
		return Plan{}, nil, errors.New(r.problems[0].String())
	}
	if err := r.header(records); err != nil {
		return Plan{}, nil, err
	}
	for _, rec := range records[1:] {
		r.row(rec)
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	if len(r.plan.Rows) == 0 && len(r.problems) == 0 {
		return Plan{}, nil, fmt.Errorf("line %d is a header, and no row follows it", records[0].line)
	}
	return r.plan, r.problems, nil
}

// decode is the text of a file in an encoding that is known for sure.
func decode(data []byte) (string, error) {
	if len(data) > MaxBytes {
		return "", fmt.Errorf("is larger than %d MiB, which no plan is", MaxBytes>>20)
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return wide(data[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wide(data[2:], func(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }), nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return "", fmt.Errorf("line %d has a NUL byte: this is no text, or UTF-16 without its byte order mark; save it as \"CSV UTF-8\"", lineAt(data, i))
	}
	if !utf8.Valid(data) {
		i := invalid(data)
		return "", fmt.Errorf("line %d is not UTF-8 (byte 0x%02x): save the file as \"CSV UTF-8\", or convert it, such as with iconv -f WINDOWS-1252 -t UTF-8",
			lineAt(data, i), data[i])
	}
	return string(data), nil
}

// wide decodes UTF-16.
func wide(data []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, unit(data))
	}
	return string(utf16.Decode(units))
}

func lineAt(data []byte, i int) int { return 1 + bytes.Count(data[:i], []byte("\n")) }

// invalid is where data stops being UTF-8.
func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data) - 1
}
