package output

import (
	"time"

	"hubwatch/model"
)

// Evidence is what is known about an answer besides its body, as JSON, schema 1.
type Evidence struct {
	Schema        int                 `json:"schema"`
	TaskID        string              `json:"taskId"`
	State         string              `json:"state"`
	Status        string              `json:"status"` // HubSpot's word
	Label         string              `json:"label"`
	CorrelationID string              `json:"correlationId,omitempty"`
	Headers       map[string][]string `json:"headers"`
	RequestedAt   *time.Time          `json:"requestedAt,omitempty"`
	StartedAt     *time.Time          `json:"startedAt,omitempty"`
	CompletedAt   *time.Time          `json:"completedAt,omitempty"`
	CheckedAt     *time.Time          `json:"checkedAt,omitempty"` // when the answer came, by our clock
	CheckError    *CheckError         `json:"checkError,omitempty"`
	Body          string              `json:"body,omitempty"`   // the file with the body beside this one
	NoBody        string              `json:"noBody,omitempty"` // why there is none
}

// EvidenceOf returns what is known about an answer.
func EvidenceOf(t *model.Task) Evidence {
	d := describe(t)
	out := Evidence{
		Schema: Schema, TaskID: d.TaskID, State: d.State, Status: d.Status, Label: d.Label,
		CorrelationID: d.correlationID, Headers: map[string][]string{},
		RequestedAt: d.RequestedAt, StartedAt: d.StartedAt, CompletedAt: d.CompletedAt,
		CheckedAt: d.CheckedAt, CheckError: d.CheckError,
	}
	switch {
	case t.Err != nil:
		out.Headers = values(t.Err.Headers)
	case t.Report != nil:
		out.Headers = values(t.Report.Headers)
	}
	return out
}
