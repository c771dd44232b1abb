package journal

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// Formats are the names of the formats for events.
var Formats = []string{"jsonl", "csv", "table"}

// EventPrinter returns a function that prints events in a format, one line
// each. The terminal is for a table only.
func EventPrinter(format string, t *output.Terminal) func(io.Writer, Event) error {
	switch format {
	case "csv":
		head := [][]string{{"seq", "at", "taskId", "kind", "from", "to", "numErrors", "checkError", "told", "who", "cause"}}
		return func(w io.Writer, e Event) error {
			records := append(slices.Clip(head), e.record())
			head = nil
			return output.WriteCSV(w, records)
		}
	case "table":
		return func(w io.Writer, e Event) error {
			_, err := io.WriteString(w, e.line(t))
			return err
		}
	}
	return func(w io.Writer, e Event) error {
		line, err := output.JSONLine(e)
		if err == nil {
			_, err = w.Write(line)
		}
		return err
	}
}

// record returns the event as cells.
func (e *Event) record() []string {
	return []string{strconv.FormatInt(e.Seq, 10), output.Stamp(e.At), e.TaskID, e.Kind, e.From, e.To, strconv.Itoa(e.NumErrors), e.trouble(), e.Told, e.Who, e.Cause}
}

// trouble returns why checks fail, "" if they do not.
func (e *Event) trouble() string {
	if e.CheckError == nil {
		return ""
	}
	return e.CheckError.Kind + ": " + model.Text(e.CheckError.Message).Line()
}

// line returns the event for people, in columns that need not know of the others.
func (e *Event) line(t *output.Terminal) string {
	what, told := e.Kind, e.Told
	if e.Kind == model.EventState.Word() {
		what = e.To
	}
	for _, more := range []string{e.errors(), e.Who, e.trouble()} {
		if more != "" {
			told = strings.TrimSpace(told + "  (" + more + ")")
		}
	}
	if t != nil {
		return begun{e.At.Local().Format(time.DateTime), what, e.TaskID}.on(t, "", told) + "\n"
	}
	return strings.TrimRight(begun{e.At.Local().Format(time.DateTime), what, e.TaskID}.String()+"  "+told, " ") + "\n"
}

// errors returns how many there are, "" for none.
func (e *Event) errors() string {
	if e.NumErrors == 0 {
		return ""
	}
	return model.Plural(e.NumErrors, "error")
}

// Transition returns an event in columns that do not depend on other events. On
// a terminal its cause is shown by its short name, "" if it has none.
func Transition(e model.Event, of *model.Task, cause string, t *output.Terminal) string {
	b := begun{e.At.Local().Format(time.TimeOnly), e.To.Word(), string(e.ID)}
	if t != nil {
		return b.on(t, of.Name(), cmp.Or(cause, of.Reason()))
	}
	text := b.String()
	if name := of.Name().Line(); name != "" {
		text += "  " + name
	}
	if reason := of.Reason(); reason != "" {
		text += "  (" + reason + ")"
	}
	return text
}

// begun is how a line about an event begins: when, what, and of which task.
type begun struct{ at, what, id string }

// mostWhat is how many cells the longest of the usual states has.
const mostWhat = len("processing")

// String returns the beginning where nothing is painted.
func (b begun) String() string {
	return b.at + "  " + b.what + strings.Repeat(" ", max(0, mostWhat-len(b.what))) + "  " + b.id
}

// on returns a line about an event on a terminal, as the lists of tasks have
// it: the end of the folder and the beginning of what is told are kept, and
// where there is little room the folder goes before the ID.
func (b begun) on(t *output.Terminal, folder model.Text, told string) string {
	l, look, word := t.Line(), theme.State{Glyph: " ", Ink: t.Theme.Text}, b.what
	if state, ok := model.ParseState(b.what); ok {
		look, word = t.Theme.States[state], state.Shown()
	}
	at := t.Moment(b.at)
	l.Put(t.Theme.Faint, at)
	l.PutAt(len(at)+output.Gap, look.Ink, t.Theme.UpTo(look.Glyph+" "+word, min(output.MostState, t.Width-len(at)-output.Gap)))
	next := max(len(at)+2+mostWhat+2*output.Gap, l.At()+output.Gap)
	name := folder.Tail(theme.LongestLine).Line()
	if free := t.Width - next; free >= theme.LeastCut && (name == "" || t.Width >= output.CardsBelow) {
		l.PutAt(next, t.Theme.Faint, t.Theme.TailUpTo(b.id, min(free, max(len(shortID), t.Width/4))))
		next = l.At() + output.Gap
	}
	told = model.Text(told).Head(theme.LongestLine).Line()
	free := t.Width - next
	if room := min(t.Theme.Width(name), max(free*output.MostFolder/100, free-output.Gap-t.Theme.Width(told))); name != "" && room >= theme.LeastCut {
		l.PutFolder(next, t.Theme.Text, name, room)
		next = l.At() + output.Gap
	}
	if free = t.Width - next; free >= theme.LeastCut {
		l.PutAt(next, t.Theme.Text, t.Theme.UpTo(told, free))
	}
	return t.Done(l.String())
}

// shortID is as long as HubSpot's IDs of tasks are.
const shortID = "AAAAEZ6whGI"
