package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

// copyLimit is for a whole watchlist on a slow network.
const copyLimit = 30 * time.Minute

// Parts reads everything, and of the views those of this person; see
// [store.Whole].
func (s *Store) Parts(ctx context.Context, each func(store.Part) error) error {
	return s.readWithin(ctx, copyLimit, "copy", func(c *conn, l list) error {
		r := &reader{ctx: ctx, conn: c, list: l, who: s.options.Who, each: each}
		for _, read := range []func() error{r.watchlist, r.tasks, r.events, r.requests, r.documents, r.causes, r.wrong} {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	})
}

// reader reads a watchlist in parts.
type reader struct {
	ctx  context.Context
	conn *conn
	list list
	who  string
	each func(store.Part) error
}

// parted gathers the rows of a query into parts.
func (r *reader) parted(query string, args []any, take func(*rows, *store.Part) error) error {
	rows := r.conn.query(r.ctx, query, append([]any{r.list.id}, args...)...)
	var p store.Part
	n := 0
	err := rows.each(func() error {
		if n == store.PartSize {
			if err := r.each(p); err != nil {
				return err
			}
			p, n = store.Part{}, 0
		}
		n++
		return take(rows, &p)
	})
	if err != nil {
		return err
	}
	return r.each(p)
}

func (r *reader) watchlist() error {
	var p store.Part
	err := r.conn.row(r.ctx, []any{&p.Portal, &p.Rule}, "SELECT portal, rule FROM hubwatch.watchlist WHERE id = $1", r.list.id)
	if err != nil {
		return there(err)
	}
	return r.each(p)
}

func (r *reader) tasks() error {
	const query = `
		SELECT t.id, seq, place, gone_at, label, note, ordered, plan, report, checks, added_at, asked_at, report_at,
			r.id IS NOT NULL, coalesce(size, 0), body
		FROM hubwatch.task t LEFT JOIN hubwatch.raw r ON r.watchlist = t.watchlist AND r.id = t.id WHERE t.watchlist = $1 ORDER BY seq`
	return r.parted(query, nil, func(rows *rows, p *store.Part) error {
		var k store.Kept
		err := rows.Scan((*string)(&k.ID), &k.Seq, &k.Place, &k.GoneAt, &k.Label, &k.Note, &k.Order, &k.Plan, &k.Report, &k.Checks,
			&k.AddedAt, &k.AskedAt, &k.ReportAt, &k.Bodied, &k.Size, &k.Body)
		p.Tasks = append(p.Tasks, k)
		return err
	})
}

func (r *reader) events() error {
	return r.parted("SELECT seq, id, event FROM hubwatch.event WHERE watchlist = $1 ORDER BY seq", nil, func(rows *rows, p *store.Part) error {
		e, err := scanEvent(rows)
		p.Events = append(p.Events, e)
		return err
	})
}

func (r *reader) requests() error {
	return r.parted("SELECT "+requestColumns+" FROM hubwatch.request WHERE watchlist = $1 ORDER BY seq", nil, func(rows *rows, p *store.Part) error {
		request, err := scanRequest(rows)
		p.Requests = append(p.Requests, request)
		return err
	})
}

func (r *reader) documents() error {
	const query = "SELECT person <> '', name, data FROM hubwatch.document WHERE watchlist = $1 AND person IN ('', $2) ORDER BY name"
	return r.parted(query, []any{r.who}, func(rows *rows, p *store.Part) error {
		var d store.Document
		err := rows.Scan(&d.Own, &d.Name, &d.Data)
		p.Documents = append(p.Documents, d)
		return err
	})
}

func (r *reader) causes() error {
	return r.parted("SELECT former, now FROM hubwatch.cause WHERE watchlist = $1 ORDER BY former, now", nil, func(rows *rows, p *store.Part) error {
		var former, now string
		err := rows.Scan(&former, &now)
		if p.Became == nil {
			p.Became = map[string][]string{}
		}
		p.Became[former] = append(p.Became[former], now)
		return err
	})
}

func (r *reader) wrong() error {
	return r.parted("SELECT "+wrongColumns+" FROM hubwatch.wrong_order WHERE watchlist = $1 ORDER BY seq", nil, func(rows *rows, p *store.Part) error {
		w, err := scanWrong(rows)
		p.Wrong = append(p.Wrong, w)
		return err
	})
}

// Fill writes everything; see [store.Whole].
func (s *Store) Fill(ctx context.Context, give func(put func(store.Part) error) error) error {
	return s.changeWithin(ctx, copyLimit, "copy to", func(c *change) error {
		there, err := c.total(s.options.Who)
		if err != nil || there.Tasks+there.Events > 0 {
			return errors.Join(err, store.ErrNotEmpty)
		}
		var put store.Total
		if err := give(func(p store.Part) error {
			put.Count(p)
			c.fill(p, s.options.Who)
			return c.flush()
		}); err != nil {
			return err
		}
		c.tasks, c.told = put.Tasks, true
		there, err = c.total(s.options.Who)
		if err == nil && there != put {
			err = fmt.Errorf("%+v are there, %+v were given", there, put)
		}
		return err
	})
}

// total counts what is there.
func (c *change) total(who string) (n store.Total, err error) {
	err = c.tx.row(c.ctx, []any{&n.Tasks, &n.Bodies, &n.Events, &n.Requests, &n.Documents, &n.Became, &n.Wrong}, `SELECT
		(SELECT count(*) FROM hubwatch.task WHERE watchlist = $1), (SELECT count(*) FROM hubwatch.raw WHERE watchlist = $1),
		(SELECT count(*) FROM hubwatch.event WHERE watchlist = $1), (SELECT count(*) FROM hubwatch.request WHERE watchlist = $1),
		(SELECT count(*) FROM hubwatch.document WHERE watchlist = $1 AND person IN ('', $2)),
		(SELECT count(*) FROM hubwatch.cause WHERE watchlist = $1), (SELECT count(*) FROM hubwatch.wrong_order WHERE watchlist = $1)`, c.list.id, who)
	return n, err
}

// fill puts a part into the batch.
func (c *change) fill(p store.Part, who string) {
	if p.Portal != "" || p.Rule != "" {
		c.batch.queue("UPDATE hubwatch.watchlist SET portal = $2, rule = $3 WHERE id = $1", c.list.id, p.Portal, p.Rule)
	}
	c.fillTasks(p.Tasks)
	for i := range p.Events {
		e := &p.Events[i]
		c.batch.queue("INSERT INTO hubwatch.event VALUES ($1, $2, $3, $4)", c.list.id, e.Seq, text(string(e.ID)), record.Event(&e.Event))
		c.lastEvent = e.Seq
	}
	if len(p.Requests) > 0 {
		c.log(p.Requests)
	}
	for _, d := range p.Documents {
		person := ""
		if d.Own {
			person = who
		}
		c.keep(person, d.Name, d.Data)
	}
	for former, ids := range p.Became {
		for _, now := range ids {
			c.batch.queue("INSERT INTO hubwatch.cause VALUES ($1, $2, $3)", c.list.id, former, now)
		}
	}
	for _, w := range p.Wrong {
		c.wrong(w)
	}
}

// fillTasks puts tasks as they are kept into the batch.
func (c *change) fillTasks(tasks []store.Kept) {
	for i := range tasks {
		k := &tasks[i]
		id := text(string(k.ID))
		c.batch.queue(`
			INSERT INTO hubwatch.task
				(watchlist, revision, id, seq, place, gone_at, label, note, ordered, plan, report, checks, added_at, asked_at, report_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			c.list.id, c.revision, id, k.Seq, k.Place, k.GoneAt, []byte(k.Label), []byte(k.Note), []byte(k.Order),
			k.Plan, k.Report, k.Checks, k.AddedAt, k.AskedAt, k.ReportAt)
		c.lastTask = max(c.lastTask, k.Seq)
		switch {
		case k.Bodied && k.Body == nil:
			c.batch.queue("INSERT INTO hubwatch.raw (watchlist, id, size) VALUES ($1, $2, $3)", c.list.id, id, k.Size)
		case k.Bodied:
			c.batch.queue("INSERT INTO hubwatch.raw VALUES ($1, $2, $3, $4)", c.list.id, id, k.Size, k.Body)
		}
	}
}
