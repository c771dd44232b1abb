package pg

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// change is a transaction that has the watchlist to itself. What it is to write
// goes into its batch, and out with the commit.
type change struct {
	ctx  context.Context
	tx   *conn
	list list
	who  model.Text // the user who changes something

	revision    int64 // to be written into the tasks that it changes
	news        int64
	lastTask    int64
	lastEvent   int64
	lastRequest int64

	batch   batch
	tasks   int      // changed; the revision counts up if there are any
	told    bool     // others are to look, though no task has changed
	ordered bool     // a task was changed that has its row of the plan by an order
	events  []parcel // for the journal
	settled []*doubt // about events that turned out to be written
	logged  bool     // the audit log has grown
}

// parcel is an event as it is kept.
type parcel struct {
	id    string
	bytes string
}

// change runs do in one transaction. Its context is for the statements.
func (s *Store) change(ctx context.Context, what string, do func(*change) error) error {
	return s.changeWithin(ctx, workLimit, what, do)
}

// changeWithin returns change with a time limit of its own.
func (s *Store) changeWithin(ctx context.Context, limit time.Duration, what string, do func(*change) error) error {
	l, err := s.where()
	if err == nil {
		err = s.ReadOnly()
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var c *change
	err = s.pool.transact(ctx, "BEGIN", func(tx *conn) error {
		c = &change{ctx: ctx, list: l, tx: tx, who: model.Text(s.options.Who)}
		err := c.begin()
		if err == nil {
			err = s.resolve(ctx, tx, l)
		}
		if err == nil {
			err = do(c)
		}
		if err == nil {
			err = s.finish(c)
		}
		return err
	})
	if errors.Is(err, errReplaced) {
		s.lose(l)
	}
	return s.failed(what, err)
}

// errReplaced means that the watchlist is not there any more.
var errReplaced = errors.New("the watchlist is not in it any more")

// begin takes the watchlist, and has the server end the transaction if we fall
// silent: nobody is to wait for one who was stopped. Rows of others may refer to the
// watchlist meanwhile: such as the first lease.
func (c *change) begin() error {
	err := c.tx.row(c.ctx, []any{&c.revision, &c.news, &c.lastTask, &c.lastEvent, &c.lastRequest, nil}, `
		SELECT revision + 1, news + 1, last_task, last_event, last_request,
			set_config('idle_in_transaction_session_timeout', $2, true)
		FROM hubwatch.watchlist WHERE id = $1 FOR NO KEY UPDATE`, c.list.id, fmt.Sprint(idleLimit.Milliseconds()))
	return there(err)
}

// flush writes what is in the batch by now.
func (c *change) flush() error {
	if c.batch.n == 0 {
		return nil
	}
	err := c.tx.ExecBatch(c.ctx, &c.batch.statements).Close()
	c.batch = batch{}
	return err
}

// finish writes what is left, and commits.
func (s *Store) finish(c *change) error {
	if c.ordered {
		if err := c.unplace(); err != nil {
			return err
		}
	}
	first := s.journal(c)
	if c.tasks == 0 {
		c.revision-- // nothing has changed
	}
	news := c.tasks > 0 || c.told || len(c.events) > 0
	if !news {
		c.news--
	}
	if news || c.logged {
		c.batch.queue(`
			UPDATE hubwatch.watchlist
			SET revision = $2, news = $3, last_task = $4, last_event = $5, last_request = $6 WHERE id = $1`,
			c.list.id, c.revision, c.news, c.lastTask, c.lastEvent, c.lastRequest)
	}
	if news {
		c.batch.queue("SELECT pg_notify($1, $2)", channel(c.list), fmt.Sprint(c.news))
	}
	if err := c.flush(); err != nil {
		return err
	}
	err := c.tx.script(c.ctx, "COMMIT")
	if err == nil {
		s.settle(c.settled)
	}
	switch {
	case err == nil && news:
		s.moved(c)
	case err != nil && unsaid(err) && len(c.events) > 0:
		s.doubt(&doubt{c.list, first, c.events})
	}
	return err
}

// journal puts the events of a change into its batch, and returns the number of
// the first.
func (s *Store) journal(c *change) (first int64) {
	c.events, c.settled = s.unwritten(c.list, c.events)
	first = c.lastEvent + 1
	if len(c.events) == 0 {
		return first
	}
	ids, records := make([]string, len(c.events)), make([][]byte, len(c.events))
	for i, e := range c.events {
		ids[i], records[i] = e.id, []byte(e.bytes)
	}
	c.batch.queue(`
		INSERT INTO hubwatch.event (watchlist, seq, id, event)
		SELECT $1, $2 + e.n, e.id, e.event FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS e (id, event, n)`,
		c.list.id, c.lastEvent, ids, records)
	c.lastEvent += int64(len(c.events))
	if c.lastEvent > journalLimit {
		c.batch.queue("DELETE FROM hubwatch.event WHERE watchlist = $1 AND seq <= $2", c.list.id, c.lastEvent-journalLimit)
	}
	return first
}

// happened notes events for the journal.
func (c *change) happened(events ...model.Event) { c.events = append(c.events, parcels(events...)...) }

// parcels returns events as they are kept.
func parcels(events ...model.Event) []parcel {
	kept := make([]parcel, len(events))
	for i := range events {
		kept[i] = parcel{text(string(events[i].ID)), string(record.Event(&events[i]))}
	}
	return kept
}

// text returns a word as the database takes it.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// texts returns IDs as the database takes them. One that it cannot have is not
// among its tasks.
func texts(ids []model.TaskID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = text(string(id))
	}
	return out
}

// get reads one row of the watchlist, whose ID is the first argument. The error is
// [errNoRow] itself if there is none.
func (s *Store) get(ctx context.Context, what, query string, args []any, into ...any) error {
	l, err := s.where()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	err = s.pool.do(ctx, func(c *conn) error { return c.row(ctx, into, query, append([]any{l.id}, args...)...) })
	if errors.Is(err, errNoRow) {
		return errNoRow
	}
	return s.failed(what, err)
}

// read runs do on one state of the database, whatever is written meanwhile.
func (s *Store) read(ctx context.Context, what string, do func(*conn, list) error) error {
	return s.readWithin(ctx, workLimit, what, do)
}

// readWithin returns read with a time limit of its own.
func (s *Store) readWithin(ctx context.Context, limit time.Duration, what string, do func(*conn, list) error) error {
	l, err := s.where()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err = s.pool.transact(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", func(c *conn) error {
		if err := do(c, l); err != nil {
			return err
		}
		return c.script(ctx, "COMMIT")
	})
	if errors.Is(err, errReplaced) {
		s.lose(l)
	}
	return s.failed(what, err)
}
