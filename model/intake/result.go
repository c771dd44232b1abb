// Package intake finds tasks in text that people and programs write: answers of
// HubSpot, logs, tables, chats and lists of IDs.
package intake

import (
	"cmp"
	"fmt"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// Evidence is why a piece of text is taken for a task. A greater value is stronger.
type Evidence int

// The kinds of evidence.
const (
	Word    Evidence = iota // a word that can be an ID
	Column                  // a column that is named for it
	Answer                  // an answer of HubSpot's, or a name such as taskId
	Address                 // the address of a folder update's status
)

// String returns the evidence in words that follow "by".
func (e Evidence) String() string {
	return [...]string{"its look", "its column", "its name", "its address"}[e]
}

// Found is one task found in a text.
type Found struct {
	ID       model.TaskID
	Label    model.Text
	Plan     []model.Field // the other columns of a CSV file, in its order
	Folder   model.Text    // the ID of the folder it is about, where the text says so
	Line     int           // from 1
	Place    int           // orders all that was found in a text, also within a line
	Evidence Evidence
	Beside   []model.Text // the numbers that stand with it and may be the IDs of folders
	Around   model.Text   // the line that it stands in, if that is short
}

// Mention is a number in a text that may be the ID of a folder.
type Mention struct {
	Line   int // from 1
	Place  int // as in Found
	Number model.Text
}

// Row returns what the text says about the planned folder: the columns beside the
// task, or else the folder that its answer is about; nil if it says nothing.
func (f Found) Row() []model.Field {
	if len(f.Plan) == 0 && f.Folder != "" {
		return []model.Field{{Key: model.ColumnFolder, Values: []model.Text{f.Folder}}}
	}
	return f.Plan
}

// Failure is an answer with which HubSpot refused to start a move. It is not a
// task, but has a place in an order of answers like one.
type Failure struct {
	Line    int        // from 1
	Place   int        // as in Found
	Message model.Text // what HubSpot said
	Folder  model.Text // the ID of the folder it is about, where the text says so

	answer string // HubSpot's own name for the answer
}

// String returns the failure in a sentence, safe to print.
func (f Failure) String() string {
	return fmt.Sprintf("line %d: HubSpot refused to start it: %s", f.Line, f.Message.Line())
}

// Refusal is a piece of text that should name a task and does not.
type Refusal struct {
	Line  int        // from 1; 0 for a word of the command line
	Place int        // as in Found
	Text  model.Text // the beginning of it
	Why   string
}

// String returns the refusal in a sentence, safe to print.
func (r Refusal) String() string {
	if r.Line == 0 {
		return fmt.Sprintf("%q %s", r.Text.Line(), r.Why)
	}
	return fmt.Sprintf("line %d: %q %s", r.Line, r.Text.Line(), r.Why)
}

// Pass is a piece of text that is not a task and does not claim to be one.
type Pass struct {
	Line    int        // from 1
	Place   int        // as in Found
	Text    model.Text // the beginning of it
	Why     string     // in words that follow it
	Unclear bool       // it may have been an answer: an order of answers is not certain across it
}

// String returns the pass in a sentence, safe to print.
func (p Pass) String() string {
	return fmt.Sprintf("line %d: %q %s", p.Line, p.Text.Line(), p.Why)
}

// Result is what was found in a text. Each list is in the order of the text.
type Result struct {
	Found    []Found   // each task once
	Failures []Failure // the moves that HubSpot refused to start
	Refused  []Refusal
	Passed   []Pass
	Repeated []Found // tasks that were named before
	Mentions []Mention
	Lines    []cells.Line // the beginning of the text itself, for who looks for names in it
	Foreign  int          // the first line that is not UTF-8 and was read as Windows-1252; 0 if there is none
}

// empty reports whether nothing was seen at all.
func (r *Result) empty() bool {
	return len(r.Found)+len(r.Failures)+len(r.Refused)+len(r.Passed)+len(r.Repeated)+len(r.Mentions)+len(r.Lines)+r.Foreign == 0
}

// Join adds what another part of the same text held.
func (r *Result) Join(more Result) {
	r.Found = append(r.Found, more.Found...)
	r.Failures = append(r.Failures, more.Failures...)
	r.Refused = append(r.Refused, more.Refused...)
	r.Passed = append(r.Passed, more.Passed...)
	r.Repeated = append(r.Repeated, more.Repeated...)
	r.Mentions = append(r.Mentions, more.Mentions...)
	r.Lines = append(r.Lines, more.Lines...)
	r.Foreign = cmp.Or(r.Foreign, more.Foreign)
}
