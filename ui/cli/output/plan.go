package output

import (
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/markdown"
	"hubwatch/model/plan"
)

// plannedOutput is what the plan says about a task. All of it is left out for
// tasks that are in no plan.
type plannedOutput struct {
	Plan      map[string]string `json:"plan,omitempty"`      // its row
	ByOrder   bool              `json:"byOrder,omitempty"`   // only the order of the answers tells it
	Elsewhere []Difference      `json:"elsewhere,omitempty"` // how the folder differs from the row
	Expected  *placedOutput     `json:"expected,omitempty"`  // the folder by the row, if it differs
	Found     *placedOutput     `json:"found,omitempty"`     // the folder as it is, if it differs
	Attempt   *attemptOutput    `json:"attempt,omitempty"`   // if it is one of several for the folder
}

// Difference is a column in which a folder differs from the plan, as JSON.
type Difference struct {
	Column  string `json:"column"`
	Planned string `json:"planned"`
	Actual  string `json:"actual"`
}

// placedOutput is what a folder is, as far as the plan says what it should be.
type placedOutput struct {
	FolderID string `json:"folderId,omitempty"`
	Name     string `json:"name,omitempty"`
	ParentID string `json:"parentFolderId,omitempty"`
	Path     string `json:"path,omitempty"`
}

type attemptOutput struct {
	Number int    `json:"number"` // from 1
	Of     int    `json:"of"`
	Before string `json:"before,omitempty"` // the task of the attempt before
	After  string `json:"after,omitempty"`
}

// Plan is how the plan and the watchlist fit together.
type Plan struct {
	Rows         int      `json:"rows"`
	NeverStarted []Row    `json:"neverStarted"`
	Unplanned    []string `json:"unplanned"` // watched, but not in the plan
	Elsewhere    []string `json:"elsewhere"` // not where or not called what the plan says
	Refused      []Row    `json:"refused"`   // HubSpot refused to start them
	Unsure       []Row    `json:"unsure"`    // one of unplaced may be their task
	Unplaced     []string `json:"unplaced"`  // started for rows that cannot be told
}

// Row is a row of the plan.
type Row struct {
	Line int               `json:"line"` // of the plan's file
	Name string            `json:"name"`
	Plan map[string]string `json:"plan"`
	Why  string            `json:"why,omitempty"` // HubSpot refused to start it
}

func describePlanned(t *model.Task) plannedOutput {
	out := plannedOutput{Plan: rowOf(t.Plan), ByOrder: t.Ordered()}
	for _, d := range t.Elsewhere() {
		out.Elsewhere = append(out.Elsewhere, Difference{d.Column, string(d.Planned), string(d.Actual)})
	}
	if len(out.Elsewhere) > 0 {
		p, f := t.Planned(), t.Report.Result.Placed()
		out.Expected = &placedOutput{string(p.FolderID), string(p.Name), string(p.ParentID), string(p.Path)}
		out.Found = &placedOutput{asked(p.FolderID, f.FolderID), asked(p.Name, f.Name), asked(p.ParentID, f.ParentID), asked(p.Path, f.Path)}
	}
	return out
}

// asked returns what is found, if the plan says what is expected.
func asked(expected, found model.Text) string {
	if expected == "" {
		return ""
	}
	return string(found)
}

// rowOf returns a row of the plan by column, nil for none.
func rowOf(fields []model.Field) map[string]string {
	var row map[string]string
	for _, f := range fields {
		if row == nil {
			row = map[string]string{}
		}
		row[string(f.Key)] = strings.Join(Strings(f.Values), ", ")
	}
	return row
}

func describeAttempt(tr *plan.Tracker, id model.TaskID) *attemptOutput {
	a, ok := tr.Attempt(id)
	if !ok {
		return nil
	}
	return &attemptOutput{a.Number, a.Of, string(a.Before), string(a.After)}
}

// Cover adds how the plan fits the whole watchlist; nothing without a plan.
func (d *Status) Cover(tr *plan.Tracker) {
	if c := tr.Coverage(); c.Rows > 0 {
		d.Plan = PlanOf(c)
		d.Summary["todo"] += len(c.Refused)
	}
}

// PlanOf returns how a plan fits the watched tasks.
func PlanOf(c plan.Coverage) *Plan {
	out := &Plan{Rows: c.Rows, NeverStarted: []Row{}, Refused: []Row{}, Unsure: []Row{}, Unplanned: Strings(c.Unplanned), Elsewhere: Strings(c.Elsewhere), Unplaced: Strings(c.Unplaced)}
	for rows, to := range map[*[]*plan.Row]*[]Row{&c.NeverStarted: &out.NeverStarted, &c.Refused: &out.Refused, &c.Unsure: &out.Unsure} {
		for _, r := range *rows {
			*to = append(*to, Row{r.Line, string(r.Name()), rowOf(r.Fields), string(r.Refused)})
		}
	}
	return out
}

// Without returns the rows without a known task, by line.
func (p *Plan) Without() []Row {
	rows := slices.Concat(p.NeverStarted, p.Refused, p.Unsure)
	slices.SortFunc(rows, func(a, b Row) int { return a.Line - b.Line })
	return rows
}

// Text returns the counts in a sentence.
func (p *Plan) Text() string {
	text := "the plan has " + model.Plural(p.Rows, "row")
	for _, part := range []struct {
		n    int
		what string
	}{
		{len(p.NeverStarted), "planned but never started"},
		{len(p.Refused), "HubSpot refused to start"},
		{len(p.Unsure), "perhaps started, by a task that could not be joined"},
		{len(p.Unplanned), "watched but not in the plan"},
		{len(p.Elsewhere), "not where or not called what the plan says"},
	} {
		if part.n > 0 {
			text += fmt.Sprintf("; %s: %d", part.what, part.n)
		}
	}
	return text
}

// planHeader returns the columns that a plan adds to CSV: none without one.
func planHeader(tasks []Task) []string {
	var columns []string
	seen := map[string]bool{}
	for _, t := range tasks {
		for column := range t.Plan {
			if !seen[column] {
				seen[column] = true
				columns = append(columns, planPrefix+column)
			}
		}
	}
	if columns == nil {
		return nil
	}
	slices.Sort(columns)
	return append([]string{"attempt", "elsewhere"}, columns...)
}

// planRecord returns the cells of a task under planHeader.
func (t *Task) planRecord(columns []string) []string {
	if columns == nil {
		return nil
	}
	record := []string{"", model.Text(strings.Join(t.differences(), "; ")).Line()}
	if a := t.Attempt; a != nil {
		record[0] = fmt.Sprintf("%d of %d", a.Number, a.Of)
	}
	for _, column := range columns[len(record):] {
		record = append(record, t.Plan[strings.TrimPrefix(column, planPrefix)])
	}
	return record
}

// differences says how the folder differs from the plan.
func (t *Task) differences() []string {
	var all []string
	for _, d := range t.Elsewhere {
		all = append(all, fmt.Sprintf("%s: planned %s, is %s", d.Column, d.Planned, d.Actual))
	}
	return all
}

// markdownPlan lists what the plan and the watchlist do not have in common.
func markdownPlan(b *strings.Builder, p *Plan) {
	if p == nil {
		return
	}
	fmt.Fprintf(b, "- %s\n", p.Text())
	var refused, never [][]string
	for _, r := range p.Refused {
		refused = append(refused, []string{fmt.Sprint(r.Line), markdown.Code(r.Name), markdown.Escape(r.Why)})
	}
	for _, r := range p.NeverStarted {
		never = append(never, []string{fmt.Sprint(r.Line), markdown.Code(r.Name)})
	}
	WriteMarkdownSection(b, "HubSpot refused to start", []string{"line", "folder", "why"}, refused)
	WriteMarkdownSection(b, "Planned but never started", []string{"line", "folder"}, never)
}
