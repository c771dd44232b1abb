package pg

import (
	"context"
	"errors"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// unplace takes their rows of the plan back from all tasks of a join by order
// that a task changed in this transaction shows to be wrong, and remembers it.
// The tasks count as changed for every process, this one too.
func (c *change) unplace() error {
	if err := c.flush(); err != nil {
		return err
	}
	rows := c.tx.query(c.ctx, "SELECT "+record.Columns+" FROM hubwatch.task WHERE watchlist = $1 AND revision = $2 AND ordered <> '' ORDER BY seq", c.list.id, c.revision)
	tasks, _, err := record.Tasks(rows)
	if err = errors.Join(err, rows.close()); err != nil {
		return err
	}
	for _, t := range tasks {
		if !t.Misplaced() {
			continue
		}
		wrong := t.Wrong()
		n, err := c.tx.exec(c.ctx, "UPDATE hubwatch.task SET plan = '', ordered = '', revision = $2, saver = 0 WHERE watchlist = $1 AND ordered = $3",
			c.list.id, c.revision, []byte(wrong.Order))
		if err != nil {
			return err
		}
		wrong.Tasks = n
		c.wrong(wrong)
	}
	return nil
}

// wrong puts a join that was seen to be wrong into the batch.
func (c *change) wrong(w model.WrongOrder) {
	c.batch.queue(`
		INSERT INTO hubwatch.wrong_order (watchlist, name, task, planned, actual, tasks) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		c.list.id, []byte(w.Order), text(string(w.Task)), []byte(w.Planned), []byte(w.Actual), w.Tasks)
}

// wrongColumns are those that scanWrong reads.
const wrongColumns = "name, task, planned, actual, tasks"

func scanWrong(rows *rows) (w model.WrongOrder, err error) {
	err = rows.Scan(&w.Order, (*string)(&w.Task), (*string)(&w.Planned), (*string)(&w.Actual), &w.Tasks)
	return w, err
}

// Wrong returns the joins by the order of answers that were seen to be wrong.
func (s *Store) Wrong(ctx context.Context) (all []model.WrongOrder, err error) {
	err = s.read(ctx, "read", func(tx *conn, l list) error {
		all = nil
		rows := tx.query(ctx, "SELECT "+wrongColumns+" FROM hubwatch.wrong_order WHERE watchlist = $1 ORDER BY seq", l.id)
		return rows.each(func() error {
			w, err := scanWrong(rows)
			all = append(all, w)
			return err
		})
	})
	return all, err
}
