package plan

import (
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Joiner gives the tasks of a log of HubSpot's answers the rows of a plan that
// has no column for the task ID: the first answer is to the first row, and so
// on. An answer that names no task, such as a refusal, is to a row that was not
// started. Where the order cannot be told any more it stops, rather than give a
// folder a wrong name. Answers that say which folder they are about are joined
// by that.
type Joiner struct {
	plan  *Plan
	next  int // the row that the next answer is to
	lost  int // the line from which on the order cannot be told; 0 if it can
	extra int // answers after the last row
	rows  map[model.Text]int
}

// NewJoiner makes a Joiner that starts with the first row of p.
func NewJoiner(p *Plan) *Joiner { return &Joiner{plan: p, rows: p.byKey()} }

// Join gives the tasks of the next part of the log their rows.
func (j *Joiner) Join(in *intake.Result) {
	type answer struct {
		line  int
		found *intake.Found
	}
	var answers []answer
	for i := range in.Found {
		answers = append(answers, answer{in.Found[i].Line, &in.Found[i]})
	}
	for _, r := range in.Refused {
		answers = append(answers, answer{r.Line, nil})
	}
	for _, f := range in.Failures {
		answers = append(answers, answer{f.Line, nil})
	}
	unclear := firstUnclear(in)
	slices.SortStableFunc(answers, func(a, b answer) int { return a.line - b.line })
	for _, a := range answers {
		if unclear > 0 && a.line > unclear {
			j.lose(unclear)
		}
		j.answer(a.found)
	}
	if unclear > 0 {
		j.lose(unclear)
	}
}

// firstUnclear is the first line that may have been an answer of its own, or
// that names a task again; 0 if there is none.
func firstUnclear(in *intake.Result) int {
	lines := []int{}
	for _, p := range in.Passed {
		if p.Unclear {
			lines = append(lines, p.Line)
		}
	}
	for _, f := range in.Repeated {
		lines = append(lines, f.Line)
	}
	if len(lines) == 0 {
		return 0
	}
	return slices.Min(lines)
}

func (j *Joiner) lose(line int) {
	if j.lost == 0 {
		j.lost = line
	}
}

// answer takes in one answer; nil names no task.
func (j *Joiner) answer(found *intake.Found) {
	if found != nil && found.Folder != "" {
		if i, known := j.rows[found.Folder]; known {
			j.give(&j.plan.Rows[i], found)
		} else {
			j.extra++
		}
		return
	}
	switch {
	case j.lost > 0:
		return
	case j.next >= len(j.plan.Rows):
		j.extra++
		return
	}
	row := &j.plan.Rows[j.next]
	j.next++
	if found != nil {
		j.give(row, found)
	}
}

// give gives the task its row.
func (j *Joiner) give(row *Row, found *intake.Found) {
	row.Tasks = join(row.Tasks, []model.TaskID{found.ID})
	found.Plan = row.Fields
	if row.Label != "" {
		found.Label = row.Label
	}
}

// Trouble says why tasks were left without a row, "" if none was. It is safe to
// print.
func (j *Joiner) Trouble() string {
	switch {
	case j.lost > 0 && j.next < len(j.plan.Rows):
		return fmt.Sprintf("line %d is no answer to a start of its own: which rows the tasks after it belong to cannot be told, so they have none (the next would be line %d of the plan); a taskId column in the plan can tell",
			j.lost, j.plan.Rows[j.next].Line)
	case j.extra > 0:
		return fmt.Sprintf("%s to folders that are in no row of the plan", model.Plural(j.extra, "answer"))
	}
	return ""
}
