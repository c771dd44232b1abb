package output

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/markdown"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
)

// ReportFormats are the names of the formats of a report.
var ReportFormats = []string{"table", "md", "csv", "json"}

// Report is a report as JSON, schema 1.
type Report struct {
	Status
	MadeAt   *time.Time    `json:"madeAt"`
	Times    timesOutput   `json:"times"`
	Causes   []causeOutput `json:"causes"`
	Contrast []Contrast    `json:"contrast"` // what all that broke have that the good have not, best first
}

// timesOutput is when it all happened.
type timesOutput struct {
	FirstRequestedAt *time.Time `json:"firstRequestedAt,omitempty"`
	LastCompletedAt  *time.Time `json:"lastCompletedAt,omitempty"`
	OldestCheckAt    *time.Time `json:"oldestCheckAt,omitempty"` // of the tasks that are not settled
}

// ReportOf returns a report of tasks as of now; causes are those of just these
// tasks.
func ReportOf(tasks []*model.Task, tr *plan.Tracker, account model.Account, causes *session.Causes, now time.Time) Report {
	d := Report{Status: StatusOf(tasks, tr, causes, account), MadeAt: Instant(now)}
	d.Causes, d.Contrast = causesOf(tasks, tr, causes)
	for _, t := range d.Tasks {
		d.Times.FirstRequestedAt = pick(d.Times.FirstRequestedAt, t.RequestedAt, time.Time.Before)
		d.Times.LastCompletedAt = pick(d.Times.LastCompletedAt, t.CompletedAt, time.Time.After)
		if t.CompletedAt == nil && t.ReplacedBy == "" {
			d.Times.OldestCheckAt = pick(d.Times.OldestCheckAt, t.CheckedAt, time.Time.Before)
		}
	}
	return d
}

// pick returns the time that goes first of two; nil is none.
func pick(a, b *time.Time, first func(time.Time, time.Time) bool) *time.Time {
	if a == nil || b != nil && first(*b, *a) {
		return b
	}
	return a
}

// ReportPrinter returns a function that prints a report in a format; "" is a
// table on a terminal, and Markdown elsewhere.
func ReportPrinter(format string, t *Terminal) (func(io.Writer, Report) error, error) {
	if format == "" && t != nil {
		format = "table"
	}
	switch format {
	case "table":
		return func(w io.Writer, d Report) error { return reportTable(w, d, t) }, nil
	case "", "md":
		return reportMarkdown, nil
	case "csv":
		return reportCSV, nil
	case "json":
		return func(w io.Writer, d Report) error { return WriteJSON(w, d) }, nil
	}
	return nil, exit.BadFormat(format, ReportFormats)
}

// reportCSV returns the CSV of status with the causes of each task as a last
// column.
func reportCSV(w io.Writer, d Report) error {
	causes := map[string][]string{}
	for _, c := range d.Causes {
		for _, id := range c.TaskIDs {
			causes[id] = append(causes[id], c.Title)
		}
	}
	columns := planHeader(d.Tasks)
	records := [][]string{append(append(slices.Clone(CSVHeader), "causes"), columns...)}
	for _, t := range d.Tasks {
		record := append(csvRecord(t), model.Text(strings.Join(causes[t.TaskID], "; ")).Line())
		records = append(records, append(record, t.planRecord(columns)...))
	}
	return WriteCSV(w, records)
}

// reportMarkdown returns a report for a ticket.
func reportMarkdown(w io.Writer, d Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# HubSpot folder tasks: %s\n\n", summaryLine(d.Summary))
	say := func(what, value string) {
		if value != "" {
			fmt.Fprintf(&b, "- %s: %s\n", what, value)
		}
	}
	say("HubSpot account", markdown.Escape(d.Account.PortalID))
	say("first requested", Stamp(d.Times.FirstRequestedAt))
	say("last ended", Stamp(d.Times.LastCompletedAt))
	say("tasks that go on were last asked about", Stamp(d.Times.OldestCheckAt))
	say("report made", Stamp(d.MadeAt))
	markdownPlan(&b, d.Plan)
	markdownCauses(&b, d.Causes)
	markdownTasks(&b, d.Tasks)
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownCauses(b *strings.Builder, causes []causeOutput) {
	rows := make([][]string, 0, len(causes))
	for _, c := range causes {
		kind := c.Constant["category"]
		for _, key := range []string{"subCategory", "code"} {
			if v := c.Constant[key]; v != "" {
				kind = strings.TrimPrefix(kind+" / "+v, " / ")
			}
		}
		rows = append(rows, []string{strconv.Itoa(c.Tasks), markdown.Code(kind), markdown.Escape(c.Title), Stamp(c.FirstSeen), Stamp(c.LastSeen), markdown.Code(c.Signature)})
	}
	WriteMarkdownSection(b, "What they have in common", []string{"tasks", "kind", "cause", "first", "last", "signature"}, rows)
	for _, c := range causes {
		markdownCause(b, c)
	}
}

// markdownCause says what is known about a cause and what its tasks share.
func markdownCause(b *strings.Builder, c causeOutput) {
	fmt.Fprintf(b, "\n### %d: %s\n\n", c.Tasks, markdown.Heading(c.Title))
	say := func(what, value string) {
		if value != "" {
			fmt.Fprintf(b, "- %s: %s\n", what, value)
		}
	}
	if n := c.Known; n != nil {
		meaning := markdown.Escape(n.Meaning)
		if n.Inferred {
			meaning += " (inferred)"
		}
		say("usually means", meaning)
		say("check", markdown.Escape(n.Check))
		say("who can help", markdown.Escape(n.Who))
		say("source", n.Source)
	}
	say("the first was told", markdown.Escape(c.Sample))
	say("the same for all", pairs(c.Constant))
	say("differs", strings.Join(c.differs, "; "))
	say("each has its own", strings.Join(c.unlike, ", "))
	why := make([]string, len(c.Contrast))
	for i, line := range c.Contrast {
		why[i] = line.text()
	}
	say("what these have and the good have not", strings.Join(why, "; "))
	say("rule", markdown.Escape(c.Why))
}

// pairs lists names with their values, by name.
func pairs(m map[string]string) string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, markdown.Escape(key)+" "+markdown.Code(m[key]))
	}
	return strings.Join(parts, ", ")
}

func markdownTasks(b *strings.Builder, tasks []Task) {
	var rows [][]string
	for _, t := range wrong(tasks) {
		rows = append(rows, append(MarkdownRow(t), markdown.Code(t.correlationID)))
	}
	WriteMarkdownSection(b, "Tasks that are not ok", append(slices.Clone(MarkdownHeader), "correlation ID"), rows)
}
