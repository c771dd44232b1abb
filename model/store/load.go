package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"sync"

	"hubwatch/model"
)

// columns of a task, as [row.scan] wants them.
const columns = `id, place, label, note, plan, ordered, added_at, asked_at, report_at, report, checks`

// Load gives the watched tasks in the order they were added, and the revision
// of the watchlist to ask [Store.Since] with. The bodies of the reports are
// left on disk: see [Store.Raw].
func (s *Store) Load(ctx context.Context) (tasks []*model.Task, revision int64, err error) {
	err = s.read(ctx, "read", func(ctx context.Context, tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT revision FROM watchlist").Scan(&revision); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, "SELECT "+columns+" FROM task WHERE place = 0 ORDER BY seq")
		if err != nil {
			return err
		}
		tasks, _, err = decodeRows(rows)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	s.told(revision)
	return tasks, revision, nil
}

// Changes is what became of the watchlist since a revision.
type Changes struct {
	Tasks    []*model.Task  // new, or changed in any way, as Load gives them
	Gone     []model.TaskID // not watched any more
	Revision int64          // to ask with next time
}

// Since tells what any process has changed after the revision that Load or
// Since last gave. It costs next to nothing if nothing has. Left out are tasks
// that nobody but this Store's own [Store.Save] has touched: the caller has
// them already, and may know more by now.
func (s *Store) Since(ctx context.Context, revision int64) (Changes, error) {
	c := Changes{Revision: revision}
	err := s.get(ctx, "read", "SELECT revision FROM watchlist", nil, &c.Revision)
	if err != nil || c.Revision == revision {
		return c, err
	}
	err = s.read(ctx, "read", func(ctx context.Context, tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT revision FROM watchlist").Scan(&c.Revision); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, "SELECT "+columns+
			" FROM task WHERE revision > ? AND saver <> ? ORDER BY seq", revision, s.saver)
		if err != nil {
			return err
		}
		c.Tasks, c.Gone, err = decodeRows(rows)
		return err
	})
	if err != nil {
		return Changes{Revision: revision}, err
	}
	s.told(c.Revision)
	return c, nil
}

// told notes which revision the caller knows now.
func (s *Store) told(revision int64) {
	for {
		seen := s.seen.Load()
		if revision <= seen || s.seen.CompareAndSwap(seen, revision) {
			return
		}
	}
}

// row is a task as it lies in the database.
type row struct {
	place                      int
	addedAt, askedAt, reportAt int64
	id, label, note, ordered   string
	plan, report, checks       []byte
}

func (r *row) scan(rows *sql.Rows) error {
	return rows.Scan(&r.id, &r.place, &r.label, &r.note, &r.plan, &r.ordered,
		&r.addedAt, &r.askedAt, &r.reportAt, &r.report, &r.checks)
}

func (r *row) task() (*model.Task, error) {
	t := &model.Task{
		ID: model.TaskID(r.id), Label: model.Text(r.label), Note: model.Text(r.note), Order: r.ordered,
		AddedAt: fromNano(r.addedAt), AskedAt: fromNano(r.askedAt), ReportAt: fromNano(r.reportAt),
	}
	err := decode(r.plan, &t.Plan, (*coder).fields)
	if err == nil {
		err = decode(r.report, &t.Report, (*coder).maybeReport)
	}
	if err == nil {
		err = decodeChecks(r.checks, t)
	}
	if err != nil {
		return nil, fmt.Errorf("task %s: %w", t.ID, err)
	}
	return t, nil
}

// decodeRows reads all rows and closes them. Reading takes one core and
// decoding the others, a batch of rows at a time.
func decodeRows(rows *sql.Rows) (tasks []*model.Task, gone []model.TaskID, err error) {
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	const batchSize = 64
	var d decoder
	batch := make([]row, 0, batchSize)
	for rows.Next() {
		batch = append(batch, row{})
		r := &batch[len(batch)-1]
		if err := r.scan(rows); err != nil {
			_, _ = d.wait() // the error above says more
			return nil, nil, err
		}
		if r.place != watched {
			gone = append(gone, model.TaskID(r.id))
			batch = batch[:len(batch)-1]
		}
		if len(batch) == batchSize {
			d.decode(batch)
			batch = make([]row, 0, batchSize)
		}
	}
	d.decode(batch)
	tasks, err = d.wait()
	if err == nil {
		err = rows.Err()
	}
	return tasks, gone, err
}

// decoder decodes batches of rows in parallel and keeps their order.
type decoder struct {
	batches []*decoded
	running sync.WaitGroup
	cores   chan struct{}
}

type decoded struct {
	tasks []*model.Task
	err   error
}

func (d *decoder) decode(batch []row) {
	if d.cores == nil {
		d.cores = make(chan struct{}, runtime.GOMAXPROCS(0))
	}
	result := &decoded{tasks: make([]*model.Task, 0, len(batch))}
	d.batches = append(d.batches, result)
	d.cores <- struct{}{}
	d.running.Go(func() {
		defer func() { <-d.cores }()
		for i := range batch {
			t, err := batch[i].task()
			if err != nil {
				result.err = err
				return
			}
			result.tasks = append(result.tasks, t)
		}
	})
}

func (d *decoder) wait() ([]*model.Task, error) {
	d.running.Wait()
	var tasks []*model.Task
	for _, b := range d.batches {
		if b.err != nil {
			return nil, b.err
		}
		tasks = append(tasks, b.tasks...)
	}
	return tasks, nil
}
