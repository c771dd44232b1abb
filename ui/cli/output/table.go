package output

import (
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"hubwatch/model"
)

// printTable writes a line for each task for people: on a terminal as wide as
// that, elsewhere with nothing cut off.
func printTable(w io.Writer, d Status, t *Terminal) error {
	lines := tasksTable(d.Tasks, t) + t.Wrap(t.summary(d.Summary)) + "\n"
	if d.Plan != nil {
		lines += t.Wrap(d.Plan.Text()) + "\n"
	}
	_, err := io.WriteString(w, t.Done(lines))
	return err
}

// tasksTable returns the tasks under a heading.
func tasksTable(tasks []Task, t *Terminal) string {
	if t != nil {
		return t.tasks(tasks)
	}
	rows := [][]string{{"STATE", "TASK", "FOLDER", "ERRORS", "REASON"}}
	for _, t := range tasks {
		errs := "-"
		if t.NumErrors > 0 {
			errs = strconv.Itoa(t.NumErrors)
		}
		rows = append(rows, []string{
			t.shown(), t.TaskID, OrDash(model.Text(t.name).Line()), errs, OrDash(t.why()),
		})
	}
	return Align(rows)
}

// SummaryPrinter returns the printer for a format. For people, tasks that went
// well are only counted.
func SummaryPrinter(format string, t *Terminal) Printer {
	if format != "table" {
		return PrinterFor(format, t)
	}
	return func(w io.Writer, d Status) error {
		if d.Tasks = wrong(d.Tasks); len(d.Tasks) > 0 {
			return printTable(w, d, t)
		}
		_, err := io.WriteString(w, t.Done(t.Wrap(t.summary(d.Summary))+"\n"))
		return err
	}
}

// Align aligns rows in columns, two spaces apart.
func Align(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], lipgloss.Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-lipgloss.Width(cell)+Gap))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
