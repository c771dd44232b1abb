package pg

import (
	"context"
	"errors"
	"time"
)

// state is how far a watchlist is. The zero value is not known.
type state struct {
	list      list
	revision  int64
	news      int64
	lastEvent int64

	at     time.Time // when it was looked at
	notice int64     // see [ear.notice]
}

// state returns how far the watchlist is. It is looked at again when a notice
// came, and else every two seconds: a notice may be lost, or never come through
// a pooler.
func (s *Store) state(ctx context.Context) (state, error) {
	l, err := s.where()
	if err != nil {
		return state{}, err
	}
	s.polling.Lock()
	before := s.last
	s.polling.Unlock()
	if before.list != l {
		before = state{}
	}
	notice := s.ear.notice()
	if before.list == l && time.Since(before.at) < s.every && !s.ear.heard(before) {
		return before, nil
	}
	if before.list == l {
		s.listen(l) // it is not a look in passing
	}
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	now := state{list: l, at: time.Now(), notice: notice}
	err = s.pool.do(ctx, func(c *conn) error {
		return c.row(ctx, []any{&now.revision, &now.news, &now.lastEvent},
			"SELECT revision, news, last_event FROM hubwatch.watchlist WHERE id = $1 AND born = $2::text::uuid", l.id, l.born)
	})
	if errors.Is(err, errNoRow) || err == nil && now.news < before.news {
		s.lose(l) // it was made again, or is an older copy
		err = errReplaced
	}
	if err != nil {
		return state{}, s.failed("read", err)
	}
	s.polling.Lock()
	defer s.polling.Unlock()
	if s.last.list != l || s.last.news <= now.news {
		s.last = now
	}
	return now, nil
}

// moved notes what a change of our own has done to the state.
func (s *Store) moved(c *change) {
	s.polling.Lock()
	defer s.polling.Unlock()
	if s.last.list != c.list || s.last.news != c.news-1 {
		s.last.at = time.Time{} // others were at it, too
		return
	}
	s.last.revision, s.last.news, s.last.lastEvent = c.revision, c.news, c.lastEvent
}

// forget forgets the state.
func (s *Store) forget() {
	s.polling.Lock()
	defer s.polling.Unlock()
	s.last = state{}
	clear(s.documents)
	s.claims, s.othersAt = claims{}, time.Time{}
}
