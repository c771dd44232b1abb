// Package outlook foresees what will happen to rows of a plan that have not
// started: what lint finds, on the folders as they were last seen. It works out
// what to look at and asks nothing itself. It is pure.
package outlook

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// Outlook is what is foreseen. The zero value foresees nothing.
type Outlook struct {
	rows  []plan.Row // that the look which goes on is for; nil if none does
	seen  *survey.Folders
	again []survey.Question // that got no answer
	under int               // questions on their way

	at      time.Time // when what is foreseen was looked at
	lines   map[int]lint.Finding
	folders map[model.Text]lint.Finding
	failing []plan.Row
}

// Looks reports whether a look is under way.
func (o *Outlook) Looks() bool { return o.rows != nil }

// Asks reports whether Next has a question.
func (o *Outlook) Asks() bool {
	if !o.Looks() {
		return false
	}
	answered, of := o.seen.Progress()
	return len(o.again) > 0 || answered < of
}

// Begin begins a look for rows, in the order in which they are to start. What
// was foreseen before stays until it is done.
func (o *Outlook) Begin(rows []plan.Row) {
	o.rows, o.seen, o.again, o.under = rows, survey.New(), nil, 0
	lint.Want(rows, o.seen)
}

// Next takes out the next question of the look, false if there is none now. Its
// outcome goes to Answered or Unanswered.
func (o *Outlook) Next() (q survey.Question, ok bool) {
	switch {
	case !o.Looks():
		return q, false
	case len(o.again) > 0:
		q, o.again, ok = o.again[0], o.again[1:], true
	default:
		q, ok = o.seen.Next()
	}
	if ok {
		o.under++
	}
	return q, ok
}

// Unanswered puts a question back.
func (o *Outlook) Unanswered(q survey.Question) {
	if o.Looks() {
		o.under--
		o.again = append(o.again, q)
	}
}

// Answered adds an answer, and reports whether the look is done: then what is
// foreseen is up to date, and Looks is false.
func (o *Outlook) Answered(q survey.Question, found []model.Folder, after model.Text, now time.Time) (done bool) {
	if !o.Looks() {
		return false
	}
	o.under--
	o.seen.Take(q, found, after)
	if o.under > 0 || len(o.again) > 0 {
		return false
	}
	if answered, of := o.seen.Progress(); answered == of {
		lint.Want(o.rows, o.seen)
		if answered, of = o.seen.Progress(); answered == of {
			o.foresee(now)
			return true
		}
	}
	return false
}

// foresee takes down what lint finds.
func (o *Outlook) foresee(now time.Time) {
	o.at, o.lines, o.folders, o.failing = now, map[int]lint.Finding{}, map[model.Text]lint.Finding{}, nil
	rows := o.rows
	o.rows = nil
	report := lint.Check(rows, o.seen)
	for _, f := range report.Findings {
		if f.Severity == lint.Note {
			continue
		}
		was, known := o.lines[f.Line]
		if known && was.Severity >= f.Severity {
			continue
		}
		o.lines[f.Line] = f
		if old, known := o.folders[f.Folder]; !known || old.Severity < f.Severity {
			o.folders[f.Folder] = f
		}
	}
	for i := range rows {
		if o.lines[rows[i].Line].Severity == lint.Error {
			o.failing = append(o.failing, rows[i])
		}
	}
}

// Stop ends a look without a result.
func (o *Outlook) Stop() { o.rows, o.under = nil, 0 }

// Seen returns the folders of the last look, nil if there was none.
func (o *Outlook) Seen() *survey.Folders { return o.seen }

// At returns when the folders were seen on which the outlook rests, the zero
// time if never.
func (o *Outlook) At() time.Time { return o.at }

// Failing returns the rows that will fail, as of then.
func (o *Outlook) Failing() []plan.Row { return o.failing }

// Line returns what is foreseen for the row in a line of the plan, false for
// nothing.
func (o *Outlook) Line(line int) (lint.Finding, bool) {
	f, ok := o.lines[line]
	return f, ok
}

// Folder returns what is foreseen for the row of a folder, false for nothing.
func (o *Outlook) Folder(id model.Text) (lint.Finding, bool) {
	f, ok := o.folders[id]
	return f, ok
}
