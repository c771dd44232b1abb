package session

import "time"

// firstLook tells how far the first round of checks has come, in which each
// task is checked once. The zero value means it is over, or nearly.
type firstLook struct {
	Unasked int           // tasks too many of which nothing is known yet for an estimate; 0 if they are few
	Left    time.Duration // how long it takes to ask them all, at the pace of late; 0 if that cannot be told yet

	before, later mark // the pace is measured from the first
}

// mark is how many tasks were not asked at a time.
type mark struct {
	unasked int
	at      time.Time
}

const (
	fewUnasked = 20 // one task in so many may be unasked in an estimate
	fewLooks   = 10 // tell at which pace the others follow

	// paceOver is the least time over which the pace is measured: a window of
	// HubSpot's limit, in whose rest what goes out at once at first is missing.
	paceOver = 10 * time.Second
)

// follow updates the number of tasks not checked yet.
func (l *firstLook) follow(unasked, all int, asks bool, now time.Time) {
	switch {
	case unasked*fewUnasked < all:
		*l = firstLook{}
		return
	case l.Unasked == 0 || unasked > l.Unasked || !asks: // it begins, or begins again: there are more, or it waits
		m := mark{unasked, now}
		*l = firstLook{Unasked: unasked, before: m, later: m}
		return
	}
	if now.Sub(l.later.at) >= paceOver {
		l.before, l.later = l.later, mark{unasked, now}
	}
	l.Unasked, l.Left = unasked, 0
	took, looked := now.Sub(l.before.at), l.before.unasked-unasked
	if took >= paceOver && looked >= fewLooks {
		l.Left = took / time.Duration(looked) * time.Duration(unasked)
	}
}
