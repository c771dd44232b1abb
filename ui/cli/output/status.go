// Package output is what the commands print: JSON and JSONL, CSV, Markdown and
// tables, and the standard streams that they print to.
//
// The JSON has the schema 1. A field may be added, none changes its meaning.
// Texts are as HubSpot sent them; times are RFC 3339 in UTC and left out when
// HubSpot sent none.
package output

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
)

// Schema is the version of all JSON output.
const Schema = 1

// Status is what is known about tasks.
type Status struct {
	Schema  int            `json:"schema"`
	Account Account        `json:"account"`
	Summary map[string]int `json:"summary"` // total, a count per state, todo, and replaced, which is in none of the others
	Plan    *Plan          `json:"plan,omitempty"`
	Tasks   []Task         `json:"tasks"`
}

// Account is a HubSpot account.
type Account struct {
	PortalID string `json:"portalId,omitempty"`
	Region   string `json:"region,omitempty"`
	Type     string `json:"type,omitempty"`
}

// AccountOf returns an account for the output.
func AccountOf(a model.Account) Account {
	return Account{string(a.PortalID), string(a.Region), string(a.Type)}
}

// Task is what is known about a task, as JSON, schema 1.
type Task struct {
	TaskID      string        `json:"taskId"`
	State       string        `json:"state"`
	ReplacedBy  string        `json:"replacedBy,omitempty"` // the attempt at the same folder that counts instead
	Status      string        `json:"status"`               // HubSpot's word
	Label       string        `json:"label"`
	RequestedAt *time.Time    `json:"requestedAt,omitempty"`
	StartedAt   *time.Time    `json:"startedAt,omitempty"`
	CompletedAt *time.Time    `json:"completedAt,omitempty"`
	CheckedAt   *time.Time    `json:"checkedAt,omitempty"`
	ArrivedAt   *time.Time    `json:"arrivedAt,omitempty"`
	NumErrors   int           `json:"numErrors"`
	Errors      []errorOutput `json:"errors"`
	Result      *folderOutput `json:"result,omitempty"`
	CheckError  *CheckError   `json:"checkError,omitempty"`
	plannedOutput

	name          string // what to call it besides its ID
	reason        string // for people
	short         string // what the cause is called in a row, "" if there is no short name for it
	correlationID string // of the last reply
}

type errorOutput struct {
	Category    string              `json:"category"`
	Message     string              `json:"message"`
	ID          string              `json:"id,omitempty"`
	SubCategory string              `json:"subCategory,omitempty"`
	Status      string              `json:"status,omitempty"`
	Context     map[string][]string `json:"context"`
	Links       map[string]string   `json:"links"`
	Errors      []detailOutput      `json:"errors"`
}

type detailOutput struct {
	Message     string              `json:"message"`
	Code        string              `json:"code,omitempty"`
	In          string              `json:"in,omitempty"`
	SubCategory string              `json:"subCategory,omitempty"`
	Context     map[string][]string `json:"context"`
}

type folderOutput struct {
	ID             string     `json:"id"`
	Name           string     `json:"name"`
	Path           string     `json:"path"`
	ParentFolderID string     `json:"parentFolderId,omitempty"`
	Archived       bool       `json:"archived"`
	CreatedAt      *time.Time `json:"createdAt,omitempty"`
	UpdatedAt      *time.Time `json:"updatedAt,omitempty"`
	ArchivedAt     *time.Time `json:"archivedAt,omitempty"`
}

// CheckError is why a check failed, as JSON.
type CheckError struct {
	Kind          string `json:"kind"`
	HTTPStatus    int    `json:"httpStatus,omitempty"`
	Message       string `json:"message"`
	CorrelationID string `json:"correlationId,omitempty"`
}

// StatusOf returns what is known about the tasks, in their order; tr tells of
// their attempts, and causes why they have a problem.
func StatusOf(tasks []*model.Task, tr *plan.Tracker, causes *session.Causes, account model.Account) Status {
	d := Status{
		Schema:  Schema,
		Account: AccountOf(account),
		Summary: map[string]int{"total": 0, "replaced": 0, "todo": 0},
		Tasks:   make([]Task, 0, len(tasks)),
	}
	for _, s := range model.States {
		d.Summary[s.Word()] = 0
	}
	for _, t := range tasks {
		out := describe(t)
		out.Attempt = describeAttempt(tr, t.ID)
		if c := causes.Of(t.ID); c != nil && t.State() != model.StateElsewhere {
			out.short = causes.Short(c)
		}
		d.Tasks = append(d.Tasks, out)
		if t.Replaced() {
			d.Summary["replaced"]++
			continue
		}
		d.Summary["total"]++
		d.Summary[t.State().Word()]++
		if t.ToDo() {
			d.Summary["todo"]++
		}
	}
	return d
}

func describe(t *model.Task) Task {
	out := Task{
		TaskID: string(t.ID), State: t.State().Word(), ReplacedBy: string(t.ReplacedBy()), Label: string(t.Label),
		CheckedAt: Instant(t.CheckedAt()), ArrivedAt: Instant(t.ArrivedAt), Errors: []errorOutput{}, reason: t.Reason(),
		name: string(t.Name()), plannedOutput: describePlanned(t),
	}
	if t.Report != nil {
		out.correlationID = string(t.Report.CorrelationID)
	}
	if e := t.Err; e != nil {
		out.correlationID = string(e.CorrelationID)
		out.CheckError = DescribeCheckError(e)
	}
	r := t.Report
	if r == nil {
		return out
	}
	out.Status, out.NumErrors = string(r.RawStatus), r.ErrorCount()
	out.RequestedAt, out.StartedAt, out.CompletedAt = Instant(r.RequestedAt), Instant(r.StartedAt), Instant(r.CompletedAt)
	for i := range r.Errors {
		out.Errors = append(out.Errors, describeError(&r.Errors[i]))
	}
	if f := r.Result; f != nil {
		out.Result = &folderOutput{
			string(f.ID), string(f.Name), string(f.Path), string(f.ParentID), f.Archived,
			Instant(f.CreatedAt), Instant(f.UpdatedAt), Instant(f.ArchivedAt),
		}
	}
	return out
}

// DescribeCheckError returns why a check failed, safe to print.
func DescribeCheckError(e *model.CheckError) *CheckError {
	return &CheckError{e.Kind.Word(), e.HTTPStatus, string(e.Message), string(e.CorrelationID)}
}

func describeError(e *model.TaskError) errorOutput {
	out := errorOutput{
		Category: string(e.Category), Message: string(e.Message), ID: string(e.ID),
		SubCategory: string(e.SubCategory), Status: string(e.Status),
		Context: values(e.Context), Links: map[string]string{}, Errors: []detailOutput{},
	}
	for _, f := range e.Links {
		out.Links[string(f.Key)] = strings.Join(Strings(f.Values), ", ")
	}
	for _, d := range e.Details {
		out.Errors = append(out.Errors, detailOutput{
			string(d.Message), string(d.Code), string(d.In), string(d.SubCategory), values(d.Context),
		})
	}
	return out
}

// values returns a context as an object of string arrays, whatever HubSpot sent.
func values(fields []model.Field) map[string][]string {
	m := map[string][]string{}
	for _, f := range fields {
		m[string(f.Key)] = append(m[string(f.Key)], Strings(f.Values)...)
		if m[string(f.Key)] == nil {
			m[string(f.Key)] = []string{} // an empty array of HubSpot's stays one
		}
	}
	return m
}

// Strings returns texts and IDs as they are, for output in a file.
func Strings[T ~string](all []T) []string {
	out := make([]string, 0, len(all))
	for _, one := range all {
		out = append(out, string(one))
	}
	return out
}

// Instant returns a time for JSON: in UTC, nil for the zero time.
func Instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Millisecond)
	return &t
}

// OrDash returns s, or a dash for nothing.
func OrDash(s string) string { return cmp.Or(s, "-") }

// summaryLine returns the counts in words, most urgent first, and what is to do.
func summaryLine(summary map[string]int) string { return summed(summary, model.State.Count) }

// summed returns the counts, with each state as count writes it.
func summed(summary map[string]int, count func(model.State, int) string) string {
	parts := []string{model.Plural(summary["total"], "task")}
	for _, s := range model.States {
		if n := summary[s.Word()]; n > 0 {
			parts = append(parts, count(s, n))
		}
	}
	line := strings.Join(parts, ", ")
	if n := summary["todo"]; n > 0 {
		line += "; " + model.Thousands(n) + " to do again"
	}
	if n := summary["replaced"]; n > 0 {
		line += "; " + model.Plural(n, "earlier attempt") + " not counted"
	}
	return line
}

// shown returns the state for people: a task that does not count is replaced.
func (t *Task) shown() string {
	if t.ReplacedBy != "" {
		return "replaced"
	}
	return t.State
}

// why returns the reason for people.
func (t *Task) why() string {
	if t.ReplacedBy != "" {
		return "by " + t.ReplacedBy
	}
	return t.reason
}

// wrong reports whether a user may have to do something about the task.
func (t *Task) wrong() bool { return t.ReplacedBy == "" && t.State != model.StateOK.Word() }

// wrong returns those of the tasks.
func wrong(tasks []Task) []Task {
	return slices.DeleteFunc(slices.Clone(tasks), func(t Task) bool { return !t.wrong() })
}
