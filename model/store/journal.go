package store

import (
	"context"
	"database/sql"
	"fmt"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// Events reads the journal in order: at most limit entries of those after the
// one numbered after; 0 means from the oldest kept. The journal keeps the last
// 200,000 events.
func (s *SQLite) Events(ctx context.Context, after int64, limit int) ([]Entry, error) {
	var entries []Entry
	err := s.read(ctx, "read the events of", func(ctx context.Context, tx *sql.Conn) error {
		entries = nil // of an earlier attempt
		return each(ctx, tx, func(rows *sql.Rows) error {
			e, err := scanEvent(rows)
			entries = append(entries, e)
			return err
		}, "SELECT seq, id, event FROM event WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
	})
	return entries, err
}

// scanEvent reads an event.
func scanEvent(rows *sql.Rows) (e Entry, err error) {
	var data []byte
	err = rows.Scan(&e.Seq, (*string)(&e.ID), &data)
	if err == nil {
		err = record.ReadEvent(data, &e.Event)
	}
	if err != nil {
		err = fmt.Errorf("event %d: %w", e.Seq, err)
	}
	return e, err
}

// LastEvent returns the number of the latest event, 0 if there is none.
func (s *SQLite) LastEvent(ctx context.Context) (int64, error) {
	var seq sql.NullInt64
	err := s.read(ctx, "read the events of", func(ctx context.Context, tx *sql.Conn) error {
		return tx.QueryRowContext(ctx, "SELECT max(seq) FROM event").Scan(&seq)
	})
	return seq.Int64, err
}

// Tell notes that a hook is told of an event; see [Journal]. A number that is not
// reached yet is from another journal.
func (s *SQLite) Tell(ctx context.Context, event int64) (first bool, err error) {
	err = s.write(ctx, "save what is told to", func(ctx context.Context, tx *sql.Conn) error {
		done, err := tx.ExecContext(ctx, `
			INSERT INTO view VALUES (?1, CAST(?2 AS BLOB)) ON CONFLICT DO UPDATE SET data = excluded.data
			WHERE CAST(data AS INTEGER) < ?2 OR CAST(data AS INTEGER) > (SELECT max(seq) FROM event)`, ToldDocument, event)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		first = n > 0
		return err
	})
	return first, err
}

// journal appends events, and drops the oldest beyond the limit.
func (s *SQLite) journal(ctx context.Context, tx *sql.Conn, events []model.Event) error {
	if len(events) == 0 {
		return nil
	}
	for _, e := range events {
		if _, err := tx.ExecContext(ctx, "INSERT INTO event (id, event) VALUES (?, ?)", string(e.ID), record.Event(&e)); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM event WHERE seq <= (SELECT max(seq) FROM event) - ?", s.journalLimit)
	return err
}
