package hubclient

import "time"

// Ledger is where all processes that ask with one token note their requests, so
// that together they keep to one share. A client calls one method at a time.
type Ledger interface {
	// Note notes a request that this process sends at a time.
	Note(at time.Time)
	// Others lists when other processes sent the requests that they have noted
	// since the last call; at the first one, all that are kept.
	Others() []time.Time
}
