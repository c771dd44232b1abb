package store

import (
	"context"
	"database/sql"
	"errors"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// save keeps what was learned of tasks, and returns of how many.
func (s *SQLite) save(ctx context.Context, tx *sql.Conn, revision int64, tasks []*model.Task) (int, error) {
	if len(tasks) == 0 {
		return 0, nil
	}
	sv := saver{tx: tx, revision: revision, name: s.saver, seen: s.seen.Load()}
	for _, t := range tasks {
		if err := sv.save(ctx, t); err != nil {
			return 0, err
		}
	}
	return sv.saved, unplace(ctx, tx, revision)
}

// saver saves tasks within one transaction.
type saver struct {
	tx       *sql.Conn
	revision int64
	name     int64 // the Store's
	seen     int64 // the latest revision its caller knows
	saved    int   // tasks
}

const (
	findTask = `
		SELECT seq, report_at, saver = ?2 OR revision <= ?3, length(report) > 0
		FROM task WHERE id = ?1 AND place = 0`
	// The row is ours alone if its last change was ours, or known to us.
	updateTask = `
		UPDATE task SET
			revision = ?2, saver = iif(saver = ?3 OR revision <= ?4, ?3, 0),
			asked_at = ?5, report_at = ?6, report = coalesce(?7, report), checks = ?8
		WHERE seq = ?1`
)

func (sv *saver) save(ctx context.Context, t *model.Task) error {
	var seq int64
	var is record.Saved
	err := sv.tx.QueryRowContext(ctx, findTask, string(t.ID), sv.name, sv.seen).Scan(&seq, &is.ReportAt, &is.Known, &is.Reported)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // not watched
	}
	if err != nil {
		return err
	}
	var there *model.Task
	if is.Doubtful(t) {
		if there, err = sv.stored(ctx, seq); err != nil {
			return err
		}
	}
	report, newer := is.Over(t, there)
	if !newer {
		return nil
	}
	written := any(nil) // NULL leaves the one there
	if report != nil {
		written = report
		if err := sv.raw(ctx, seq, t.Report); err != nil {
			return err
		}
	}
	sv.saved++
	_, err = sv.tx.ExecContext(ctx, updateTask, seq, sv.revision, sv.name, sv.seen,
		record.Nano(t.AskedAt), record.Nano(t.ReportAt), written, record.Checks(t))
	return err
}

// stored returns the task as it is on disk.
func (sv *saver) stored(ctx context.Context, seq int64) (*model.Task, error) {
	tasks, _, err := tasksWhere(ctx, sv.tx, "seq = ?", seq)
	if err == nil && len(tasks) != 1 {
		err = record.ErrUnread
	}
	if err != nil {
		return nil, err
	}
	return tasks[0], nil
}

// raw keeps the body of a report in place of the one before it.
func (sv *saver) raw(ctx context.Context, seq int64, r *model.Report) error {
	if _, err := sv.tx.ExecContext(ctx, "DELETE FROM raw WHERE seq = ?", seq); err != nil {
		return err
	}
	size, body := record.Body(r)
	if size == 0 && body == nil {
		return nil
	}
	kept := any(nil) // NULL
	if body != nil {
		kept = body
	}
	_, err := sv.tx.ExecContext(ctx, "INSERT INTO raw (seq, size, body) VALUES (?, ?, ?)", seq, size, kept)
	return err
}

// TooLargeError says that a body was too large to be kept.
type TooLargeError = record.TooLargeError

// Raw returns the body of a task's last report as it came, nil if there is
// none. The error is a [*TooLargeError] if it was too large to be kept.
func (s *SQLite) Raw(ctx context.Context, id model.TaskID) ([]byte, error) {
	var size int
	var body []byte
	err := s.get(ctx, "read", `SELECT size, body FROM raw WHERE seq = (SELECT seq FROM task WHERE id = ?)`,
		[]any{string(id)}, &size, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return record.ReadBody(size, body)
}
