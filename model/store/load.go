package store

import (
	"context"
	"database/sql"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// Load gives the watched tasks in the order they were added, and the revision
// of the watchlist to ask [SQLite.Since] with. The bodies of the reports are
// left on disk: see [SQLite.Raw].
func (s *SQLite) Load(ctx context.Context) (tasks []*model.Task, revision int64, err error) {
	err = s.read(ctx, "read", func(ctx context.Context, tx *sql.Conn) error {
		if err := tx.QueryRowContext(ctx, "SELECT revision FROM watchlist").Scan(&revision); err != nil {
			return err
		}
		tasks, _, err = tasksWhere(ctx, tx, "place = 0 ORDER BY seq")
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	s.seen.Told(revision)
	return tasks, revision, nil
}

// Since tells what any process has changed after the revision that Load or
// Since last gave. It costs next to nothing if nothing has. Left out are tasks
// that nobody but this Store's own [SQLite.Take] has touched: the caller has
// them already, and may know more by now.
func (s *SQLite) Since(ctx context.Context, revision int64) (Changes, error) {
	c := Changes{Revision: revision}
	changed := false
	err := s.get(ctx, "read", changedByOthers, []any{revision, s.saver}, &c.Revision, &changed)
	if err != nil {
		return Changes{Revision: revision}, err
	}
	if !changed {
		s.seen.Told(c.Revision)
		return c, nil
	}
	err = s.read(ctx, "read", func(ctx context.Context, tx *sql.Conn) error {
		if err := tx.QueryRowContext(ctx, "SELECT revision FROM watchlist").Scan(&c.Revision); err != nil {
			return err
		}
		// The sign has the rows found by their revision: all would be read for the order.
		c.Tasks, c.Gone, err = tasksWhere(ctx, tx, "revision > ? AND saver <> ? ORDER BY +seq", revision, s.saver)
		return err
	})
	if err != nil {
		return Changes{Revision: revision}, err
	}
	s.seen.Told(c.Revision)
	return c, nil
}

// changedByOthers asks for the revision, and whether anybody else has changed a task
// since another one.
const changedByOthers = `
	SELECT revision, revision > ?1 AND EXISTS (SELECT 1 FROM task WHERE revision > ?1 AND saver <> ?2)
	FROM watchlist`

// tasksWhere reads the tasks that a condition is for: the watched ones, and the IDs of
// the others.
func tasksWhere(ctx context.Context, tx *sql.Conn, where string, args ...any) (tasks []*model.Task, gone []model.TaskID, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+record.Columns+" FROM task WHERE "+where, args...)
	if err != nil {
		return nil, nil, err
	}
	return readTasks(rows)
}

// readTasks reads all rows and closes them.
func readTasks(rows *sql.Rows) (tasks []*model.Task, gone []model.TaskID, err error) {
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	return record.Tasks(rows)
}
