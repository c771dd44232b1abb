package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

// Load gives the watched tasks in the order they were added, and the revision of
// the watchlist to ask [Store.Since] with.
func (s *Store) Load(ctx context.Context) (tasks []*model.Task, revision int64, err error) {
	c, err := s.tasks(ctx, "place = 0")
	return c.Tasks, c.Revision, err
}

// Since tells what any process has changed after the revision that Load or
// Since last gave; see [store.Tasks]. Nothing is asked as long as there was no
// notice of anything, except for a look every two seconds.
func (s *Store) Since(ctx context.Context, revision int64) (store.Changes, error) {
	now, err := s.state(ctx)
	if err != nil || now.revision == revision {
		return store.Changes{Revision: revision}, err
	}
	c, err := s.tasks(ctx, "revision > $2 AND saver <> $3", revision, s.saver)
	if err != nil {
		return store.Changes{Revision: revision}, err
	}
	return c, nil
}

// tasks reads the tasks that a condition is for.
func (s *Store) tasks(ctx context.Context, where string, args ...any) (c store.Changes, err error) {
	err = s.read(ctx, "read", func(tx *conn, l list) error {
		if err := there(tx.row(ctx, []any{&c.Revision}, "SELECT revision FROM hubwatch.watchlist WHERE id = $1", l.id)); err != nil {
			return err
		}
		rows := tx.query(ctx, "SELECT "+record.Columns+" FROM hubwatch.task WHERE watchlist = $1 AND "+where+" ORDER BY seq", append([]any{l.id}, args...)...)
		c.Tasks, c.Gone, err = record.Tasks(rows)
		return errors.Join(err, rows.close())
	})
	if err == nil {
		s.seen.Told(c.Revision)
	}
	return c, err
}

// there returns err, or that the watchlist is gone where it has no row.
func there(err error) error {
	if errors.Is(err, errNoRow) {
		return errReplaced
	}
	return err
}

// entry is a task as a user put it on the watchlist.
type entry struct {
	seq, addedAt int64
	place        int
	label, note  []byte
	plan, order  []byte
	checks       []byte // of a new one
	changed      bool
}

// Add puts tasks on the watchlist; see [store.Tasks].
func (s *Store) Add(ctx context.Context, entries []model.Task) (added int, err error) {
	if len(entries) == 0 {
		return 0, nil
	}
	err = s.change(ctx, "add tasks to", func(c *change) error {
		known, err := c.entries(entries)
		if err != nil {
			return err
		}
		var order []string
		for i := range entries {
			id := text(string(entries[i].ID))
			if known[id] == nil {
				order = append(order, id)
			}
			known[id] = c.add(known[id], &entries[i])
		}
		added = len(c.events)
		c.write(order, known)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// entries returns what is there of tasks, by ID.
func (c *change) entries(tasks []model.Task) (map[string]*entry, error) {
	ids := make([]string, len(tasks))
	for i := range tasks {
		ids[i] = text(string(tasks[i].ID))
	}
	known := map[string]*entry{}
	rows := c.tx.query(c.ctx, "SELECT id, seq, place, added_at, label, note, plan, ordered FROM hubwatch.task WHERE watchlist = $1 AND id = ANY ($2)", c.list.id, ids)
	err := rows.each(func() error {
		var id string
		e := &entry{}
		err := rows.Scan(&id, &e.seq, &e.place, &e.addedAt, &e.label, &e.note, &e.plan, &e.order)
		known[id] = e
		return err
	})
	return known, err
}

// add returns an entry as it is after a task was added.
func (c *change) add(e *entry, t *model.Task) *entry {
	label, note, plan := []byte(t.Label), []byte(t.Note), record.Plan(t.Plan)
	anew := e == nil
	switch {
	case anew:
		e = &entry{label: label, note: note, plan: plan, order: []byte(t.Order), checks: record.First(t)}
	case e.place != record.Watched:
		take(&e.label, label, true)
		take(&e.note, note, true)
		if take(&e.plan, plan, true) {
			e.order = []byte(t.Order)
		}
	default:
		filled := take(&e.label, label, false)
		filled = take(&e.note, note, false) || filled
		if take(&e.plan, plan, false) {
			e.order, filled = []byte(t.Order), true
		}
		e.changed = e.changed || filled
		c.ordered = c.ordered || filled && len(e.order) > 0
		return e
	}
	c.lastTask++
	e.seq, e.place, e.addedAt, e.changed = c.lastTask, record.Watched, record.Nano(t.AddedAt), true
	c.ordered = c.ordered || len(e.order) > 0
	c.happened(model.Event{At: t.AddedAt, ID: t.ID, Kind: model.EventAdded, Who: c.who})
	return e
}

// take gives a field what is said about it, if anything is; what is there
// already stays unless it is to be replaced.
func take(field *[]byte, said []byte, replace bool) bool {
	if len(said) == 0 || len(*field) > 0 && !replace {
		return false
	}
	*field = said
	return true
}

// write writes entries: the new ones, which have their order, and those that were
// there and have changed.
func (c *change) write(order []string, entries map[string]*entry) {
	var fresh, changed columns
	for _, id := range order {
		fresh.append(id, entries[id])
	}
	for id, e := range entries {
		if e.checks == nil && e.changed {
			changed.append(id, e)
		}
	}
	c.tasks += len(fresh.id) + len(changed.id)
	if len(fresh.id) > 0 {
		c.batch.queue(`
			INSERT INTO hubwatch.task (watchlist, revision, id, seq, added_at, label, note, plan, ordered, checks)
			SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[])`,
			c.list.id, c.revision, fresh.id, fresh.seq, fresh.addedAt, fresh.label, fresh.note, fresh.plan, fresh.order, fresh.checks)
	}
	if len(changed.id) > 0 {
		c.batch.queue(`
			UPDATE hubwatch.task t SET
				revision = $2, saver = 0, place = 0, gone_at = 0, seq = e.seq, added_at = e.added_at,
				label = e.label, note = e.note, plan = e.plan, ordered = e.ordered
			FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
				AS e (id, seq, added_at, label, note, plan, ordered)
			WHERE t.watchlist = $1 AND t.id = e.id`,
			c.list.id, c.revision, changed.id, changed.seq, changed.addedAt, changed.label, changed.note, changed.plan, changed.order)
	}
}

// columns is entries column by column.
type columns struct {
	id                               []string
	seq, addedAt                     []int64
	label, note, plan, order, checks [][]byte
}

func (c *columns) append(id string, e *entry) {
	c.id, c.seq, c.addedAt = append(c.id, id), append(c.seq, e.seq), append(c.addedAt, e.addedAt)
	c.label, c.note = append(c.label, e.label), append(c.note, e.note)
	c.plan, c.order, c.checks = append(c.plan, e.plan), append(c.order, e.order), append(c.checks, e.checks)
}

// Remove takes tasks off the watchlist; see [store.Tasks].
func (s *Store) Remove(ctx context.Context, ids []model.TaskID, now time.Time) (int, error) {
	return s.move(ctx, "remove tasks from", ids, takeOff, record.Removed, record.Nano(now))
}

// Archive takes tasks that have ended off the watchlist; see [store.Tasks].
func (s *Store) Archive(ctx context.Context, ids []model.TaskID, now time.Time) (int, error) {
	return s.move(ctx, "archive tasks of", ids, takeOff, record.Archived, record.Nano(now))
}

// Restore undoes Remove and Archive; see [store.Tasks].
func (s *Store) Restore(ctx context.Context, ids []model.TaskID) (int, error) {
	return s.move(ctx, "restore tasks of", ids, "place = 0, gone_at = 0 WHERE place <> 0")
}

// takeOff is for [Store.move].
const takeOff = "place = $4, gone_at = $5 WHERE place = 0"

// Label changes what a user wrote about a watched task; see [store.Tasks].
func (s *Store) Label(ctx context.Context, id model.TaskID, label, note model.Text) error {
	n := 0
	err := s.change(ctx, "label a task of", func(c *change) (err error) {
		n, err = c.move([]model.TaskID{id}, "label = $4, note = $5 WHERE place = 0", []byte(label), []byte(note))
		if err != nil || n == 0 {
			return err
		}
		c.happened(model.Event{At: time.Now(), ID: id, Kind: model.EventNoted, Who: c.who, Told: model.Noted(label, note)})
		return nil
	})
	if err == nil && n == 0 {
		return fmt.Errorf("%s %w", id, store.ErrNotWatched)
	}
	return err
}

// move sets something of tasks, where they are as it says, and returns how many
// that changed.
func (s *Store) move(ctx context.Context, what string, ids []model.TaskID, set string, args ...any) (n int, err error) {
	err = s.change(ctx, what, func(c *change) error {
		n, err = c.move(ids, set, args...)
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// move is the same within a change.
func (c *change) move(ids []model.TaskID, set string, args ...any) (n int, err error) {
	n, err = c.tx.exec(c.ctx, "UPDATE hubwatch.task SET revision = $2, saver = 0, "+set+" AND watchlist = $1 AND id = ANY ($3)",
		append([]any{c.list.id, c.revision, texts(ids)}, args...)...)
	c.tasks += n
	return n, err
}

// Replan gives watched tasks their rows of a plan; see [store.Tasks].
func (s *Store) Replan(ctx context.Context, tasks []model.Task) (n int, err error) {
	var rows columns
	for i := range tasks {
		t := &tasks[i]
		rows.append(text(string(t.ID)), &entry{plan: record.Plan(t.Plan), order: []byte(t.Order)})
	}
	err = s.change(ctx, "change the plan of", func(c *change) error {
		n, err = c.tx.exec(c.ctx, `
			UPDATE hubwatch.task t SET revision = $2, saver = 0, plan = e.plan, ordered = e.ordered
			FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS e (id, plan, ordered)
			WHERE t.watchlist = $1 AND t.id = e.id AND t.place = 0 AND (t.plan <> e.plan OR t.ordered <> e.ordered)`,
			c.list.id, c.revision, rows.id, rows.plan, rows.order)
		c.tasks, c.ordered = c.tasks+n, n > 0
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}
