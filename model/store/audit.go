package store

import (
	"context"
	"database/sql"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// log appends requests to the audit log, and drops what is too old or too much.
func (s *SQLite) log(ctx context.Context, tx *sql.Conn, requests []model.Request) error {
	if len(requests) == 0 {
		return nil
	}
	for _, r := range requests {
		if err := addRequest(ctx, tx, r); err != nil {
			return err
		}
	}
	oldest := requests[len(requests)-1].At.Add(-requestAge)
	_, err := tx.ExecContext(ctx, `
		DELETE FROM request WHERE seq <= max(
			(SELECT max(seq) FROM request) - ?,
			(SELECT seq FROM request WHERE at >= ? ORDER BY seq LIMIT 1) - 1)`, s.requestLimit, record.Nano(oldest))
	return err
}

// addRequest appends one.
func addRequest(ctx context.Context, tx *sql.Conn, r model.Request) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO request ("+requestColumns+") VALUES (?, ?, ?, ?, ?, ?, ?)",
		record.Nano(r.At), r.Method, r.Host, r.Path, r.Status, int64(r.Took), string(r.CorrelationID))
	return err
}

// Requests reads what the audit log has since a time, in the order written; the
// zero time is the beginning.
func (s *SQLite) Requests(ctx context.Context, since time.Time) (requests []model.Request, err error) {
	err = s.read(ctx, "read the audit log of", func(ctx context.Context, tx *sql.Conn) error {
		requests = nil // of an earlier attempt
		return each(ctx, tx, func(rows *sql.Rows) error {
			r, err := scanRequest(rows)
			requests = append(requests, r)
			return err
		}, "SELECT "+requestColumns+" FROM request WHERE at >= ? ORDER BY seq", record.Nano(since))
	})
	return requests, err
}

// requestColumns are those that scanRequest reads.
const requestColumns = "at, method, host, path, status, took, correlation_id"

func scanRequest(rows *sql.Rows) (r model.Request, err error) {
	var at int64
	err = rows.Scan(&at, &r.Method, &r.Host, &r.Path, &r.Status, &r.Took, (*string)(&r.CorrelationID))
	r.At = record.Time(at)
	return r, err
}
