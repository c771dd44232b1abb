package store

import (
	"context"
	"database/sql"

	"hubwatch/model"
)

// unplace takes their rows of the plan back from all tasks of a join by order
// that a task changed in this transaction shows to be wrong, and remembers it.
// The tasks count as changed for every process, this one too.
func unplace(ctx context.Context, tx *sql.Conn, revision int64) error {
	tasks, _, err := tasksWhere(ctx, tx, "revision = ? AND ordered <> ''", revision)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if !t.Misplaced() {
			continue
		}
		wrong := t.Wrong()
		if wrong.Tasks, err = affected(tx.ExecContext(ctx,
			"UPDATE task SET plan = x'', ordered = '', revision = ?, saver = 0 WHERE ordered = ?", revision, wrong.Order)); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO wrong_order VALUES (?, ?, ?, ?, ?)",
			wrong.Order, string(wrong.Task), string(wrong.Planned), string(wrong.Actual), wrong.Tasks); err != nil {
			return err
		}
	}
	return nil
}

// Wrong returns the joins by the order of answers that were seen to be wrong,
// as long as the database is there.
func (s *SQLite) Wrong(ctx context.Context) (all []model.WrongOrder, err error) {
	err = s.read(ctx, "read", func(ctx context.Context, tx *sql.Conn) error {
		all = nil
		return each(ctx, tx, func(rows *sql.Rows) error {
			w, err := scanWrong(rows)
			all = append(all, w)
			return err
		}, "SELECT "+wrongColumns+" FROM wrong_order ORDER BY rowid")
	})
	return all, err
}

// wrongColumns are those that scanWrong reads.
const wrongColumns = "name, task, planned, actual, tasks"

func scanWrong(rows *sql.Rows) (w model.WrongOrder, err error) {
	err = rows.Scan(&w.Order, &w.Task, &w.Planned, &w.Actual, &w.Tasks)
	return w, err
}
