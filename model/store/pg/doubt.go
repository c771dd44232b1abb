package pg

import (
	"context"
	"slices"
)

// doubt is events of which it is not known whether they were written: the
// connection was lost while they were committed. The caller brings them again.
type doubt struct {
	list   list
	first  int64 // the number that the first of them has, if they were
	events []parcel
}

// mostDoubts are remembered; more come only of one that brings nothing again.
const mostDoubts = 8

// doubt remembers a doubt.
func (s *Store) doubt(d *doubt) {
	s.doubting.Lock()
	defer s.doubting.Unlock()
	s.doubts = append(s.doubts, d)
	if len(s.doubts) > mostDoubts {
		s.doubts = s.doubts[1:]
	}
}

// resolve finds out about the doubts, and keeps those whose events were written. It
// has the watchlist to itself: before, a commit in doubt may still go on.
func (s *Store) resolve(ctx context.Context, tx *conn, l list) error {
	s.doubting.Lock()
	defer s.doubting.Unlock()
	var written []*doubt
	for _, d := range s.doubts {
		if d.list != l {
			continue // another watchlist has none of them
		}
		if d.first > 0 {
			there, err := eventsFrom(ctx, tx, l, d.first, len(d.events))
			if err != nil {
				return err
			}
			if !slices.Equal(there, d.events) {
				continue
			}
			d.first = 0
		}
		written = append(written, d)
	}
	s.doubts = written
	return nil
}

// unwritten returns events without those at their beginning that were written
// in transactions whose end was in doubt. These doubts are settled when the
// others are written, too.
func (s *Store) unwritten(l list, events []parcel) (rest []parcel, settled []*doubt) {
	s.doubting.Lock()
	defer s.doubting.Unlock()
	for _, d := range s.doubts {
		if d.list == l && d.first == 0 && len(events) >= len(d.events) && slices.Equal(events[:len(d.events)], d.events) {
			events, settled = events[len(d.events):], append(settled, d)
		}
	}
	return events, settled
}

// settle forgets doubts.
func (s *Store) settle(settled []*doubt) {
	s.doubting.Lock()
	defer s.doubting.Unlock()
	s.doubts = slices.DeleteFunc(s.doubts, func(d *doubt) bool { return slices.Contains(settled, d) })
}

// eventsFrom returns the events from a number on, as they are kept.
func eventsFrom(ctx context.Context, c *conn, l list, first int64, limit int) (there []parcel, err error) {
	var p parcel
	r := c.query(ctx, "SELECT id, event FROM hubwatch.event WHERE watchlist = $1 AND seq >= $2 ORDER BY seq LIMIT $3", l.id, first, limit)
	err = r.each(func() error {
		err := r.Scan(&p.id, &p.bytes)
		there = append(there, p)
		return err
	})
	return there, err
}
