package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Status is where HubSpot says a task is. There is no status for failure: a
// task that failed is COMPLETE or CANCELED and carries errors, see [State].
// Source: developers.hubspot.com, "Get folder update status".
type Status int

// The four documented statuses. The zero value is a word HubSpot's
// documentation does not have, or no word at all.
const (
	StatusUnknown Status = iota
	StatusPending
	StatusProcessing
	StatusComplete
	StatusCanceled
)

// ParseStatus reads a status word, whatever its case. A word it does not know
// is [StatusUnknown]; [Report.RawStatus] keeps it.
func ParseStatus(word string) Status {
	switch strings.ToUpper(strings.TrimSpace(word)) {
	case "PENDING":
		return StatusPending
	case "PROCESSING":
		return StatusProcessing
	case "COMPLETE":
		return StatusComplete
	case "CANCELED":
		return StatusCanceled
	}
	return StatusUnknown
}

// Final reports whether the task has ended: its status will not change again.
func (s Status) Final() bool { return s == StatusComplete || s == StatusCanceled }

// Report is what HubSpot said about one task in one reply. Every field may be
// missing from a reply. Times are UTC by HubSpot's clock; the zero time means
// that the reply had none, or one that cannot be true.
type Report struct {
	TaskID      Text // as the reply names the task; may be empty or differ from the ID asked
	Status      Status
	RawStatus   Text `json:"Word"` // the status exactly as sent; exports name it by the tag
	RequestedAt time.Time
	StartedAt   time.Time
	CompletedAt time.Time
	NumErrors   int // as sent, 0 if missing, negative or no count; see ErrorCount
	Errors      []TaskError
	Result      *Folder // nil if the reply had none
	Links       []Field
	Extra       []Field // members this program does not know, as JSON text

	CorrelationID Text    // HubSpot's name for the reply, to quote to its support
	Headers       []Field // headers of the reply worth keeping: rate limits, date, correlation ID
	Raw           []byte  `json:"-"` // the body as it came; nil if it is large, or kept on disk: see Body
	Packed        []byte  `json:"-"` // a large body, compressed; nil if that is large, too
	Cut           bool    `json:"-"` // whether the reply has more errors than Errors
	Size          int     `json:"-"` // of the body as it came, in bytes; 0 in a report that was read back from disk
}

// ErrorCount returns how many errors the task has: the number HubSpot counted or
// the number it sent, whichever is larger. HubSpot may send fewer than it counts.
func (r *Report) ErrorCount() int { return max(r.NumErrors, len(r.Errors)) }

// LengthHeader names among [Report.Headers] how many bytes an answer has that was
// too long to be held in memory; ">" before them says that it has more, and was not
// read to its end.
const LengthHeader = "Content-Length"

// TooLong says how long the answer was, if of its errors not all are kept because
// it was too long: "23.4 MB", "over 67.1 MB"; "" if it was not. It is safe to print.
func (r *Report) TooLong() string {
	for _, f := range r.Headers {
		if f.Key != LengthHeader || len(f.Values) == 0 {
			continue
		}
		digits, more := strings.CutPrefix(string(f.Values[0]), ">")
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || !more && len(r.Errors) == r.ErrorCount() {
			return ""
		}
		length := fmt.Sprintf("%.1f MB", float64(n)/1e6)
		if more {
			return "over " + length
		}
		return length
	}
	return ""
}

// Counted returns how many errors the task has, in words: at least so many where
// the end of the answer was not read.
func (r *Report) Counted() string {
	if strings.HasPrefix(r.TooLong(), "over ") {
		return "at least " + Plural(r.ErrorCount(), "error")
	}
	return Plural(r.ErrorCount(), "error")
}

// Waited returns how long the task was queued, 0 if the reply does not tell.
func (r *Report) Waited() time.Duration { return between(r.RequestedAt, r.StartedAt) }

// Ran returns how long the task ran until it ended, 0 if the reply does not say
// or the task is still open.
func (r *Report) Ran() time.Duration {
	if !r.Status.Final() {
		return 0
	}
	return between(r.StartedAt, r.CompletedAt)
}

func between(from, to time.Time) time.Duration {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return 0
	}
	return to.Sub(from)
}

// TaskError is one error of a task, the first of three levels: the error, its
// details, and the context of each.
type TaskError struct {
	Status      Text // HubSpot's documentation calls it an HTTP status; samples show "error"
	Category    Text // such as VALIDATION_ERROR; not a closed list
	SubCategory Text
	Message     Text
	ID          Text
	Context     []Field
	Links       []Field
	Details     []ErrorDetail
	Extra       []Field // members this program does not know, as JSON text
}

// ErrorDetail is the second level: one reason inside a [TaskError].
type ErrorDetail struct {
	Message     Text
	Code        Text
	In          Text // the field of the request that the reason is about
	SubCategory Text
	Context     []Field
	Extra       []Field // members this program does not know, as JSON text
}

// Field is one key with its values, in the order HubSpot sent them.
type Field struct {
	Key    Text
	Values []Text
}

// Folder is the folder a task moved or renamed. IDs are decimal numbers sent
// as text; a root folder has no ParentID.
type Folder struct {
	ID         Text
	Name       Text
	Path       Text
	ParentID   Text
	Archived   bool
	CreatedAt  time.Time
	UpdatedAt  time.Time
	ArchivedAt time.Time
	Extra      []Field // members this program does not know, as JSON text
}
