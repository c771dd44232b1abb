package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hubwatch/model"
)

// maxRaw is the largest body kept, in bytes.
const maxRaw = 1 << 20

// Save keeps what was learned of tasks: the last report and its body, the last
// check error, the counters and the history, not what a person wrote. The
// events go to the journal. It is one transaction.
//
// Of two savers the one that knows more wins: a task with a newer report on
// disk, or with the same report and a later check, stays as it is. So does a
// task that is not watched, and it does not come back.
func (s *Store) Save(ctx context.Context, tasks []*model.Task, events []model.Event) error {
	return s.change(ctx, "save to", func(ctx context.Context, tx *sql.Tx, revision int64) (int, error) {
		sv := saver{revision: revision, name: s.saver, seen: s.seen.Load()}
		if err := sv.prepare(ctx, tx); err != nil {
			return 0, err
		}
		for _, t := range tasks {
			if err := sv.save(ctx, t); err != nil {
				return 0, err
			}
		}
		return sv.saved, s.journal(ctx, tx, events)
	})
}

// saver saves tasks within one transaction.
type saver struct {
	find, update, dropRaw, keepRaw *sql.Stmt

	revision int64
	name     int64 // the Store's
	seen     int64 // the latest revision its caller knows
	saved    int   // tasks
}

func (sv *saver) prepare(ctx context.Context, tx *sql.Tx) (err error) {
	if sv.find, err = tx.PrepareContext(ctx, `
		SELECT seq, asked_at, report_at FROM task WHERE id = ? AND place = 0`); err != nil {
		return err
	}
	// The row is ours alone if its last change was ours, or known to us.
	if sv.update, err = tx.PrepareContext(ctx, `
		UPDATE task SET
			revision = ?2, saver = iif(saver = ?3 OR revision <= ?4, ?3, 0),
			asked_at = ?5, report_at = ?6, report = coalesce(?7, report), checks = ?8
		WHERE seq = ?1`); err != nil {
		return err
	}
	if sv.dropRaw, err = tx.PrepareContext(ctx, `DELETE FROM raw WHERE seq = ?`); err != nil {
		return err
	}
	sv.keepRaw, err = tx.PrepareContext(ctx, `INSERT INTO raw (seq, size, body) VALUES (?, ?, ?)`)
	return err
}

func (sv *saver) save(ctx context.Context, t *model.Task) error {
	var seq, askedAt, reportAt int64
	err := sv.find.QueryRowContext(ctx, string(t.ID)).Scan(&seq, &askedAt, &reportAt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // not watched
	}
	if err != nil {
		return err
	}
	newer := toNano(t.ReportAt) - reportAt
	if newer < 0 || newer == 0 && toNano(t.AskedAt) < askedAt {
		return nil // another process knows more
	}
	var report any // stays as it is
	if newer > 0 {
		report = encodeReport(t.Report)
		if err := sv.raw(ctx, seq, t.Report); err != nil {
			return err
		}
	}
	sv.saved++
	_, err = sv.update.ExecContext(ctx, seq, sv.revision, sv.name, sv.seen,
		toNano(t.AskedAt), toNano(t.ReportAt), report, encodeChecks(t))
	return err
}

// raw keeps the body of a report in place of the one before it.
func (sv *saver) raw(ctx context.Context, seq int64, r *model.Report) error {
	if _, err := sv.dropRaw.ExecContext(ctx, seq); err != nil {
		return err
	}
	if r == nil || r.Raw == nil {
		return nil
	}
	var body any // NULL
	if len(r.Raw) <= maxRaw {
		body = r.Raw
	}
	_, err := sv.keepRaw.ExecContext(ctx, seq, len(r.Raw), body)
	return err
}

// TooLargeError says that a body was too large to be kept.
type TooLargeError struct{ Size int } // in bytes

// Error is one line, safe to print.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the reply has %d bytes; bodies of more than %d are not kept", e.Size, maxRaw)
}

// Raw is the body of a task's last report as it came, nil if there is none.
// The error is a [*TooLargeError] if it was too large to be kept.
func (s *Store) Raw(ctx context.Context, id model.TaskID) ([]byte, error) {
	var size int
	var body []byte
	err := s.get(ctx, "read", `SELECT size, body FROM raw WHERE seq = (SELECT seq FROM task WHERE id = ?)`,
		[]any{string(id)}, &size, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	case size > maxRaw:
		return nil, &TooLargeError{Size: size}
	}
	return body, nil
}
