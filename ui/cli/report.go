package cli

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/markdown"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
)

// reportFormats are the names of the formats of a report.
var reportFormats = []string{"md", "csv", "json"}

// reportFlags is the flags of the report command.
type reportFlags struct {
	output   string
	by       string
	evidence string // "" is none
	filter   string // "" is none
}

func (p *program) reportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report [ID…]",
		Short: "Say what broke and why, from what is known",
		Long: "report tells of the watchlist, or the tasks named, what HubSpot was last known to say: how many are in\n" +
			"each state, what those that broke have in common, each of them, and when it all happened. It asks\n" +
			"HubSpot nothing and needs no token.\n\n" +
			"--evidence writes, for each task that broke, the answer as it came with its correlation ID, headers\n" +
			"and times, for HubSpot's support. The token is in none of it.",
		Example: "  hubwatch report > failures.md\n" +
			"  hubwatch report -o json | jq -r '.causes[] | \"\\(.tasks) \\(.title)\"'\n" +
			"  hubwatch report -o csv AAAAEZ6whGI AAAAEZ6whGM\n" +
			"  hubwatch report --evidence for-support",
		RunE: func(cmd *cobra.Command, args []string) error { return p.report(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "md", "the format: "+strings.Join(reportFormats, ", "))
	flags.StringVar(&f.by, "by", "cause", "how to group what broke: cause")
	flags.StringVar(&f.evidence, "evidence", "", "also write each failed task's raw answer into this new folder")
	filterFlag(cmd, &f.filter)
	completeWords(cmd, "output", reportFormats)
	completeWords(cmd, "by", []string{"cause"})
	return cmd
}

func (p *program) report(cmd *cobra.Command, args []string, f reportFlags) error {
	write, err := reportPrinter(f.output)
	if err != nil {
		return err
	}
	if f.by != "cause" {
		return exit.Usagef("--by %q: allowed is cause", f.by)
	}
	ids, err := taskIDs(cmd, args)
	if err != nil {
		return err
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	defer s.Close()
	var list model.Watchlist
	sel, _, err := p.stored(cmd.Context(), s, &list, ids, f.filter)
	if err != nil {
		return err
	}
	portal, err := s.Account(cmd.Context())
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	known, err := p.knownCauses()
	if err != nil {
		p.io.Say(err.Error())
	}
	d := newReport(sel.tasks(), model.Account{PortalID: model.Text(portal)}, known, p.process.became, p.time().Now())
	if len(ids) == 0 {
		kept, err := storedPlan(cmd.Context(), s)
		if err != nil {
			return err
		}
		d.cover(kept, list.Tasks())
	}
	if err := write(p.io.Out, d); err != nil {
		return exit.With(exit.Internal, err)
	}
	if f.evidence == "" {
		return nil
	}
	n, err := writeEvidence(cmd.Context(), f.evidence, (&desk{raw: s.Raw}).body, sel.tasks())
	if err != nil {
		return err
	}
	p.io.Say(fmt.Sprintf("evidence of %s is in %s", model.Plural(n, "task"), f.evidence))
	return nil
}

// reportDocument is a report as JSON, schema 1.
type reportDocument struct {
	statusDocument
	MadeAt   *time.Time       `json:"madeAt"`
	Times    timesOutput      `json:"times"`
	Causes   []causeOutput    `json:"causes"`
	Contrast []contrastOutput `json:"contrast"` // what all that broke have that the good have not, best first
}

// timesOutput is when it all happened.
type timesOutput struct {
	FirstRequestedAt *time.Time `json:"firstRequestedAt,omitempty"`
	LastCompletedAt  *time.Time `json:"lastCompletedAt,omitempty"`
	OldestCheckAt    *time.Time `json:"oldestCheckAt,omitempty"` // of the tasks that are not settled
}

func newReport(tasks []*model.Task, account model.Account, known cause.Notes, became map[string][]string, now time.Time) reportDocument {
	d := reportDocument{statusDocument: document(tasks, account), MadeAt: instant(now)}
	d.Causes, d.Contrast = causesOf(tasks, known, became)
	for _, t := range d.Tasks {
		d.Times.FirstRequestedAt = pick(d.Times.FirstRequestedAt, t.RequestedAt, time.Time.Before)
		d.Times.LastCompletedAt = pick(d.Times.LastCompletedAt, t.CompletedAt, time.Time.After)
		if t.CompletedAt == nil {
			d.Times.OldestCheckAt = pick(d.Times.OldestCheckAt, t.CheckedAt, time.Time.Before)
		}
	}
	return d
}

// pick is whichever of two times goes first; nil is none.
func pick(a, b *time.Time, first func(time.Time, time.Time) bool) *time.Time {
	if a == nil || b != nil && first(*b, *a) {
		return b
	}
	return a
}

// reportPrinter is what writes a report in a format.
func reportPrinter(format string) (func(io.Writer, reportDocument) error, error) {
	switch format {
	case "md":
		return reportMarkdown, nil
	case "csv":
		return reportCSV, nil
	case "json":
		return func(w io.Writer, d reportDocument) error { return writeJSON(w, d) }, nil
	}
	return nil, badFormat(format, reportFormats)
}

// reportCSV is the CSV of status with the causes of each task as a last column.
func reportCSV(w io.Writer, d reportDocument) error {
	causes := map[string][]string{}
	for _, c := range d.Causes {
		for _, id := range c.TaskIDs {
			causes[id] = append(causes[id], c.Title)
		}
	}
	columns := planHeader(d.Tasks)
	records := [][]string{append(append(slices.Clone(csvHeader), "causes"), columns...)}
	for _, t := range d.Tasks {
		record := append(csvRecord(t), model.Text(strings.Join(causes[t.TaskID], "; ")).Line())
		records = append(records, append(record, t.planRecord(columns)...))
	}
	return writeCSV(w, records)
}

// reportMarkdown is a report for a ticket.
func reportMarkdown(w io.Writer, d reportDocument) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# HubSpot folder tasks: %s\n\n", summaryLine(d.Summary))
	say := func(what, value string) {
		if value != "" {
			fmt.Fprintf(&b, "- %s: %s\n", what, value)
		}
	}
	say("HubSpot account", markdown.Escape(d.Account.PortalID))
	say("first requested", stamp(d.Times.FirstRequestedAt))
	say("last ended", stamp(d.Times.LastCompletedAt))
	say("tasks that go on were last asked about", stamp(d.Times.OldestCheckAt))
	say("report made", stamp(d.MadeAt))
	markdownPlan(&b, d.Plan)
	markdownCauses(&b, d.Causes)
	markdownTasks(&b, d.Tasks)
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownCauses(b *strings.Builder, causes []causeOutput) {
	if len(causes) == 0 {
		return
	}
	b.WriteString("\n## What they have in common\n\n")
	rows := make([][]string, 0, len(causes))
	for _, c := range causes {
		kind := c.Constant["category"]
		for _, key := range []string{"subCategory", "code"} {
			if v := c.Constant[key]; v != "" {
				kind = strings.TrimPrefix(kind+" / "+v, " / ")
			}
		}
		rows = append(rows, []string{strconv.Itoa(c.Tasks), markdown.Code(kind), markdown.Escape(c.Title), stamp(c.FirstSeen), stamp(c.LastSeen), markdown.Code(c.Signature)})
	}
	writeMarkdownTable(b, []string{"tasks", "kind", "cause", "first", "last", "signature"}, rows)
	for _, c := range causes {
		markdownCause(b, c)
	}
}

// markdownCause says what is known about a cause and what its tasks share.
func markdownCause(b *strings.Builder, c causeOutput) {
	fmt.Fprintf(b, "\n### %d: %s\n\n", c.Tasks, markdown.Escape(c.Title))
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

func markdownTasks(b *strings.Builder, tasks []taskOutput) {
	var rows [][]string
	for _, t := range tasks {
		if t.State != model.StateOK.Word() {
			rows = append(rows, append(markdownRow(t), markdown.Code(t.correlationID)))
		}
	}
	if len(rows) == 0 {
		return
	}
	b.WriteString("\n## Tasks that are not ok\n\n")
	writeMarkdownTable(b, []string{"state", "task", "folder", "errors", "why", "ended", "correlation ID"}, rows)
}

// writeReport writes a report in the format that the file's name tells:
// Markdown unless it ends in .csv or .json.
func (p *program) writeReport(file string, tasks []*model.Task, account model.Account) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), ".")
	if format != "csv" && format != "json" {
		format = "md"
	}
	write, err := reportPrinter(format)
	if err != nil {
		return err
	}
	known, err := p.knownCauses()
	if err != nil {
		p.io.Say(err.Error())
	}
	var b bytes.Buffer
	if err := write(&b, newReport(tasks, account, known, p.process.became, p.time().Now())); err != nil {
		return exit.With(exit.Internal, err)
	}
	if err := files.Write(file, b.Bytes()); err != nil {
		return exit.With(exit.Internal, fmt.Errorf("the report: %w", err))
	}
	return nil
}
