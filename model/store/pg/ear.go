package pg

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

const (
	probeLimit = 2 * time.Second  // for a notice of our own to come
	pingEvery  = 5 * time.Second  // while none comes
	pingLimit  = 10 * time.Second // then the connection is taken for dead
	firstPause = time.Second      // before another connection
	longPause  = 30 * time.Second // at most
	deafPause  = 5 * time.Minute  // where notices do not come through
)

// ear listens for notices, on a connection of its own. Its zero value does not
// listen yet.
type ear struct {
	mu   sync.Mutex
	list list // that it listens for
	stop context.CancelFunc
	done chan struct{}

	latest atomic.Int64 // the news that a notice told of last
	gaps   atomic.Int64 // counts the times when notices may have been lost
	deaf   atomic.Bool  // notices do not come through
}

// notice counts the times when notices may have been lost.
func (e *ear) notice() int64 { return e.gaps.Load() }

// heard reports whether there is more than that state.
func (e *ear) heard(s state) bool { return e.latest.Load() > s.news || e.gaps.Load() != s.notice }

// channel returns the name of a watchlist's notices.
func channel(l list) string { return fmt.Sprint("hubwatch_", l.id) }

// listen begins to listen for a watchlist, unless that is so already.
func (s *Store) listen(l list) {
	e := &s.ear
	e.mu.Lock()
	defer e.mu.Unlock()
	if s.every <= 0 || e.list == l {
		return
	}
	if e.stop != nil {
		e.stop()
	}
	var ctx context.Context
	ctx, e.stop = context.WithCancel(context.Background())
	e.list, e.done = l, make(chan struct{})
	e.latest.Store(0)
	go func(done chan struct{}) {
		defer close(done)
		s.hear(ctx, l)
	}(e.done)
}

// close ends the listening.
func (e *ear) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stop != nil {
		e.stop()
		<-e.done
	}
}

// hear listens until ctx ends, on one connection after the other.
func (s *Store) hear(ctx context.Context, l list) {
	for pause := firstPause; ctx.Err() == nil; {
		begun := time.Now()
		err := s.hearOnce(ctx, l)
		switch {
		case errors.Is(err, errDeaf):
			s.ear.deaf.Store(true)
			pause = deafPause
		case time.Since(begun) > longPause:
			pause = firstPause
		default:
			pause = min(2*pause, longPause)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause/2 + rand.N(pause/2)):
		}
	}
}

// errDeaf means that notices do not come through, as behind a pooler that gives a
// connection to another one after each transaction.
var errDeaf = errors.New("notices do not come through")

// hearOnce listens on one connection until it breaks. It listens first and says
// then that notices may have been lost: what happened before is looked at.
func (s *Store) hearOnce(ctx context.Context, l list) error {
	var last string // the payload that came last
	c, err := s.pool.dialWith(ctx, func(_ *pgconn.PgConn, n *pgconn.Notification) {
		last = n.Payload
		s.ear.take(n.Payload)
	})
	if err != nil {
		return err
	}
	defer hangUp(c)
	if _, err := c.exec(ctx, "SELECT set_config('application_name', $1, false)", seat(l, s.options.Who)); err != nil {
		return err
	}
	if err := s.probe(ctx, c, l, &last); err != nil {
		return err
	}
	s.ear.deaf.Store(false)
	s.ear.gaps.Add(1)
	for {
		waiting, cancel := context.WithTimeout(ctx, pingEvery)
		err := c.WaitForNotification(waiting)
		silent := waiting.Err() != nil
		cancel()
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return ctx.Err()
		case !silent:
			return err
		default:
			if err := limited(ctx, pingLimit, c.Ping); err != nil {
				return err
			}
		}
	}
}

// take records what a notice says: the news of the watchlist, or nothing that
// concerns us.
func (e *ear) take(payload string) {
	if news, err := strconv.ParseInt(payload, 10, 64); err == nil && news > e.latest.Load() {
		e.latest.Store(news)
	}
}

// probe listens, and makes sure that a notice that is sent on another connection
// comes.
func (s *Store) probe(ctx context.Context, c *conn, l list, last *string) error {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	if err := c.script(ctx, "LISTEN "+channel(l)); err != nil {
		return err
	}
	word := fmt.Sprintf("probe %x", rand.Uint64())
	if err := s.pool.do(ctx, func(c *conn) error {
		_, err := c.exec(ctx, "SELECT pg_notify($1, $2)", channel(l), word)
		return err
	}); err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	for *last != word {
		err := c.WaitForNotification(waiting)
		switch {
		case err == nil:
		case waiting.Err() != nil:
			return errDeaf
		default:
			return err
		}
	}
	return nil
}

// limited runs do with a time limit.
func limited(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return do(ctx)
}
