package record

import (
	"fmt"
	"runtime"
	"sync"

	"hubwatch/model"
)

// Where a task is.
const (
	Watched  = 0
	Removed  = 1
	Archived = 2
)

// Columns of a task, as [Tasks] wants them.
const Columns = `id, place, label, note, plan, ordered, added_at, asked_at, report_at, report, checks`

// Rows is the result of a query, of whatever database.
type Rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
}

// text is text that a database has as such, or as bytes, since it may be anything.
type text string

// Scan takes it from the database.
func (t *text) Scan(from any) error {
	switch v := from.(type) {
	case string:
		*t = text(v)
	case []byte:
		*t = text(v)
	default:
		return ErrUnread
	}
	return nil
}

// row is a task as it lies in a database.
type row struct {
	place                      int
	addedAt, askedAt, reportAt int64
	id                         string
	label, note, ordered       text
	plan, report, checks       []byte
}

func (r *row) scan(rows Rows) error {
	return rows.Scan(&r.id, &r.place, &r.label, &r.note, &r.plan, &r.ordered,
		&r.addedAt, &r.askedAt, &r.reportAt, &r.report, &r.checks)
}

func (r *row) task() (*model.Task, error) {
	t := &model.Task{
		ID: model.TaskID(r.id), Label: model.Text(r.label), Note: model.Text(r.note), Order: string(r.ordered),
		AddedAt: Time(r.addedAt), AskedAt: Time(r.askedAt), ReportAt: Time(r.reportAt),
	}
	err := decode(r.plan, &t.Plan, (*coder).fields)
	if err == nil {
		t.Report, err = ReadReport(r.report)
	}
	if err == nil {
		err = ReadChecks(r.checks, t)
	}
	if err != nil {
		return nil, fmt.Errorf("task %s: %w", t.ID, err)
	}
	return t, nil
}

// Tasks reads all rows of Columns and leaves it to the caller to close them. It
// returns the watched tasks, and the IDs of the others. One core reads while
// the others decode, a batch of rows at a time.
func Tasks(rows Rows) (tasks []*model.Task, gone []model.TaskID, err error) {
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
		if r.place != Watched {
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
