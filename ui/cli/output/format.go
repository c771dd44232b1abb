package output

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/model/markdown"
)

// Formats are the names of the output formats for tasks.
var Formats = []string{"table", "json", "jsonl", "csv", "md"}

// A Printer writes a document in one format.
type Printer func(io.Writer, Status) error

// PrinterFor returns the printer for one of [Formats], a table for anything else. The
// terminal is for a table only.
func PrinterFor(format string, t *Terminal) Printer {
	switch format {
	case "json":
		return func(w io.Writer, d Status) error { return WriteJSON(w, d) }
	case "jsonl":
		return printLines
	case "csv":
		return printCSV
	case "md":
		return printMarkdown
	}
	return func(w io.Writer, d Status) error { return printTable(w, d, t) }
}

// lineOutput is a task on a line of its own, with the schema that the document
// around it would name.
type lineOutput struct {
	Schema int `json:"schema"`
	Task
}

// printLines writes one JSON object a line.
func printLines(w io.Writer, d Status) error {
	var b []byte
	for _, t := range d.Tasks {
		line, err := JSONLine(lineOutput{d.Schema, t})
		if err != nil {
			return err
		}
		b = append(b, line...)
	}
	_, err := w.Write(b)
	return err
}

// CSVHeader names the columns. New ones are added at the end.
var CSVHeader = []string{
	"taskId", "state", "status", "label", "path", "numErrors", "category", "subCategory", "message",
	"requestedAt", "startedAt", "completedAt", "checkedAt", "checkError", "correlationId", "replacedBy",
}

// printCSV writes one line for each task, and of its errors the first.
func printCSV(w io.Writer, d Status) error {
	columns := planHeader(d.Tasks)
	records := [][]string{append(slices.Clone(CSVHeader), columns...)}
	for _, t := range d.Tasks {
		records = append(records, append(csvRecord(t), t.planRecord(columns)...))
	}
	return WriteCSV(w, records)
}

func csvRecord(t Task) []string {
	var e errorOutput
	if len(t.Errors) > 0 {
		e = t.Errors[0]
	}
	checkError := ""
	if c := t.CheckError; c != nil {
		checkError = c.Kind + ": " + c.Message
	}
	record := []string{
		t.TaskID, t.State, t.Status, t.Label, t.path(), strconv.Itoa(t.NumErrors), e.Category, e.SubCategory, e.Message,
		Stamp(t.RequestedAt), Stamp(t.StartedAt), Stamp(t.CompletedAt), Stamp(t.CheckedAt), checkError, t.correlationID, t.ReplacedBy,
	}
	for i, cell := range record {
		if CSVHeader[i] != model.ColumnLabel { // which is a user's, and read back
			record[i] = model.Text(cell).Line()
		}
	}
	return record
}

// path returns where the result folder is, "" if that is not known.
func (t *Task) path() string {
	if t.Result == nil {
		return ""
	}
	return t.Result.Path
}

// Stamp returns a time as JSON has it, "" for none.
func Stamp(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

// WriteCSV writes records that "hubwatch add" reads back unchanged.
func WriteCSV(w io.Writer, records [][]string) error {
	_, err := w.Write(cells.Write(records))
	return err
}

// printMarkdown writes a table for a ticket or a chat.
func printMarkdown(w io.Writer, d Status) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", summaryLine(d.Summary))
	rows := make([][]string, 0, len(d.Tasks))
	for _, t := range d.Tasks {
		rows = append(rows, MarkdownRow(t))
	}
	WriteMarkdownTable(&b, MarkdownHeader, rows)
	_, err := io.WriteString(w, b.String())
	return err
}

// MarkdownHeader names the cells of [MarkdownRow].
var MarkdownHeader = []string{"state", "task", "folder", "errors", "why", "ended"}

// MarkdownRow returns the cells of a task in a Markdown table.
func MarkdownRow(t Task) []string {
	return []string{t.shown(), markdown.Code(t.TaskID), markdown.Code(t.name), strconv.Itoa(t.NumErrors), markdown.Escape(t.why()), Stamp(t.CompletedAt)}
}

// WriteMarkdownSection writes a heading and a table of what has rows; without any
// it writes nothing.
func WriteMarkdownSection(b *strings.Builder, title string, header []string, rows [][]string) {
	if len(rows) > 0 {
		b.WriteString("\n## " + title + "\n\n")
		WriteMarkdownTable(b, header, rows)
	}
}

// WriteMarkdownTable writes cells as they are: they must be Markdown already.
func WriteMarkdownTable(b *strings.Builder, header []string, rows [][]string) {
	line := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	line(header)
	line(slices.Repeat([]string{"---"}, len(header)))
	for _, row := range rows {
		line(row)
	}
}
