package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// Add puts tasks on the watchlist, in their order, and returns how many were
// not on it before. Of each it takes the ID, label, note, plan and when it was
// added, and its history if it has one.
//
// A task that is watched already is not counted and keeps what it has; only
// what is empty is filled in. One that was removed or archived comes back to
// the end of the list with all that was known about it, and what is given
// replaces what a user wrote. The journal gets an [model.EventAdded] for each
// one counted.
func (s *SQLite) Add(ctx context.Context, entries []model.Task) (added int, err error) {
	err = s.change(ctx, writing, "add tasks to", func(ctx context.Context, tx *sql.Conn, revision int64) (int, error) {
		a := adder{tx: tx, revision: revision, who: model.Text(s.who)}
		for i := range entries {
			if err := a.add(ctx, &entries[i]); err != nil {
				return 0, err
			}
		}
		added = len(a.events)
		if err := unplace(ctx, tx, revision); err != nil {
			return 0, err
		}
		return a.changed, s.journal(ctx, tx, a.events)
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// adder adds tasks within one transaction.
type adder struct {
	tx       *sql.Conn
	revision int64
	who      model.Text
	changed  int           // tasks
	events   []model.Event // one for each task that was not watched
}

const (
	insertTask = `
		INSERT INTO task (id, revision, label, note, plan, ordered, added_at, checks)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING`
	comeBack = `
		UPDATE task SET
			seq = (SELECT max(seq) + 1 FROM task), place = 0, gone_at = 0,
			revision = ?2, saver = 0, added_at = ?7,
			label = iif(?3 = '', label, ?3), note = iif(?4 = '', note, ?4),
			plan = iif(?5 = x'', plan, ?5), ordered = iif(?5 = x'', ordered, ?6)
		WHERE id = ?1 AND place <> 0`
	fillTask = `
		UPDATE task SET
			revision = ?2, saver = 0,
			label = iif(label = '', ?3, label), note = iif(note = '', ?4, note),
			plan = iif(plan = x'', ?5, plan), ordered = iif(plan = x'', ?6, ordered)
		WHERE id = ?1
			AND (label = '' AND ?3 <> '' OR note = '' AND ?4 <> '' OR plan = x'' AND ?5 <> x'')`
)

func (a *adder) add(ctx context.Context, t *model.Task) error {
	args := []any{string(t.ID), a.revision, string(t.Label), string(t.Note), record.Plan(t.Plan), t.Order, record.Nano(t.AddedAt)}
	n, err := affected(a.tx.ExecContext(ctx, insertTask, append(args, record.First(t))...))
	if err == nil && n == 0 {
		n, err = affected(a.tx.ExecContext(ctx, comeBack, args...))
	}
	if n > 0 {
		a.events = append(a.events, model.Event{At: t.AddedAt, ID: t.ID, Kind: model.EventAdded, Who: a.who})
	} else if err == nil {
		n, err = affected(a.tx.ExecContext(ctx, fillTask, args[:6]...))
	}
	a.changed += n
	return err
}

// Replan gives watched tasks their rows of a plan, in place of those they had,
// and returns how many that changed. Of each it takes the ID, the plan and
// the order. Rows that an order told and a result contradicts are taken back
// at once: see [SQLite.Wrong].
func (s *SQLite) Replan(ctx context.Context, tasks []model.Task) (n int, err error) {
	err = s.change(ctx, writing, "change the plan of", func(ctx context.Context, tx *sql.Conn, revision int64) (int, error) {
		n = 0
		for i := range tasks {
			changed, err := affected(tx.ExecContext(ctx, replan, string(tasks[i].ID), revision, record.Plan(tasks[i].Plan), tasks[i].Order))
			if err != nil {
				return 0, err
			}
			n += changed
		}
		return n, unplace(ctx, tx, revision)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

const replan = `
	UPDATE task SET plan = ?3, ordered = ?4, revision = ?2, saver = 0
	WHERE id = ?1 AND place = 0 AND (plan <> ?3 OR ordered <> ?4)`

// takeOff is for [SQLite.move]: ?3 is the place, ?4 when.
const takeOff = `
	UPDATE task SET place = ?3, gone_at = ?4, revision = ?2, saver = 0
	WHERE id = ?1 AND place = 0`

// Remove takes tasks off the watchlist and returns how many were on it. They
// are kept for [SQLite.Restore].
func (s *SQLite) Remove(ctx context.Context, ids []model.TaskID, now time.Time) (int, error) {
	return s.move(ctx, "remove tasks from", ids, takeOff, record.Removed, record.Nano(now))
}

// Archive takes tasks that have ended off the watchlist and returns how many
// were on it. They stay in the database.
func (s *SQLite) Archive(ctx context.Context, ids []model.TaskID, now time.Time) (int, error) {
	return s.move(ctx, "archive tasks of", ids, takeOff, record.Archived, record.Nano(now))
}

// Restore undoes [SQLite.Remove] and [SQLite.Archive]: the tasks are back in
// their old places. It returns how many came back.
func (s *SQLite) Restore(ctx context.Context, ids []model.TaskID) (int, error) {
	return s.move(ctx, "restore tasks of", ids, `
		UPDATE task SET place = ?3, gone_at = ?4, revision = ?2, saver = 0
		WHERE id = ?1 AND place <> 0`, record.Watched, 0)
}

// Label changes what a user wrote about a watched task. The error wraps
// [ErrNotWatched] if there is none.
func (s *SQLite) Label(ctx context.Context, id model.TaskID, label, note model.Text) error {
	n := 0
	err := s.change(ctx, writing, "label a task of", func(ctx context.Context, tx *sql.Conn, revision int64) (_ int, err error) {
		n, err = affected(tx.ExecContext(ctx, `
			UPDATE task SET label = ?3, note = ?4, revision = ?2, saver = 0
			WHERE id = ?1 AND place = 0`, string(id), revision, string(label), string(note)))
		if err != nil || n == 0 {
			return 0, err
		}
		noted := model.Event{At: time.Now(), ID: id, Kind: model.EventNoted, Who: model.Text(s.who), Told: model.Noted(label, note)}
		return n, s.journal(ctx, tx, []model.Event{noted})
	})
	if err == nil && n == 0 {
		return fmt.Errorf("%s %w", id, ErrNotWatched)
	}
	return err
}

// move runs query for each task: ?1 is its ID, ?2 the new revision, then args.
// It returns how many tasks that changed.
func (s *SQLite) move(ctx context.Context, what string, ids []model.TaskID, query string, args ...any) (n int, err error) {
	err = s.change(ctx, writing, what, func(ctx context.Context, tx *sql.Conn, revision int64) (int, error) {
		n = 0
		for _, id := range ids {
			moved, err := affected(tx.ExecContext(ctx, query, append([]any{string(id), revision}, args...)...))
			if err != nil {
				return 0, err
			}
			n += moved
		}
		return n, nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// change runs do in one transaction and counts the revision up if do says that
// it changed any task. do is given the new revision to write into those.
func (s *SQLite) change(ctx context.Context, begin, what string, do func(context.Context, *sql.Conn, int64) (int, error)) error {
	return s.writeAs(ctx, begin, what, func(ctx context.Context, tx *sql.Conn) error {
		var revision int64
		if err := tx.QueryRowContext(ctx, "SELECT revision + 1 FROM watchlist").Scan(&revision); err != nil {
			return err
		}
		n, err := do(ctx, tx, revision)
		if err == nil && n > 0 {
			_, err = tx.ExecContext(ctx, "UPDATE watchlist SET revision = ?", revision)
		}
		return err
	})
}

// affected returns how many rows a statement changed.
func affected(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
