// Package findings prints what commands find out about the rows of a plan.
package findings

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// Formats are the formats of a table of rows of a plan.
var Formats = []string{"table", "json", "csv", "md"}

// lintOutput is the document of lint -o json.
type lintOutput struct {
	Schema   int             `json:"schema"`
	Rows     int             `json:"rows"`
	Errors   int             `json:"errors"`
	Warnings int             `json:"warnings"`
	Findings []findingOutput `json:"findings"`
	Order    []int           `json:"order,omitempty"`
}

type findingOutput struct {
	Line     int    `json:"line"`
	Severity string `json:"severity"`
	Finding  string `json:"finding"`
	FolderID string `json:"folderId,omitempty"`
	Name     string `json:"name,omitempty"`
	Text     string `json:"text"`
	Do       string `json:"do,omitempty"`
}

// Lint prints the findings about a plan in one of the [Formats]. The terminal
// is for a table only.
func Lint(w io.Writer, r lint.Report, format string, t *output.Terminal) error {
	if format == "json" {
		d := lintOutput{Schema: output.Schema, Rows: r.Rows, Errors: r.Count(lint.Error), Warnings: r.Count(lint.Warning), Findings: []findingOutput{}, Order: r.Order}
		for _, f := range r.Findings {
			d.Findings = append(d.Findings, findingOutput{f.Line, f.Severity.Word(), string(f.Kind), string(f.Folder), string(f.Name), f.Text, f.Do})
		}
		return output.WriteJSON(w, d)
	}
	table := rows{header: []string{"severity", "line", "finding", "folderId", "name", "text", "do"}, last: r.Summary()}
	for _, f := range r.Findings {
		said := f.Text
		if f.Do != "" {
			said += "; " + f.Do
		}
		table.shown = append(table.shown, shownRow{word: f.Severity.Word(), ink: severityInk[f.Severity], line: f.Line, what: string(f.Kind), id: f.Folder.Line(), path: f.Name, said: said})
		table.cells = append(table.cells, []string{f.Severity.Word(), strconv.Itoa(f.Line), string(f.Kind), f.Folder.Line(), f.Name.Line(), f.Text, f.Do})
	}
	if len(r.Order) > 0 {
		table.last += "\nAn order in which more rows go through: lines " + lines(r.Order)
	}
	return table.print(w, format, t)
}

// severityInk is how bad a finding is, as its word is painted.
var severityInk = map[lint.Severity]func(*theme.Theme) theme.Ink{
	lint.Error:   func(l *theme.Theme) theme.Ink { return l.States[model.StateErrors].Ink },
	lint.Warning: func(l *theme.Theme) theme.Ink { return l.Notice },
}

// mostLines is how many numbers of lines a sentence has.
const mostLines = 50

func lines(order []int) string {
	var all []string
	for _, line := range order[:min(len(order), mostLines)] {
		all = append(all, strconv.Itoa(line))
	}
	text := strings.Join(all, ", ")
	if more := len(order) - mostLines; more > 0 {
		text += fmt.Sprintf(" and %d more (-o json has all)", more)
	}
	return text
}
