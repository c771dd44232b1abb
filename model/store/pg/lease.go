package pg

import (
	"context"
	"errors"
	"os"
	"time"

	"hubwatch/model/store"
)

// Lease takes or renews the right to ask, by the clock of the server; see
// [store.Turns]. Another holder than before begins another term.
func (s *Store) Lease(ctx context.Context, holder string, _ time.Time) (store.Lease, error) {
	l, err := s.where()
	if err == nil {
		err = s.ReadOnly()
	}
	if err != nil {
		return store.Lease{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	for range 3 { // another one may have made the row a moment ago
		lease, term, err := s.ask(ctx, l, holder)
		if errors.Is(err, errNoRow) {
			continue
		}
		if err != nil {
			return store.Lease{}, s.failed("ask for the right to poll in", err)
		}
		if !lease.Held {
			term = 0
		}
		s.term.Store(term)
		return lease, nil
	}
	s.lose(l)
	return store.Lease{}, s.failed("ask for the right to poll in", errReplaced)
}

// ask is one try, which has no row if it is not settled who has the lease.
func (s *Store) ask(ctx context.Context, l list, holder string) (lease store.Lease, term int64, err error) {
	lease.Trust = trust
	into := []any{&lease.Held, &lease.Holder, &lease.Who, &lease.PID, &lease.Since, &lease.Until, &term}
	err = s.pool.do(ctx, func(c *conn) error {
		return c.row(ctx, into, askForLease, l.id, holder, s.options.Who, os.Getpid(), store.LeaseTime.Milliseconds())
	})
	return lease, term, err
}

// askForLease is one statement, so that nobody comes in between.
const askForLease = `
		WITH asked AS (
			INSERT INTO hubwatch.lease AS l (watchlist, term, holder, who, pid, since, until)
			SELECT id, 1, $2, $3, $4, clock_timestamp(), clock_timestamp() + $5::bigint * interval '1 millisecond'
			FROM hubwatch.watchlist WHERE id = $1
			ON CONFLICT (watchlist) DO UPDATE SET
				term = CASE WHEN l.holder = $2 THEN l.term ELSE l.term + 1 END,
				since = CASE WHEN l.holder = $2 THEN l.since ELSE clock_timestamp() END,
				holder = $2, who = $3, pid = $4, until = clock_timestamp() + $5::bigint * interval '1 millisecond'
			WHERE l.holder = $2 OR l.until <= clock_timestamp()
			RETURNING true, holder, who, pid, since, until, term)
		SELECT * FROM asked
		UNION ALL
		SELECT false, holder, who, pid, since, until, term FROM hubwatch.lease WHERE watchlist = $1 AND NOT EXISTS (SELECT FROM asked)`

// Release gives the right to ask up, if holder has it.
func (s *Store) Release(ctx context.Context, holder string) error {
	l, err := s.where()
	if err != nil {
		return err
	}
	if s.ReadOnly() != nil {
		return nil // it was never taken
	}
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	s.term.Store(0)
	err = s.pool.do(ctx, func(c *conn) error {
		_, err := c.exec(ctx, "UPDATE hubwatch.lease SET holder = '', who = '', until = clock_timestamp() WHERE watchlist = $1 AND holder = $2", l.id, holder)
		return err
	})
	return s.failed("give up the right to poll in", err)
}

// Holder is the lease as it is written; see [store.Turns].
func (s *Store) Holder(ctx context.Context) (lease store.Lease, err error) {
	err = s.get(ctx, "ask who may poll in", "SELECT holder, who, pid, since, until FROM hubwatch.lease WHERE watchlist = $1 AND holder <> ''", nil,
		&lease.Holder, &lease.Who, &lease.PID, &lease.Since, &lease.Until)
	if errors.Is(err, errNoRow) {
		return store.Lease{}, nil
	}
	lease.Trust = trust
	return lease, err
}
