package store

import (
	"context"
	"database/sql"
)

// How a transaction begins. One that writes takes the write lock at once.
//
// What was written is on the disk when the commit returns: a task ID that is lost
// in a power cut cannot be asked for again. What is learned is with the operating
// system then, which survives the end of the process at any moment; what a power
// cut takes of that is asked again, and the disk need not turn for every check.
const (
	writing  = "PRAGMA synchronous = FULL; BEGIN IMMEDIATE"
	learning = "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE"
	reading  = "BEGIN"
)

// inTx runs do in one transaction on a connection.
//
// It is begun and ended by statements: a transaction of database/sql has a
// goroutine that waits for the end of its context, and one more for each of its
// queries, which took most of the time of short ones.
func inTx(ctx context.Context, db *sql.DB, begin string, do func(context.Context, *sql.Conn) error) error {
	return with(ctx, db, func(ctx context.Context, conn *sql.Conn) error {
		if _, err := conn.ExecContext(ctx, begin); err != nil {
			return err
		}
		done := false
		defer func() {
			if !done {
				_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // of no interest beside the error
			}
		}()
		err := do(ctx, conn)
		if err == nil {
			_, err = conn.ExecContext(ctx, "COMMIT")
			done = err == nil
		}
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		return err
	})
}

// with runs do on a connection.
func with(ctx context.Context, db *sql.DB, do func(context.Context, *sql.Conn) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // it goes back
	return do(unwatched{ctx}, conn)
}

// unwatched is a context for statements. Each of them asks whether it has ended,
// before it begins; nobody waits for its end.
type unwatched struct{ context.Context }

// Done returns nil: nobody is told.
func (unwatched) Done() <-chan struct{} { return nil }
