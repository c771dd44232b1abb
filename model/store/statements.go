package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
)

// openPool returns the connections to a database. They keep each statement compiled:
// SQLite takes longer to compile one than to carry it out, and those of this
// package are always the same.
func openPool(dsn string) (*sql.DB, error) {
	c, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector{c}), nil
}

// connector opens connections to SQLite.
type connector struct{ driver.Connector }

// Connect opens one.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	able, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a connection of SQLite's driver is a %T", conn), conn.Close())
	}
	return &connection{sqliteConn: able, compiled: map[string]*statement{}}, nil
}

// sqliteConn is what a connection of the driver can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	sqlite.FileControl
}

// connection is a connection that keeps its statements. One goroutine at a time
// has it.
type connection struct {
	sqliteConn
	compiled map[string]*statement // by their text
}

// statement is a compiled one.
type statement struct {
	sqliteStmt
	read bool // its rows are being read
}

// sqliteStmt is what a statement of the driver can do.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// statement returns the one of a text, nil if it is in use, or a PRAGMA: these do
// their work when they are compiled. The error is that of a context that has ended,
// too.
func (c *connection) statement(ctx context.Context, text string) (*statement, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch s := c.compiled[text]; {
	case s != nil && s.read, strings.HasPrefix(text, "PRAGMA"):
		return nil, nil
	case s != nil:
		return s, nil
	}
	compiled, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	able, ok := compiled.(sqliteStmt)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a statement of SQLite's driver is a %T", compiled), compiled.Close())
	}
	s := &statement{sqliteStmt: able}
	c.compiled[text] = s
	return s, nil
}

// ExecContext carries out a statement that has no rows.
func (c *connection) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, text)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return c.sqliteConn.ExecContext(ctx, text, args)
	}
	return s.ExecContext(ctx, args)
}

// QueryContext carries out a statement that has rows.
func (c *connection) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, text)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return c.sqliteConn.QueryContext(ctx, text, args)
	}
	r, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.read = true
	return &rows{r, s}, nil
}

// Close closes it with all its statements.
func (c *connection) Close() error {
	var err error
	for _, s := range c.compiled {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, c.sqliteConn.Close())
}

// rows is those of a statement, which is free again when they are closed.
type rows struct {
	driver.Rows
	of *statement
}

// Close closes them.
func (r *rows) Close() error {
	r.of.read = false
	return r.Rows.Close()
}
