package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
)

// eventFormats are the names of the formats for events.
var eventFormats = []string{"jsonl", "csv", "table"}

// eventPrinter is what writes events, one line for each, in a format.
func eventPrinter(format string, colored bool) (func(io.Writer, eventOutput) error, error) {
	switch format {
	case "jsonl":
		return func(w io.Writer, e eventOutput) error {
			line, err := jsonLine(e)
			if err == nil {
				_, err = w.Write(line)
			}
			return err
		}, nil
	case "csv":
		head := [][]string{{"seq", "at", "taskId", "kind", "from", "to", "numErrors", "checkError", "told"}}
		return func(w io.Writer, e eventOutput) error {
			records := append(slices.Clip(head), e.record())
			head = nil
			return writeCSV(w, records)
		}, nil
	case "table":
		return func(w io.Writer, e eventOutput) error {
			_, err := io.WriteString(w, e.line(colored))
			return err
		}, nil
	}
	return nil, badFormat(format, eventFormats)
}

// record is the event as cells.
func (e *eventOutput) record() []string {
	return []string{strconv.FormatInt(e.Seq, 10), stamp(e.At), e.TaskID, e.Kind, e.From, e.To, strconv.Itoa(e.NumErrors), e.trouble(), e.Told}
}

// trouble is why checks fail, "" if they do not.
func (e *eventOutput) trouble() string {
	if e.CheckError == nil {
		return ""
	}
	return e.CheckError.Kind + ": " + model.Text(e.CheckError.Message).Line()
}

// line is the event for people, in columns that need not know of the others.
func (e *eventOutput) line(colored bool) string {
	what := e.Kind
	if e.Kind == model.EventState.Word() {
		what = e.To
	}
	pad := strings.Repeat(" ", max(0, len("processing")-len(what)))
	if colored {
		what = paint(what)
	}
	text := fmt.Sprintf("%s  %s%s  %s", e.At.Local().Format(time.DateTime), what, pad, e.TaskID)
	text = strings.TrimRight(text+e.Told, " ")
	if e.NumErrors > 0 {
		text += "  (" + model.Plural(e.NumErrors, "error") + ")"
	}
	if why := e.trouble(); why != "" {
		text += "  (" + model.Text(why).Line() + ")"
	}
	return text + "\n"
}
