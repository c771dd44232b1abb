package pg

import (
	"context"
	"fmt"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

// Events reads the journal in order; see [store.Journal].
func (s *Store) Events(ctx context.Context, after int64, limit int) (entries []store.Entry, err error) {
	now, err := s.state(ctx)
	if err != nil || after >= now.lastEvent {
		return nil, err
	}
	err = s.read(ctx, "read the events of", func(tx *conn, l list) error {
		entries = nil
		rows := tx.query(ctx, "SELECT seq, id, event FROM hubwatch.event WHERE watchlist = $1 AND seq > $2 ORDER BY seq LIMIT $3", l.id, after, limit)
		return rows.each(func() error {
			e, err := scanEvent(rows)
			entries = append(entries, e)
			return err
		})
	})
	return entries, err
}

// scanEvent reads an event.
func scanEvent(rows *rows) (e store.Entry, err error) {
	var bytes []byte
	err = rows.Scan(&e.Seq, (*string)(&e.ID), &bytes)
	if err == nil {
		err = record.ReadEvent(bytes, &e.Event)
	}
	if err != nil {
		err = fmt.Errorf("event %d: %w", e.Seq, err)
	}
	return e, err
}

// LastEvent returns the number of the latest event, 0 if there is none.
func (s *Store) LastEvent(ctx context.Context) (int64, error) {
	now, err := s.state(ctx)
	return now.lastEvent, err
}

// Tell notes that a hook is told of an event; see [store.Journal]. Nobody looks at
// that, so that nobody is waked.
func (s *Store) Tell(ctx context.Context, event int64) (first bool, err error) {
	err = s.change(ctx, "save what is told to", func(c *change) error {
		n, err := c.tx.exec(c.ctx, `
			INSERT INTO hubwatch.document AS d (watchlist, person, name, data) VALUES ($1, '', $2, convert_to($3::bigint::text, 'UTF8'))
			ON CONFLICT (watchlist, person, name) DO UPDATE SET data = excluded.data
			WHERE convert_from(d.data, 'UTF8')::bigint < $3 OR convert_from(d.data, 'UTF8')::bigint > $4`,
			c.list.id, store.ToldDocument, event, c.lastEvent)
		first = n > 0
		return err
	})
	return first, err
}

// sent puts requests into the batch, and drops what is too old or too much.
func (c *change) sent(requests []model.Request) {
	if len(requests) == 0 {
		return
	}
	c.log(requests)
	oldest := requests[len(requests)-1].At.Add(-requestAge)
	c.batch.queue(`
		DELETE FROM hubwatch.request WHERE watchlist = $1 AND (seq <= $2 OR seq IN (
			SELECT seq FROM (SELECT seq, at FROM hubwatch.request WHERE watchlist = $1 ORDER BY seq LIMIT 1000) AS first WHERE at < $3))`,
		c.list.id, c.lastRequest-requestLimit, record.Nano(oldest))
}

// log puts requests into the batch.
func (c *change) log(requests []model.Request) {
	var at, status, took []int64
	var method, host, path, correlation [][]byte
	for i := range requests {
		r := &requests[i]
		at, status, took = append(at, record.Nano(r.At)), append(status, int64(r.Status)), append(took, int64(r.Took))
		method, host = append(method, []byte(r.Method)), append(host, []byte(r.Host))
		path, correlation = append(path, []byte(r.Path)), append(correlation, []byte(r.CorrelationID))
	}
	c.batch.queue(`
		INSERT INTO hubwatch.request (watchlist, seq, at, status, took, method, host, path, correlation_id)
		SELECT $1, $2 + r.n, r.at, r.status, r.took, r.method, r.host, r.path, r.correlation_id
		FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
			WITH ORDINALITY AS r (at, status, took, method, host, path, correlation_id, n)`,
		c.list.id, c.lastRequest, at, status, took, method, host, path, correlation)
	c.lastRequest, c.logged = c.lastRequest+int64(len(requests)), true
}

// requestColumns are those that scanRequest reads.
const requestColumns = "at, status, took, method, host, path, correlation_id"

func scanRequest(rows *rows) (r model.Request, err error) {
	var at, took int64
	err = rows.Scan(&at, &r.Status, &took, &r.Method, &r.Host, &r.Path, (*string)(&r.CorrelationID))
	r.At, r.Took = record.Time(at), time.Duration(took)
	return r, err
}

// Requests reads what the audit log has since a time; see [store.Journal].
func (s *Store) Requests(ctx context.Context, since time.Time) (requests []model.Request, err error) {
	err = s.read(ctx, "read the audit log of", func(tx *conn, l list) error {
		requests = nil
		rows := tx.query(ctx, "SELECT "+requestColumns+" FROM hubwatch.request WHERE watchlist = $1 AND at >= $2 ORDER BY seq", l.id, record.Nano(since))
		return rows.each(func() error {
			r, err := scanRequest(rows)
			requests = append(requests, r)
			return err
		})
	})
	return requests, err
}
