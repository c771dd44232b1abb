package pg

import (
	"context"
	"fmt"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

// ReadOnly returns a sentence that this role may only look on; nil if it may
// take part, or if that is not known yet.
func (s *Store) ReadOnly() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.looksOn == "" {
		return nil
	}
	return &store.ReadOnlyError{Path: s.Path(), Why: s.looksOn}
}

// mayWrite finds out whether this role may take part, and if not why, in words
// that follow "read only here: ".
func mayWrite(ctx context.Context, c *conn) (why string, err error) {
	var user string
	var standby, writes bool
	err = c.row(ctx, []any{&user, &standby, &writes}, `
		SELECT current_user::text, current_setting('transaction_read_only')::bool,
			has_table_privilege('hubwatch.task', 'INSERT') AND has_table_privilege('hubwatch.watchlist', 'UPDATE')`)
	switch {
	case err != nil || writes && !standby:
		return "", err
	case standby:
		return "the server takes no changes", nil
	}
	return fmt.Sprintf("the role %q may look on and change nothing", user), nil
}

// claims is who is on what, for everybody; it is read once as long as nothing is
// new.
type claims struct {
	list list
	news int64
	all  model.Claims  // by the clock of the server
	off  time.Duration // from that to the clock of the one who asked
}

// Claims returns who is on what; see [store.People].
func (s *Store) Claims(ctx context.Context, now time.Time) (model.Claims, error) {
	is, err := s.state(ctx)
	if err != nil {
		return nil, err
	}
	s.polling.Lock()
	kept := s.claims
	s.polling.Unlock()
	if kept.list != is.list || kept.news != is.news {
		kept = claims{list: is.list, news: is.news}
		err = s.read(ctx, "read the claims of", func(c *conn, l list) error {
			var server time.Time
			if err := c.row(ctx, []any{&server}, "SELECT clock_timestamp()"); err != nil {
				return err
			}
			kept.off = now.Sub(server)
			kept.all, err = readClaims(ctx, c, l)
			return err
		})
		if err != nil {
			return nil, err
		}
		s.polling.Lock()
		s.claims = kept
		s.polling.Unlock()
	}
	ours := make(model.Claims, len(kept.all))
	for i, c := range kept.all {
		c.Since, c.Alive = c.Since.Add(kept.off), c.Alive.Add(kept.off)
		ours[i] = c
	}
	return ours, nil
}

// Claim changes who is on what, by the clock of the server; see [store.People].
func (s *Store) Claim(ctx context.Context, what model.ClaimChange, now time.Time) error {
	return s.change(ctx, "save the claims to", func(c *change) error {
		var server time.Time
		if err := c.tx.row(c.ctx, []any{&server}, "SELECT clock_timestamp()"); err != nil {
			return err
		}
		before, err := readClaims(c.ctx, c.tx, c.list)
		if err != nil {
			return err
		}
		after, events, changed := before.Apply(what, server.UTC())
		if !changed {
			return nil
		}
		for i := range events {
			events[i].At = now
		}
		c.happened(events...)
		c.told = true
		c.batch.queue("DELETE FROM hubwatch.claim WHERE watchlist = $1", c.list.id)
		for _, cl := range after {
			c.batch.queue("INSERT INTO hubwatch.claim VALUES ($1, $2, $3, $4, $5, $6, $7)", c.list.id,
				text(cl.Cause), text(string(cl.Task)), []byte(cl.Title), []byte(cl.Who), record.Nano(cl.Since), record.Nano(cl.Alive))
		}
		return nil
	})
}

// readClaims returns the claims as they are written, the oldest first.
func readClaims(ctx context.Context, c *conn, l list) (all model.Claims, err error) {
	rows := c.query(ctx, "SELECT cause, task, title, who, since, alive FROM hubwatch.claim WHERE watchlist = $1 ORDER BY since, cause, task", l.id)
	err = rows.each(func() error {
		var cl model.Claim
		var title, who []byte
		var since, alive int64
		err := rows.Scan(&cl.Cause, (*string)(&cl.Task), &title, &who, &since, &alive)
		cl.Title, cl.Who, cl.Since, cl.Alive = model.Text(title), model.Text(who), record.Time(since), record.Time(alive)
		all = append(all, cl)
		return err
	})
	return all, err
}

// seat returns how the connection that listens is called at the server, so that
// others see who looks on; it goes when that does. The server cuts it at 63
// bytes.
func seat(l list, who string) string { return fmt.Sprintf("hubwatch/%d/%s", l.id, who) }

// othersEvery is how often it is looked who looks on.
const othersEvery = 5 * time.Second

// Others returns who looks on; see [store.People]. Behind a pooler that is not
// known.
func (s *Store) Others(ctx context.Context) ([]string, error) {
	l, err := s.where()
	if err != nil {
		return nil, err
	}
	s.polling.Lock()
	others, at := s.others, s.othersAt
	s.polling.Unlock()
	if time.Since(at) < othersEvery && s.every > 0 {
		return others, nil
	}
	others = nil
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	err = s.pool.do(ctx, func(c *conn) error {
		others = nil
		rows := c.query(ctx, `
			SELECT DISTINCT substr(application_name, length($1) + 1) FROM pg_stat_activity
			WHERE datname = current_database() AND starts_with(application_name, $1) ORDER BY 1`, seat(l, ""))
		return rows.each(func() error {
			var who string
			err := rows.Scan(&who)
			others = append(others, who)
			return err
		})
	})
	if err == nil {
		s.polling.Lock()
		s.others, s.othersAt = others, time.Now()
		s.polling.Unlock()
	}
	return others, s.failed("look who looks on at", err)
}
