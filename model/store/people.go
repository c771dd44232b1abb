package store

import (
	"context"
	"database/sql"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// By says who it is that writes, for the events of what a user did, and whose
// the views are; "" is whoever has none of their own.
func (s *SQLite) By(who, views string) *SQLite {
	s.who, s.views = who, views
	return s
}

// ReadOnly returns nil: the file can be written, or what is wrong with it
// passes.
func (s *SQLite) ReadOnly() error { return nil }

// Others returns nobody: who shares the file is not told apart.
func (s *SQLite) Others(context.Context) ([]string, error) { return nil, nil }

// Claims returns who is on what; see [People].
func (s *SQLite) Claims(ctx context.Context, _ time.Time) (claims model.Claims, err error) {
	err = s.read(ctx, "read the claims of", func(ctx context.Context, tx *sql.Conn) (err error) {
		claims, err = readClaims(ctx, tx)
		return err
	})
	return claims, err
}

// Claim changes who is on what; see [People].
func (s *SQLite) Claim(ctx context.Context, change model.ClaimChange, now time.Time) error {
	return s.write(ctx, "save the claims to", func(ctx context.Context, tx *sql.Conn) error {
		before, err := readClaims(ctx, tx)
		if err != nil {
			return err
		}
		after, events, changed := before.Apply(change, now)
		if !changed {
			return nil
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM claim"); err != nil {
			return err
		}
		for _, c := range after {
			if _, err := tx.ExecContext(ctx, "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?)",
				c.Cause, string(c.Task), string(c.Title), string(c.Who), record.Nano(c.Since), record.Nano(c.Alive)); err != nil {
				return err
			}
		}
		return s.journal(ctx, tx, events)
	})
}

// readClaims returns the claims as they are written, the oldest first.
func readClaims(ctx context.Context, tx *sql.Conn) (claims model.Claims, err error) {
	err = each(ctx, tx, func(rows *sql.Rows) error {
		var c model.Claim
		var since, alive int64
		err := rows.Scan(&c.Cause, (*string)(&c.Task), (*string)(&c.Title), (*string)(&c.Who), &since, &alive)
		c.Since, c.Alive = record.Time(since), record.Time(alive)
		claims = append(claims, c)
		return err
	}, "SELECT cause, task, title, who, since, alive FROM claim ORDER BY since, cause, task")
	return claims, err
}
