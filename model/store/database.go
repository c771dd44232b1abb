package store

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"modernc.org/sqlite"
)

// database is a database file that is open.
type database struct {
	path   string
	file   os.FileInfo            // to tell it from another one of that name
	logs   map[string]os.FileInfo // what SQLite has beside it, by suffix
	writer *sql.DB                // one connection; its transactions take the write lock at once
	reader *sql.DB                // never waits for a writer
	guard  *guard
}

// open returns the database, or [ErrGone].
func (s *SQLite) open() (*database, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.db == nil {
		return nil, ErrGone
	}
	return s.db, nil
}

// Renew makes sure that the database is there and is the file of its name: one
// that was deleted, moved or replaced is left, and the one of that name is
// opened, or created. again tells that it is another one than before, which may
// know nothing of what was written: the caller should write all it knows. An
// error leaves the Store without a database. Its kinds are those of [Open];
// [Refused] tells those that time does not heal.
func (s *SQLite) Renew(ctx context.Context) (anew bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db != nil {
		if info, err := os.Lstat(s.path); err == nil && os.SameFile(info, s.db.file) {
			s.db.look()
			return false, nil
		}
		s.db.abandon()
		s.db = nil
	}
	db, found, err := openFile(ctx, s.path)
	if err != nil {
		return false, err
	}
	s.found = found
	if err := s.keepPortal(ctx, db); err != nil {
		return false, errors.Join(err, db.close())
	}
	s.db = db
	s.seen.Store(0)
	return true, nil
}

// keepPortal sees to it that a database that takes the place of another one
// belongs to the same account.
func (s *SQLite) keepPortal(ctx context.Context, db *database) error {
	portal := s.owner.Portal()
	if portal == "" {
		return nil
	}
	return failed(s.path, "bind", retry(ctx, func() error {
		return inTx(ctx, db.writer, writing, func(ctx context.Context, tx *sql.Conn) error { return bindAccount(ctx, tx, s.path, portal) })
	}))
}

// found is what was wrong with a file, and has been put right.
type found struct {
	aside  string // where a damaged one is
	mended string // a sentence about its folder
}

// openFile opens the file at path.
func openFile(ctx context.Context, path string) (db *database, f found, err error) {
	file, mended, err := prepare(path)
	if err != nil {
		return nil, f, err
	}
	f.mended = mended
	db, err = openShared(ctx, file)
	if errors.Is(err, ErrCorrupt) {
		if f.aside, err = setAside(ctx, file); err != nil {
			return nil, f, err
		}
		db, err = openShared(ctx, file)
	}
	return db, f, err
}

// openShared opens a file that exists, together with others; it may be empty.
func openShared(ctx context.Context, file string) (*database, error) {
	g, err := share(ctx, file)
	if err != nil {
		return nil, err
	}
	db, err := connect(ctx, file)
	if err != nil {
		return nil, errors.Join(err, g.release())
	}
	db.guard = g
	return db, nil
}

// connect opens a file whose guard the caller has.
func connect(ctx context.Context, file string) (*database, error) {
	db := &database{path: file}
	var err error
	if db.file, err = os.Lstat(file); err != nil {
		return nil, failed(file, "open", err)
	}
	if db.writer, err = openPool(dsn(file, 0, "")); err != nil {
		return nil, failed(file, "open", err)
	}
	db.writer.SetMaxOpenConns(1)
	if db.reader, err = openPool(dsn(file, 0, "_query_only=1")); err != nil {
		return nil, failed(file, "open", err)
	}
	db.reader.SetMaxIdleConns(2)
	db.reader.SetMaxOpenConns(4)

	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := retry(ctx, func() error { return db.ready(ctx) }); err != nil {
		_ = db.close() // the error that led here says more
		return nil, failed(file, "open", err)
	}
	db.look()
	return db, nil
}

// look notes which files SQLite has beside the database.
func (db *database) look() {
	db.logs = map[string]os.FileInfo{}
	for _, suffix := range companions {
		if info, err := os.Lstat(db.path + suffix); err == nil {
			db.logs[suffix] = info
		}
	}
}

func (db *database) close() error {
	err := errors.Join(db.reader.Close(), db.writer.Close())
	if db.guard != nil {
		err = errors.Join(err, db.guard.release())
	}
	return err
}

// abandon leaves a database whose file is not the one of its name any more. The
// log of that name may be another database's, and SQLite deletes its own when
// the last connection is closed: it is told to leave it, and a connection that
// is in use stays open. Its own log is taken away: another database of that name
// would take it for its own.
func (db *database) abandon() {
	for suffix, ours := range db.logs {
		if info, err := os.Lstat(db.path + suffix); err == nil && os.SameFile(info, ours) {
			_ = os.Remove(db.path + suffix) // if it stays, SQLite finds what does not belong together
		}
	}
	for _, pool := range []*sql.DB{db.writer, db.reader} {
		if keepLogs(pool) {
			_ = pool.Close() // nothing more is wanted of it
		}
	}
	if db.guard != nil {
		_ = db.guard.release()
	}
}

// keepLogs has every connection leave the log where it is, and reports whether
// all could be told.
func keepLogs(pool *sql.DB) bool {
	ctx, cancel := context.WithTimeout(context.Background(), retryPause)
	defer cancel()
	for range pool.Stats().OpenConnections {
		conn, err := pool.Conn(ctx)
		if err != nil {
			return false
		}
		defer func() { _ = conn.Close() }()
		err = conn.Raw(func(c any) error {
			_, err := c.(sqlite.FileControl).FileControlPersistWAL("main", 1)
			return err
		})
		if err != nil {
			return false
		}
	}
	return true
}
