package record

import "sync/atomic"

// Seen is the latest revision of a watchlist that a caller was told about. The
// zero value is none. It is safe for concurrent use.
type Seen struct{ atomic.Int64 }

// Told records the revision that the caller was told about.
func (s *Seen) Told(revision int64) {
	for {
		seen := s.Load()
		if revision <= seen || s.CompareAndSwap(seen, revision) {
			return
		}
	}
}
