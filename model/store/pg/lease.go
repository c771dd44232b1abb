package pg

import (
	"context"
	"errors"
	"os"

	"hubwatch/model/store"
)

// granted is the answer to one who asks for the lease.
type granted struct {
	lease store.Lease
	term  int64 // 0 for one who has it not
}

// renew takes or renews the right to ask, and does nothing else; "" asks for none.
func (s *Store) renew(ctx context.Context, holder string) (store.Lease, error) {
	l, err := s.where()
	if err == nil {
		err = s.ReadOnly()
	}
	if err != nil || holder == "" {
		return store.Lease{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	var g granted
	err = s.pool.do(ctx, func(c *conn) (err error) {
		g, err = s.ask(ctx, c, l, holder)
		return err
	})
	if errors.Is(err, errReplaced) {
		s.lose(l)
	}
	if err != nil {
		return store.Lease{}, s.failed("ask for the right to poll in", err)
	}
	s.term.Store(g.term)
	return g.lease, nil
}

// ask takes or renews the right to ask, by the clock of the server. Another holder
// than before begins another term.
func (s *Store) ask(ctx context.Context, c *conn, l list, holder string) (g granted, err error) {
	g.lease.Trust = trust
	into := []any{&g.lease.Held, &g.lease.Holder, &g.lease.Who, &g.lease.PID, &g.lease.Since, &g.lease.Until, &g.term}
	err = errNoRow
	for try := 0; try < 3 && errors.Is(err, errNoRow); try++ { // another one may have made the row a moment ago
		err = c.row(ctx, into, askForLease, l.id, holder, s.options.Who, os.Getpid(), store.LeaseTime.Milliseconds())
	}
	if !g.lease.Held {
		g.term = 0
	}
	return g, there(err)
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

// Holder returns the lease as it is written; see [store.Turns].
func (s *Store) Holder(ctx context.Context) (lease store.Lease, err error) {
	err = s.get(ctx, "ask who may poll in", "SELECT holder, who, pid, since, until FROM hubwatch.lease WHERE watchlist = $1 AND holder <> ''", nil,
		&lease.Holder, &lease.Who, &lease.PID, &lease.Since, &lease.Until)
	if errors.Is(err, errNoRow) {
		return store.Lease{}, nil
	}
	lease.Trust = trust
	return lease, err
}
