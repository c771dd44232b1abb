package model

import (
	"strconv"
	"strings"
	"time"
)

// Kind says why a check failed, in terms of what to do about it.
type Kind int

// The kinds of check errors. There is no zero kind.
const (
	KindUnavailable Kind = iota + 1 // no usable reply: network, 408, 5xx, a 4xx that is not HubSpot's own; try again later
	KindRateLimited                 // 429, 423: everybody pauses
	KindMoving                      // 477: the account moves between data centers; everybody pauses
	KindAuth                        // 401 by HubSpot: the token is missing, wrong or expired; stop
	KindPermission                  // 403 by HubSpot: the token lacks a scope; stop if that is so for all tasks
	KindNotFound                    // HubSpot says that it knows no such task
	KindBadID                       // HubSpot says that it cannot read the ID
	KindWrongRoute                  // 404 or 405 as a page, or a redirect: the network, a wrong host or API version; try again later
	KindBadReply                    // a reply that is no report, or is too large; other tasks go on
)

// Word returns the kind as output and screens name it.
func (k Kind) Word() string {
	return WordOf(k, []string{
		KindUnavailable: "unavailable",
		KindRateLimited: "rate limited",
		KindMoving:      "account moving",
		KindAuth:        "not authorised",
		KindPermission:  "no permission",
		KindNotFound:    "not found",
		KindBadID:       "bad ID",
		KindWrongRoute:  "wrong address",
		KindBadReply:    "bad reply",
	})
}

// ParseKind reads the word of a kind; one it does not know is 0.
func ParseKind(word string) Kind {
	for k := KindUnavailable; k <= KindBadReply; k++ {
		if k.Word() == word {
			return k
		}
	}
	return 0
}

// CheckError is why one check failed. It is made only by hubclient and never
// holds the token, a header or a request.
type CheckError struct {
	Kind          Kind
	HTTPStatus    int           // 0 if no reply arrived
	Message       Text          // HubSpot's words, or ours if it had none
	Category      Text          // HubSpot's category, or its policy name under a 429
	Scopes        []Text        // the scopes HubSpot says are missing, under a 403
	CorrelationID Text          // HubSpot's name for the reply, to quote to its support
	Headers       []Field       // headers of the reply worth keeping, as in Report
	RetryAfter    time.Duration // how long to ask nothing; 0 if nobody named a pause
	Err           error         `json:"-"` // the cause, or nil
}

// Error returns one line, safe to print.
func (e *CheckError) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.Word())
	if e.HTTPStatus != 0 {
		b.WriteString(" (HTTP " + strconv.Itoa(e.HTTPStatus) + ")")
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message.Head(short).Line())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *CheckError) Unwrap() error { return e.Err }

// pause reports whether the error asks for a pause of all checks. Such an error
// says nothing about the task.
func (e *CheckError) pause() bool {
	return e != nil && (e.Kind == KindRateLimited || e.Kind == KindMoving)
}

// unavailable reports whether the check taught nothing about the task or HubSpot.
func (e *CheckError) unavailable() bool {
	return e != nil && (e.Kind == KindUnavailable || e.Kind == KindWrongRoute || e.Kind == KindBadReply)
}

// Missing reports whether HubSpot answered that there is no such task. A single
// answer does not make a task missing: see [Task.State].
func (e *CheckError) Missing() bool {
	return e != nil && (e.Kind == KindNotFound || e.Kind == KindBadID)
}
