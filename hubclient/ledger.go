package hubclient

import "time"

// Ledger is where all processes that use one token record their requests, so
// that together they keep to one share. A client makes one call at a time.
type Ledger interface {
	// Note records a request that this process sends at the given time.
	Note(at time.Time)
	// Others returns when other processes sent the requests recorded since the
	// last call; on the first call, all that are kept.
	Others() []time.Time
}
