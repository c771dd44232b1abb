package model

import "time"

// Request is one request to HubSpot, for the audit log. It holds no query, no
// header and no body.
type Request struct {
	At            time.Time // when it was sent
	Method        string
	Host          string // with the port, if the address has one
	Path          string // escaped as it was sent
	Status        int    // HTTP; 0 if no reply arrived
	Took          time.Duration
	CorrelationID Text // HubSpot's name for the reply, "" if it gave none
}
