package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// Whole is all that is kept, for a copy.
//
// Parts calls each with everything, as it was at one moment, in parts that fit
// into memory. Fill is for a watchlist in which nothing has happened yet: it
// writes all that give puts, or nothing at all if that fails, or if what is there
// then is not what was put. The error is [ErrNotEmpty] if something has happened.
// The lease and the claims are not copied.
type Whole interface {
	Parts(ctx context.Context, each func(Part) error) error
	Fill(ctx context.Context, give func(put func(Part) error) error) error
}

// ErrNotEmpty means that a watchlist is not new.
var ErrNotEmpty = errors.New("is not empty: a copy needs a watchlist of its own")

// Part is a part of all that is kept. What is empty is in other parts, or nowhere.
type Part struct {
	Portal    string // the account
	Rule      string // by which causes have their IDs
	Tasks     []Kept // in the order of their numbers
	Events    []Entry
	Requests  []model.Request
	Documents []Document
	Became    map[string][]string // what became of the IDs of causes
	Wrong     []model.WrongOrder
}

// Kept is a task as it is kept, watched or not. Times are Unix time in ns.
type Kept struct {
	ID                         model.TaskID
	Seq                        int64
	Place                      int
	GoneAt                     int64
	Label, Note, Order         string
	Plan, Report, Checks       []byte // records
	AddedAt, AskedAt, ReportAt int64
	Bodied                     bool // there is a body, of that size
	Size                       int64
	Body                       []byte // nil if it was too large to keep
}

// Document is a document, or a user's own view.
type Document struct {
	Own  bool
	Name string
	Data []byte
}

// ToldDocument is the document that has the number of the last event a hook was
// told of.
const ToldDocument = "told"

// Total is how much there is of a watchlist, for comparing.
type Total struct{ Tasks, Bodies, Events, Requests, Documents, Became, Wrong int }

// Count counts a part in.
func (n *Total) Count(p Part) {
	n.Tasks += len(p.Tasks)
	for i := range p.Tasks {
		if p.Tasks[i].Bodied {
			n.Bodies++
		}
	}
	n.Events, n.Requests, n.Documents, n.Wrong = n.Events+len(p.Events), n.Requests+len(p.Requests), n.Documents+len(p.Documents), n.Wrong+len(p.Wrong)
	for _, ids := range p.Became {
		n.Became += len(ids)
	}
}

// PartSize is how many rows a part has at most.
const PartSize = 200

// Parts reads everything; see [Whole].
func (s *SQLite) Parts(ctx context.Context, each func(Part) error) error {
	return s.read(ctx, "copy", func(ctx context.Context, tx *sql.Conn) error {
		var first Part
		if err := tx.QueryRowContext(ctx, "SELECT portal, rule FROM watchlist").Scan(&first.Portal, &first.Rule); err != nil {
			return err
		}
		if err := each(first); err != nil {
			return err
		}
		for _, read := range []func(context.Context, *sql.Conn, func(Part) error) error{partTasks, partEvents, partRequests, partRest} {
			if err := read(ctx, tx, each); err != nil {
				return err
			}
		}
		return nil
	})
}

// parted gathers the rows of a query into parts.
func parted(ctx context.Context, tx *sql.Conn, query string, got func(Part) error, take func(*sql.Rows, *Part) error) error {
	var p Part
	n := 0
	err := each(ctx, tx, func(rows *sql.Rows) error {
		if n == PartSize {
			if err := got(p); err != nil {
				return err
			}
			p, n = Part{}, 0
		}
		n++
		return take(rows, &p)
	}, query)
	if err != nil {
		return err
	}
	return got(p)
}

func partTasks(ctx context.Context, tx *sql.Conn, got func(Part) error) error {
	const query = `
		SELECT id, task.seq, place, gone_at, label, note, ordered, plan, report, checks, added_at, asked_at, report_at, size, body IS NULL, body
		FROM task LEFT JOIN raw ON raw.seq = task.seq ORDER BY task.seq`
	return parted(ctx, tx, query, got, func(rows *sql.Rows, p *Part) error {
		var k Kept
		var size sql.NullInt64
		var none bool
		err := rows.Scan((*string)(&k.ID), &k.Seq, &k.Place, &k.GoneAt, &k.Label, &k.Note, &k.Order, &k.Plan, &k.Report, &k.Checks,
			&k.AddedAt, &k.AskedAt, &k.ReportAt, &size, &none, &k.Body)
		k.Bodied, k.Size = size.Valid, size.Int64
		k.Plan, k.Report, k.Checks = filled(k.Plan), filled(k.Report), filled(k.Checks)
		if !none {
			k.Body = filled(k.Body)
		}
		p.Tasks = append(p.Tasks, k)
		return err
	})
}

// filled returns bytes of which there may be none: the driver gives nil for
// those.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func partEvents(ctx context.Context, tx *sql.Conn, got func(Part) error) error {
	return parted(ctx, tx, "SELECT seq, id, event FROM event ORDER BY seq", got, func(rows *sql.Rows, p *Part) error {
		e, err := scanEvent(rows)
		p.Events = append(p.Events, e)
		return err
	})
}

func partRequests(ctx context.Context, tx *sql.Conn, got func(Part) error) error {
	return parted(ctx, tx, "SELECT "+requestColumns+" FROM request ORDER BY seq", got, func(rows *sql.Rows, p *Part) error {
		r, err := scanRequest(rows)
		p.Requests = append(p.Requests, r)
		return err
	})
}

func partRest(ctx context.Context, tx *sql.Conn, got func(Part) error) error {
	err := parted(ctx, tx, "SELECT name, data FROM view ORDER BY name", got, func(rows *sql.Rows, p *Part) error {
		var d Document
		err := rows.Scan(&d.Name, &d.Data)
		p.Documents = append(p.Documents, d)
		return err
	})
	if err != nil {
		return err
	}
	err = parted(ctx, tx, "SELECT former, now FROM cause ORDER BY former, now", got, func(rows *sql.Rows, p *Part) error {
		var former, now string
		err := rows.Scan(&former, &now)
		if p.Became == nil {
			p.Became = map[string][]string{}
		}
		p.Became[former] = append(p.Became[former], now)
		return err
	})
	if err != nil {
		return err
	}
	return parted(ctx, tx, "SELECT "+wrongColumns+" FROM wrong_order ORDER BY rowid", got, func(rows *sql.Rows, p *Part) error {
		w, err := scanWrong(rows)
		p.Wrong = append(p.Wrong, w)
		return err
	})
}

// Fill writes everything; see [Whole].
func (s *SQLite) Fill(ctx context.Context, give func(put func(Part) error) error) error {
	return s.change(ctx, writing, "copy to", func(ctx context.Context, tx *sql.Conn, revision int64) (int, error) {
		there, err := s.total(ctx, tx)
		if err != nil || there.Tasks+there.Events > 0 {
			return 0, errors.Join(err, ErrNotEmpty)
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM view"); err != nil {
			return 0, err
		}
		var put Total
		if err := give(func(p Part) error {
			put.Count(p)
			return fillPart(ctx, tx, p, revision)
		}); err != nil {
			return 0, err
		}
		there, err = s.total(ctx, tx)
		if err == nil && there != put {
			err = fmt.Errorf("%+v are there, %+v were given", there, put)
		}
		return put.Tasks, err
	})
}

// total counts what is there.
func (s *SQLite) total(ctx context.Context, tx *sql.Conn) (n Total, err error) {
	err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM raw), (SELECT count(*) FROM event),
		(SELECT count(*) FROM request), (SELECT count(*) FROM view), (SELECT count(*) FROM cause), (SELECT count(*) FROM wrong_order)`).
		Scan(&n.Tasks, &n.Bodies, &n.Events, &n.Requests, &n.Documents, &n.Became, &n.Wrong)
	return n, err
}

func fillPart(ctx context.Context, tx *sql.Conn, p Part, revision int64) error {
	var failed error
	run := func(query string, args ...any) {
		if failed == nil {
			_, failed = tx.ExecContext(ctx, query, args...)
		}
	}
	if p.Portal != "" || p.Rule != "" {
		run("UPDATE watchlist SET portal = ?, rule = ?", p.Portal, p.Rule)
	}
	for i := range p.Tasks {
		k := &p.Tasks[i]
		run(`INSERT INTO task (id, seq, place, gone_at, revision, label, note, ordered, plan, report, checks, added_at, asked_at, report_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(k.ID), k.Seq, k.Place, k.GoneAt, revision, k.Label, k.Note, k.Order,
			k.Plan, k.Report, k.Checks, k.AddedAt, k.AskedAt, k.ReportAt)
		if k.Bodied {
			body := any(k.Body)
			if k.Body == nil {
				body = nil
			}
			run("INSERT INTO raw VALUES (?, ?, ?)", k.Seq, k.Size, body)
		}
	}
	for i := range p.Events {
		run("INSERT INTO event VALUES (?, ?, ?)", p.Events[i].Seq, string(p.Events[i].ID), record.Event(&p.Events[i].Event))
	}
	for _, r := range p.Requests {
		if failed == nil {
			failed = addRequest(ctx, tx, r)
		}
	}
	for _, d := range p.Documents {
		run("INSERT INTO view VALUES (?, ?)", d.Name, d.Data)
	}
	for former, ids := range p.Became {
		for _, now := range ids {
			run("INSERT INTO cause VALUES (?, ?)", former, now)
		}
	}
	for _, w := range p.Wrong {
		run("INSERT INTO wrong_order VALUES (?, ?, ?, ?, ?)", w.Order, string(w.Task), string(w.Planned), string(w.Actual), w.Tasks)
	}
	return failed
}
