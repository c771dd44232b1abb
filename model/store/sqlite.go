package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hubwatch/model/store/record"
)

const (
	patience     = 10 * time.Second      // how long to wait for other processes to finish writing
	retryPause   = 20 * time.Millisecond // between attempts, at most
	journalLimit = 200_000               // events kept
	requestLimit = 100_000               // requests kept in the audit log
	requestAge   = 30 * 24 * time.Hour   // and for how long
)

// SQLite is a Store in a file, which the processes of one user share. It is safe for
// concurrent use.
type SQLite struct {
	path  string
	who   string // see By
	views string

	owner record.Owner

	mu    sync.RWMutex
	db    *database // nil while there is none that can be used
	found found

	elapsed      func() time.Duration // since a fixed moment, however the clock is set
	seeing       sync.Mutex
	sighting     sighting
	saver        int64       // names this Store in the rows it saves
	seen         record.Seen // the latest revision the caller was told of
	journalLimit int64
	requestLimit int64
}

// New returns a Store whose database is opened by [SQLite.Renew]. Until then
// every other call fails with [ErrGone].
func New(path string) *SQLite {
	start := time.Now()
	saver := rand.Int64() | 1 // no other Store has it, and it is not 0
	return &SQLite{path: path, journalLimit: journalLimit, requestLimit: requestLimit, saver: saver, elapsed: func() time.Duration { return time.Since(start) }}
}

// Open opens the database at path, or creates it with the folders above it.
// Files are readable by their owner only, whatever the umask.
//
// A file that is damaged, or no database at all, is renamed and a new one
// begun: see [SQLite.setAside]. The error is a
// [*NewerError] if a later hubwatch wrote the database, a [*ForeignError] if
// another program did, and a [*RefusedError] if the file is not safe to use; all
// are left as they are. Every error names the path.
func Open(path string) (*SQLite, error) {
	s := New(path)
	if _, err := s.Renew(context.Background()); err != nil {
		return nil, err
	}
	return s, nil
}

// setAside returns where a damaged database was moved that was found instead of
// a good one, "" if none was. Somebody should tell the user: the watchlist is
// empty, and what it held may still be in that file.
func (s *SQLite) setAside() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.found.aside
}

// mended says that others could write to the folder, in a sentence; "" if not.
func (s *SQLite) mended() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.found.mended
}

// Notices returns what a user should know about the file that was opened.
func (s *SQLite) Notices() (notices []string) {
	if file := s.setAside(); file != "" {
		notices = append(notices, "the watchlist was damaged; it is kept as "+file+" and a new one is begun")
	}
	if mended := s.mended(); mended != "" {
		notices = append(notices, mended)
	}
	return notices
}

// Remote returns false: who shares the file is on this machine.
func (s *SQLite) Remote() bool { return false }

// Path returns the database file.
func (s *SQLite) Path() string { return s.path }

// Close ends the use of the database. What was written is there already.
func (s *SQLite) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil
	}
	err := s.db.close()
	s.db = nil
	return err
}

// dsn addresses the file with what every connection is set to. wait is how long
// SQLite itself waits for a lock.
func dsn(file string, wait time.Duration, own string) string {
	name := filepath.ToSlash(file)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter
	}
	query := fmt.Sprintf("_busy_timeout=%d&_foreign_keys=1&_dqs=0&_error_rc=1&%s",
		wait.Milliseconds(), own)
	return (&url.URL{Scheme: "file", Path: name, RawQuery: query}).String()
}

// write runs do in one transaction that holds the write lock from its start.
// The context it passes on is for the statements: see [unwatched].
func (s *SQLite) write(ctx context.Context, what string, do func(context.Context, *sql.Conn) error) error {
	return s.writeAs(ctx, writing, what, do)
}

// writeAs is write with a beginning: [writing] or [learning].
func (s *SQLite) writeAs(ctx context.Context, begin, what string, do func(context.Context, *sql.Conn) error) error {
	db, err := s.open()
	if err == nil {
		err = retry(ctx, func() error { return inTx(ctx, db.writer, begin, do) })
	}
	return s.failed(what, err)
}

// read runs do on one state of the database, whatever is written meanwhile.
func (s *SQLite) read(ctx context.Context, what string, do func(context.Context, *sql.Conn) error) error {
	db, err := s.open()
	if err == nil {
		err = retry(ctx, func() error { return inTx(ctx, db.reader, reading, do) })
	}
	return s.failed(what, err)
}

// each has scan take every row of a query.
func each(ctx context.Context, tx *sql.Conn, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// get reads one row. The error is [sql.ErrNoRows] itself if there is none.
func (s *SQLite) get(ctx context.Context, what, query string, args []any, into ...any) error {
	db, err := s.open()
	if err == nil {
		err = retry(ctx, func() error {
			return with(ctx, db.reader, func(ctx context.Context, conn *sql.Conn) error {
				return conn.QueryRowContext(ctx, query, args...).Scan(into...)
			})
		})
	}
	if errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return s.failed(what, err)
}

// retry repeats do while other processes have the lock that it needs. It asks
// far more often than SQLite's own waiting does: with that, one of ten
// processes that all write without a break can go without for longer than
// anybody's patience.
func retry(ctx context.Context, do func() error) error {
	start := time.Now()
	var busy error // what the time goes by for
	for {
		err := do()
		switch {
		case busy != nil && errors.Is(err, context.DeadlineExceeded):
			return busy
		case code(err) != codeBusy || time.Since(start) > patience:
			return err
		}
		busy = err
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return busy
			}
			return ctx.Err()
		case <-time.After(rand.N(retryPause)):
		}
	}
}
