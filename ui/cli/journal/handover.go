package journal

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/markdown"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// handoverFormats are the names of the formats of a hand-over.
var handoverFormats = []string{"md", "json"}

// Handover is what happened since a time, for whoever takes over, as JSON,
// schema 1.
type Handover struct {
	Schema    int            `json:"schema"`
	Account   output.Account `json:"account"`
	From      *time.Time     `json:"from"`
	To        *time.Time     `json:"to"`
	Done      int            `json:"done"`      // tasks that ended well
	Slow      int            `json:"slow"`      // tasks that became slow
	NewCauses []string       `json:"newCauses"` // titles
	NewToDo   []output.Task  `json:"newToDo"`   // to be done again, and not before
	Again     []output.Task  `json:"again"`     // attempts that were made anew
	Claims    []claimOutput  `json:"claims"`    // who is on what now
	People    []Event        `json:"people"`    // what people did, oldest first
}

// claimOutput is who is on a cause or a task.
type claimOutput struct {
	Who    string     `json:"who"`
	Since  *time.Time `json:"since"`
	Cause  string     `json:"cause,omitempty"`
	TaskID string     `json:"taskId,omitempty"`
	Title  string     `json:"title"`
}

// HandoverOf returns a hand-over from a digest; people is what they did.
func HandoverOf(known *session.Known, d digest.Digest, account model.Account, claims model.Claims, people []Event) Handover {
	told := func(ids []model.TaskID) []output.Task {
		return output.StatusOf(known.List().Find(ids), known.Tracker(), known.Causes(), account).Tasks
	}
	h := Handover{
		Schema: output.Schema, Account: output.AccountOf(account), From: output.Instant(d.From), To: output.Instant(d.To), Done: d.Done, Slow: d.Slow,
		NewCauses: append([]string{}, d.Causes...), NewToDo: told(d.Tasks.ToDo), Again: told(d.Tasks.Again),
		Claims: []claimOutput{}, People: append([]Event{}, people...),
	}
	for _, c := range claims {
		h.Claims = append(h.Claims, claimOutput{c.Who.Line(), output.Instant(c.Since), c.Cause, string(c.Task), c.Title.Line()})
	}
	return h
}

// HandoverPrinter returns a function that prints a hand-over in a format.
func HandoverPrinter(format string) (func(io.Writer, Handover) error, error) {
	switch format {
	case "", "md":
		return handoverMarkdown, nil
	case "json":
		return func(w io.Writer, h Handover) error { return output.WriteJSON(w, h) }, nil
	}
	return nil, exit.BadFormat(format, handoverFormats)
}

// handoverMarkdown returns a hand-over for a ticket or a chat.
func handoverMarkdown(w io.Writer, h Handover) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# HubSpot folder tasks since %s\n\n", output.Stamp(h.From))
	fmt.Fprintf(&b, "%d ended well, %d new to do, %d tried again, %d became slow, up to %s.\n", h.Done, len(h.NewToDo), len(h.Again), h.Slow, output.Stamp(h.To))
	for _, title := range h.NewCauses {
		fmt.Fprintf(&b, "- a new cause: %s\n", markdown.Escape(title))
	}
	output.WriteMarkdownSection(&b, "New to do", output.MarkdownHeader, markdownRows(h.NewToDo))
	output.WriteMarkdownSection(&b, "Tried again", output.MarkdownHeader, markdownRows(h.Again))
	var claims, people [][]string
	for _, c := range h.Claims {
		claims = append(claims, []string{markdown.Escape(c.Who), markdown.Escape(c.Title), markdown.Code(c.Cause + c.TaskID), output.Stamp(c.Since)})
	}
	for _, e := range h.People {
		people = append(people, []string{output.Stamp(e.At), markdown.Escape(e.Who), e.Kind, markdown.Code(e.Cause + e.TaskID), markdown.Escape(e.Told)})
	}
	output.WriteMarkdownSection(&b, "Who is on what", []string{"who", "what", "ID", "since"}, claims)
	output.WriteMarkdownSection(&b, "What people did", []string{"at", "who", "did", "ID", "what"}, people)
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownRows returns tasks as rows of a table.
func markdownRows(tasks []output.Task) (rows [][]string) {
	for _, t := range tasks {
		rows = append(rows, output.MarkdownRow(t))
	}
	return rows
}

// People is what people did, oldest first. The zero value is empty.
type People struct {
	Events []Event
	added  int // how many tasks the last of them is about, if somebody added them
}

// Did adds what somebody did. Tasks that one person adds one after the other
// are one entry.
func (p *People) Did(seq int64, e model.Event, told model.Text) {
	last := len(p.Events) - 1
	switch {
	case e.Kind != model.EventAdded:
		p.added = 0
	case p.added > 0 && p.Events[last].Who == e.Who.Line():
		p.added++
		p.Events[last].TaskID, p.Events[last].Told = "", strconv.Itoa(p.added)+" tasks"
		return
	default:
		p.added = 1
	}
	p.Events = append(p.Events, EventOf(seq, e, told))
}
