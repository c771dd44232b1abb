package pg

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// conn is a connection. A statement goes out with its arguments in one message and
// leaves nothing on the server, so that a pooler may give every transaction to
// another connection of its own.
type conn struct {
	*pgconn.PgConn
	idle time.Time // since when nobody has it; zero for one that is new
}

// errNoRow means that a query has no row.
var errNoRow = errors.New("no row")

// message returns a statement's arguments as they are sent.
func message(args []any) (values [][]byte, oids []uint32) {
	for _, arg := range args {
		value, oid := encode(arg)
		values, oids = append(values, value), append(oids, oid)
	}
	return values, oids
}

// query runs a query. Its rows are to be closed before anything else is run.
func (c *conn) query(ctx context.Context, sql string, args ...any) *rows {
	values, oids := message(args)
	return &rows{result: c.ExecParams(ctx, sql, values, oids, binaryFormat, binaryFormat)}
}

// row reads the first row of a query. The error is [errNoRow] if there is none.
func (c *conn) row(ctx context.Context, into []any, sql string, args ...any) error {
	r := c.query(ctx, sql, args...)
	found := r.Next()
	var err error
	if found {
		err = r.Scan(into...)
	}
	if closed := r.close(); closed != nil {
		return closed
	}
	if err == nil && !found {
		return errNoRow
	}
	return err
}

// exec runs a statement, and tells how many rows it changed.
func (c *conn) exec(ctx context.Context, sql string, args ...any) (int, error) {
	values, oids := message(args)
	done, err := c.ExecParams(ctx, sql, values, oids, binaryFormat, binaryFormat).Close()
	return int(done.RowsAffected()), err
}

// script runs statements without arguments.
func (c *conn) script(ctx context.Context, sql string) error {
	return c.Exec(ctx, sql).Close()
}

// batch is statements that go out together.
type batch struct {
	statements pgconn.Batch
	n          int
}

func (b *batch) queue(sql string, args ...any) {
	values, oids := message(args)
	b.statements.ExecParams(sql, values, oids, binaryFormat, binaryFormat)
	b.n++
}

// rows is what a query gives.
type rows struct {
	result *pgconn.ResultReader
	err    error
}

// Next goes to the next row, if there is one.
func (r *rows) Next() bool { return r.err == nil && r.result.NextRow() }

// Scan reads the row.
func (r *rows) Scan(into ...any) error {
	values, fields := r.result.Values(), r.result.FieldDescriptions()
	if len(values) != len(into) {
		return errors.New("a row has another number of columns than is read")
	}
	for i, value := range values {
		if err := decode(value, fields[i].DataTypeOID, into[i]); err != nil {
			return err
		}
	}
	return nil
}

// Err returns what went wrong; it ends the reading.
func (r *rows) Err() error { return r.close() }

// close ends the reading, and tells what went wrong. It may be called twice.
func (r *rows) close() error {
	if r.result != nil {
		_, r.err = r.result.Close()
		r.result = nil
	}
	return r.err
}

// each calls do for each row, and closes the rows.
func (r *rows) each(do func() error) error {
	for r.Next() {
		if err := do(); err != nil {
			_ = r.close() // the error above says more
			return err
		}
	}
	return r.close()
}
