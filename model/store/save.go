package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hubwatch/model"
)

// maxRaw is the largest body kept, in bytes; a large one is compressed.
const maxRaw = 1 << 20

// Save keeps what was learned of tasks: the last report and its body, the last
// check error, the counters and the history, not what a person wrote. The
// events go to the journal. It is one transaction.
//
// The last one to save a task wins, whatever the clocks say, if it knew what is
// on disk: up to the revision that Load or Since gave last. Of two that did not
// know of each other the one wins that HubSpot told later (see
// [model.Task.Knows]). A task that is not watched stays as it is, and does not
// come back.
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
		if err := unplace(ctx, tx, revision); err != nil {
			return 0, err
		}
		return sv.saved, s.journal(ctx, tx, events)
	})
}

// saver saves tasks within one transaction.
type saver struct {
	find, read, update, dropRaw, keepRaw *sql.Stmt

	revision int64
	name     int64 // the Store's
	seen     int64 // the latest revision its caller knows
	saved    int   // tasks
}

func (sv *saver) prepare(ctx context.Context, tx *sql.Tx) (err error) {
	if sv.find, err = tx.PrepareContext(ctx, `
		SELECT seq, report_at, saver = ?2 OR revision <= ?3, length(report) > 0
		FROM task WHERE id = ?1 AND place = 0`); err != nil {
		return err
	}
	if sv.read, err = tx.PrepareContext(ctx, "SELECT "+columns+" FROM task WHERE seq = ?"); err != nil {
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
	var seq, reportAt int64
	var known, reported bool
	err := sv.find.QueryRowContext(ctx, string(t.ID), sv.name, sv.seen).Scan(&seq, &reportAt, &known, &reported)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // not watched
	}
	if err != nil {
		return err
	}
	if reported && (!known || t.Report == nil || t.Report.Raw == nil) {
		there, err := sv.stored(ctx, seq)
		switch {
		case err != nil:
			return err
		case t.Report == nil, !known && !t.Knows(there):
			return nil // another process knows more
		case t.Report.Raw == nil && sameReport(t.Report, there.Report):
			reportAt = toNano(t.ReportAt) // it was read from there
		}
	}
	var report any // stays as it is
	if t.Report != nil && (!reported || toNano(t.ReportAt) != reportAt) {
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

// stored is the task as it is on disk.
func (sv *saver) stored(ctx context.Context, seq int64) (*model.Task, error) {
	rows, err := sv.read.QueryContext(ctx, seq)
	if err != nil {
		return nil, err
	}
	tasks, _, err := decodeRows(rows)
	if err == nil && len(tasks) != 1 {
		err = errRecord
	}
	if err != nil {
		return nil, err
	}
	return tasks[0], nil
}

// sameReport tells whether two reports are kept alike.
func sameReport(a, b *model.Report) bool { return bytes.Equal(encodeReport(a), encodeReport(b)) }

// raw keeps the body of a report in place of the one before it.
func (sv *saver) raw(ctx context.Context, seq int64, r *model.Report) error {
	if _, err := sv.dropRaw.ExecContext(ctx, seq); err != nil {
		return err
	}
	if r == nil || r.Raw == nil && r.Size == 0 {
		return nil
	}
	size, body := max(r.Size, len(r.Raw)), any(nil) // NULL
	switch {
	case r.Packed != nil: // it is shorter than its size: see Raw
		body = r.Packed
	case len(r.Raw) <= maxRaw && r.Raw != nil:
		body = r.Raw
	}
	_, err := sv.keepRaw.ExecContext(ctx, seq, size, body)
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
	case size > 0 && body == nil:
		return nil, &TooLargeError{Size: size}
	case len(body) < size:
		return model.Unpack(body)
	}
	return body, nil
}
