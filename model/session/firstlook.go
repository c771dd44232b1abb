package session

import "time"

// firstLook tells how far the first round of checks has come, in which each
// task is checked once. The zero value means it is over, or nearly.
type firstLook struct {
	Unasked int           // tasks too many of which nothing is known yet for an estimate; 0 if they are few
	Left    time.Duration // how long it takes to ask them all, at the pace so far; 0 if that cannot be told yet

	from  int // were not asked when it began
	begun time.Time
}

const (
	fewUnasked = 20 // one task in so many may be unasked in an estimate
	fewLooks   = 10 // tell at which pace the others follow
)

// follow updates the number of tasks not checked yet.
func (l *firstLook) follow(unasked, all int, asks bool, now time.Time) {
	switch {
	case unasked*fewUnasked < all:
		*l = firstLook{}
		return
	case l.Unasked == 0 || unasked > l.Unasked || !asks: // it begins, or begins again: there are more, or it waits
		*l = firstLook{Unasked: unasked, from: unasked, begun: now}
		return
	}
	l.Unasked, l.Left = unasked, 0
	if looked := l.from - unasked; looked >= fewLooks {
		l.Left = now.Sub(l.begun) / time.Duration(looked) * time.Duration(unasked)
	}
}
