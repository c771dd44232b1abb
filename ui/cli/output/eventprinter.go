package output

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
)

// EventFormats are the names of the formats for events.
var EventFormats = []string{"jsonl", "csv", "table"}

// EventPrinter is what writes events, one line for each, in a format.
func EventPrinter(format string, colored bool) (func(io.Writer, Event) error, error) {
	switch format {
	case "jsonl":
		return func(w io.Writer, e Event) error {
			line, err := JSONLine(e)
			if err == nil {
				_, err = w.Write(line)
			}
			return err
		}, nil
	case "csv":
		head := [][]string{{"seq", "at", "taskId", "kind", "from", "to", "numErrors", "checkError", "told", "who", "cause"}}
		return func(w io.Writer, e Event) error {
			records := append(slices.Clip(head), e.record())
			head = nil
			return writeCSV(w, records)
		}, nil
	case "table":
		return func(w io.Writer, e Event) error {
			_, err := io.WriteString(w, e.line(colored))
			return err
		}, nil
	}
	return nil, BadFormat(format, EventFormats)
}

// record is the event as cells.
func (e *Event) record() []string {
	return []string{strconv.FormatInt(e.Seq, 10), stamp(e.At), e.TaskID, e.Kind, e.From, e.To, strconv.Itoa(e.NumErrors), e.trouble(), e.Told, e.Who, e.Cause}
}

// trouble is why checks fail, "" if they do not.
func (e *Event) trouble() string {
	if e.CheckError == nil {
		return ""
	}
	return e.CheckError.Kind + ": " + model.Text(e.CheckError.Message).Line()
}

// line is the event for people, in columns that need not know of the others.
func (e *Event) line(colored bool) string {
	what := e.Kind
	if e.Kind == model.EventState.Word() {
		what = e.To
	}
	text := strings.TrimRight(begun(e.At.Local().Format(time.DateTime), what, e.TaskID, colored)+e.Told, " ")
	if e.NumErrors > 0 {
		text += "  (" + model.Plural(e.NumErrors, "error") + ")"
	}
	if e.Who != "" {
		text += "  (" + e.Who + ")"
	}
	if why := e.trouble(); why != "" {
		text += "  (" + model.Text(why).Line() + ")"
	}
	return text + "\n"
}

// Transition is what newly became true of a task, in columns that need not know
// of the others.
func Transition(e model.Event, t *model.Task, colored bool) string {
	text := begun(e.At.Local().Format(time.TimeOnly), e.To.Word(), string(e.ID), colored)
	if name := t.Name().Line(); name != "" {
		text += "  " + name
	}
	if reason := t.Reason(); reason != "" {
		text += "  (" + reason + ")"
	}
	return text
}

// begun is how a line about an event begins: when, what, and of which task.
func begun(at, what, id string, colored bool) string {
	pad := strings.Repeat(" ", max(0, len("processing")-len(what)))
	if colored {
		what = Paint(what)
	}
	return at + "  " + what + pad + "  " + id
}
