package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// guard is a lock beside the database. Everybody who has the database open
// shares it; who sets the database aside has it alone. Without it, a process
// that still has the renamed file open would take the log of the new database,
// which has its name, for its own, and delete it.
//
// It is a lock of SQLite's on an empty file: those work everywhere, and go with
// their process however that ends.
type guard struct {
	db *sql.DB
	tx *sql.Tx
}

// share takes the guard together with others.
func share(ctx context.Context, file string) (*guard, error) { return takeGuard(ctx, file, "deferred") }

// alone takes the guard when nobody else has it.
func alone(ctx context.Context, file string) (*guard, error) {
	return takeGuard(ctx, file, "exclusive")
}

func takeGuard(ctx context.Context, file, how string) (*guard, error) {
	name := file + ".lock"
	if err := create(name); err != nil {
		return nil, err
	}
	g := &guard{}
	var err error
	if g.db, err = sql.Open("sqlite", dsn(name, 0, "_txlock="+how)); err != nil {
		return nil, fmt.Errorf("lock %q: %w", name, err)
	}
	// The transaction lasts as long as the guard is held.
	if err = retry(ctx, g.lock); err != nil {
		_ = g.db.Close() // the error that led here says more
		return nil, fmt.Errorf("lock %q: %w", name, err)
	}
	return g, nil
}

func (g *guard) lock() (err error) {
	if g.tx, err = g.db.BeginTx(context.Background(), nil); err != nil {
		return err
	}
	var tables int // reading is what takes a shared lock
	err = g.tx.QueryRowContext(context.Background(), "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	if err != nil {
		_ = g.tx.Rollback() // of no interest beside the error
	}
	return err
}

func (g *guard) release() error {
	return errors.Join(g.tx.Rollback(), g.db.Close())
}

// create makes an empty file for the owner alone, unless there is one. It never
// opens one that is there: closing it would drop the locks this process has on
// it.
func create(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create the database: %w", err)
	}
	return f.Close()
}
