package output

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/markdown"
)

// TableFormats are the formats of what is a table of rows of a plan.
var TableFormats = []string{"table", "json", "csv", "md"}

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

// PrintLint writes what was found about a plan in one of the [TableFormats].
func PrintLint(w io.Writer, r lint.Report, format string) error {
	if format == "json" {
		d := lintOutput{Schema: schema, Rows: r.Rows, Errors: r.Count(lint.Error), Warnings: r.Count(lint.Warning), Findings: []findingOutput{}, Order: r.Order}
		for _, f := range r.Findings {
			d.Findings = append(d.Findings, findingOutput{f.Line, f.Severity.Word(), string(f.Kind), string(f.Folder), string(f.Name), f.Text, f.Do})
		}
		return WriteJSON(w, d)
	}
	rows := [][]string{}
	for _, f := range r.Findings {
		rows = append(rows, []string{f.Severity.Word(), strconv.Itoa(f.Line), string(f.Kind), f.Folder.Line(), f.Name.Line(), f.Text, f.Do})
	}
	last := r.Summary()
	if len(r.Order) > 0 {
		last += "\nAn order in which more rows go through: lines " + lines(r.Order)
	}
	return printRows(w, format, []string{"severity", "line", "finding", "folderId", "name", "text", "do"}, rows, last)
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

// printRows writes rows of text that is safe to print, and a last line for people.
func printRows(w io.Writer, format string, header []string, rows [][]string, last string) error {
	switch format {
	case "csv":
		return writeCSV(w, append([][]string{header}, rows...))
	case "md":
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n\n", markdown.Escape(last))
		if len(rows) > 0 {
			var cells [][]string
			for _, row := range rows {
				var line []string
				for _, cell := range row {
					line = append(line, markdown.Escape(cell))
				}
				cells = append(cells, line)
			}
			writeMarkdownTable(&b, header, cells)
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	text := ""
	if len(rows) > 0 {
		head := make([]string, len(header))
		for i, h := range header {
			head[i] = strings.ToUpper(h)
		}
		text = Align(append([][]string{head}, rows...))
	}
	_, err := io.WriteString(w, text+model.Text(last).Block()+"\n")
	return err
}
