package pg

import (
	"context"
	"errors"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

// fence lets nobody write who has not the lease, and nobody take it until this
// change is over.
func (c *change) fence(term int64) error {
	var now int64
	err := c.tx.row(c.ctx, []any{&now}, "SELECT term FROM hubwatch.lease WHERE watchlist = $1 FOR SHARE", c.list.id)
	if errors.Is(err, errNoRow) || err == nil && (term == 0 || now != term) {
		return store.ErrLate
	}
	return err
}

// answer is what is there of a task that is watched.
type answer struct {
	record.Saved
	ordered bool
}

// save saves tasks. name is the Store's, seen the latest revision its caller
// knows.
func (c *change) save(tasks []*model.Task, name, seen int64) error {
	if len(tasks) == 0 {
		return nil
	}
	there, err := c.answers(tasks, name, seen)
	if err != nil {
		return err
	}
	kept, err := c.doubtful(tasks, there)
	if err != nil {
		return err
	}
	var ids, fresh, bodied []string
	var askedAt, reportAt, sizes []int64
	var reports, checks, bodies [][]byte
	for _, t := range tasks {
		id := text(string(t.ID))
		is, watched := there[id]
		if !watched {
			continue
		}
		report, newer := is.Over(t, kept[id])
		if !newer {
			continue
		}
		if report != nil {
			fresh = append(fresh, id)
			if size, body := record.Body(t.Report); size > 0 || body != nil {
				bodied, sizes, bodies = append(bodied, id), append(sizes, int64(size)), append(bodies, body)
			}
		}
		ids, reports, checks = append(ids, id), append(reports, report), append(checks, record.Checks(t))
		askedAt, reportAt = append(askedAt, record.Nano(t.AskedAt)), append(reportAt, record.Nano(t.ReportAt))
		c.ordered = c.ordered || is.ordered
	}
	c.tasks += len(ids)
	if len(ids) == 0 {
		return nil
	}
	c.batch.queue(`
		UPDATE hubwatch.task t SET
			revision = $2, saver = CASE WHEN saver = $3 OR revision <= $4 THEN $3 ELSE 0 END,
			asked_at = e.asked_at, report_at = e.report_at, report = coalesce(e.report, t.report), checks = e.checks
		FROM unnest($5::text[], $6::bigint[], $7::bigint[], $8::bytea[], $9::bytea[]) AS e (id, asked_at, report_at, report, checks)
		WHERE t.watchlist = $1 AND t.id = e.id`,
		c.list.id, c.revision, name, seen, ids, askedAt, reportAt, reports, checks)
	if len(fresh) > 0 {
		c.batch.queue("DELETE FROM hubwatch.raw WHERE watchlist = $1 AND id = ANY ($2)", c.list.id, fresh)
		c.batch.queue(`
			INSERT INTO hubwatch.raw (watchlist, id, size, body) SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bytea[])`,
			c.list.id, bodied, sizes, bodies)
	}
	return nil
}

// answers returns what is there of those tasks that are watched.
func (c *change) answers(tasks []*model.Task, name, seen int64) (map[string]answer, error) {
	ids := make([]string, len(tasks))
	for i, t := range tasks {
		ids[i] = text(string(t.ID))
	}
	there := map[string]answer{}
	rows := c.tx.query(c.ctx, `
		SELECT id, report_at, saver = $3 OR revision <= $4, length(report) > 0, ordered <> ''
		FROM hubwatch.task WHERE watchlist = $1 AND place = 0 AND id = ANY ($2)`, c.list.id, ids, name, seen)
	err := rows.each(func() error {
		var id string
		var a answer
		err := rows.Scan(&id, &a.ReportAt, &a.Known, &a.Reported, &a.ordered)
		there[id] = a
		return err
	})
	return there, err
}

// doubtful returns the tasks as they are kept of which it is not clear that
// those given know more.
func (c *change) doubtful(tasks []*model.Task, there map[string]answer) (map[string]*model.Task, error) {
	var ids []string
	for _, t := range tasks {
		id := text(string(t.ID))
		if there[id].Doubtful(t) {
			ids = append(ids, id)
		}
	}
	kept := map[string]*model.Task{}
	if len(ids) == 0 {
		return kept, nil
	}
	rows := c.tx.query(c.ctx, "SELECT "+record.Columns+" FROM hubwatch.task WHERE watchlist = $1 AND id = ANY ($2)", c.list.id, ids)
	stored, _, err := record.Tasks(rows)
	for _, t := range stored {
		kept[string(t.ID)] = t
	}
	return kept, errors.Join(err, rows.close())
}

// Raw returns the body of a task's last report as it came; see [store.Turns].
func (s *Store) Raw(ctx context.Context, id model.TaskID) ([]byte, error) {
	var size int
	var body []byte
	err := s.get(ctx, "read", "SELECT size, body FROM hubwatch.raw WHERE watchlist = $1 AND id = $2", []any{text(string(id))}, &size, &body)
	switch {
	case errors.Is(err, errNoRow):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return record.ReadBody(size, body)
}
