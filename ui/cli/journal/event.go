// Package journal prints what became of tasks, and reads it back: events,
// sessions of them, and what one user hands over to the next.
package journal

import (
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/output"
)

// Event is a line of the journal, schema 1.
type Event struct {
	Schema     int                `json:"schema"`
	Seq        int64              `json:"seq"`
	At         *time.Time         `json:"at"`
	TaskID     string             `json:"taskId"`
	Kind       string             `json:"kind"` // added, state, failing, back, cause, claimed, released or noted
	From       string             `json:"from,omitempty"`
	To         string             `json:"to,omitempty"`
	NumErrors  int                `json:"numErrors"`
	CheckError *output.CheckError `json:"checkError,omitempty"`
	Told       string             `json:"told,omitempty"`  // what became of causes; what a claimed cause or task is called; what was noted
	Who        string             `json:"who,omitempty"`   // the person who did it
	Cause      string             `json:"cause,omitempty"` // the cause that is claimed or released
}

// EventOf returns an event as the journal has it; seq is its number there.
func EventOf(seq int64, e model.Event, told model.Text) Event {
	out := Event{
		Schema: output.Schema, Seq: seq, At: output.Instant(e.At), TaskID: string(e.ID), Kind: e.Kind.Word(), NumErrors: e.Errors,
		Told: told.Line(), Who: e.Who.Line(), Cause: e.Cause.Line(),
	}
	if e.Kind.OfTask() && e.Kind != model.EventAdded {
		out.From, out.To = e.From.Word(), e.To.Word()
	}
	if e.Err != nil {
		out.CheckError = output.DescribeCheckError(e.Err)
	}
	return out
}
