// Package store keeps the watchlist on disk: one SQLite database per profile,
// shared by every hubwatch process of the user at once.
//
// Every call is one transaction; when it returns without an error, what it
// wrote survives the end of the process at any moment. The token never comes
// here.
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
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver
)

const (
	patience     = 10 * time.Second      // how long to wait for other processes to finish writing
	retryPause   = 20 * time.Millisecond // between attempts, at most
	journalLimit = 200_000               // events kept
	requestLimit = 100_000               // requests kept in the audit log
	requestAge   = 30 * 24 * time.Hour   // and for how long
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path     string // of the file itself, symbolic links resolved
	setAside string

	writer *sql.DB // one connection; its transactions take the write lock at once
	reader *sql.DB // never waits for a writer

	elapsed      func() time.Duration // since a fixed moment, however the clock is set
	sighting     sighting             // only the writer touches it
	guard        *guard
	saver        int64        // names this Store in the rows it saves
	seen         atomic.Int64 // the latest revision the caller was told of
	journalLimit int64
	requestLimit int64
}

// Open opens the database at path, or creates it with the folders above it.
// Files are readable by their owner only, whatever the umask.
//
// A file that is damaged, or no database at all, is renamed and a new one
// begun: see [Store.SetAside]. The error is a [*NewerError] if a later hubwatch
// wrote the database, and a [*ForeignError] if another program did; both are
// left as they are. Every error names the path.
func Open(path string) (*Store, error) {
	file, err := prepare(path)
	if err != nil {
		return nil, err
	}
	s, err := open(file)
	if errors.Is(err, ErrCorrupt) {
		var aside string
		if aside, err = setAside(file); err != nil {
			return nil, err
		}
		if s, err = open(file); err == nil {
			s.setAside = aside
		}
	}
	return s, err
}

// SetAside is where Open moved a damaged database it found instead of a good
// one, "" if it did not. Somebody should tell the person: the watchlist is
// empty, and what it held may still be in that file.
func (s *Store) SetAside() string { return s.setAside }

// Path is the database file.
func (s *Store) Path() string { return s.path }

// Close ends the use of the database. What was written is there already.
func (s *Store) Close() error {
	err := errors.Join(s.reader.Close(), s.writer.Close())
	if s.guard != nil {
		err = errors.Join(err, s.guard.release())
	}
	return err
}

// open opens a file that exists; it may be empty.
func open(file string) (*Store, error) {
	g, err := share(file)
	if err != nil {
		return nil, err
	}
	s, err := connect(file)
	if err != nil {
		return nil, errors.Join(err, g.release())
	}
	s.guard = g
	return s, nil
}

// connect opens a file whose guard the caller has.
func connect(file string) (*Store, error) {
	start := time.Now()
	s := &Store{path: file, journalLimit: journalLimit, requestLimit: requestLimit, saver: randomName(), elapsed: func() time.Duration { return time.Since(start) }}
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(file, 0, "_txlock=immediate")); err != nil {
		return nil, s.failed("open", err)
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open("sqlite", dsn(file, patience, "_query_only=1")); err != nil {
		return nil, s.failed("open", err)
	}
	s.reader.SetMaxIdleConns(2)
	s.reader.SetMaxOpenConns(4)

	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	if err := retry(ctx, func() error { return s.ready(ctx) }); err != nil {
		_ = s.Close() // the error that led here says more
		return nil, s.failed("open", err)
	}
	return s, nil
}

// dsn addresses the file with what every connection is set to. wait is how long
// SQLite itself waits for a lock.
//
// synchronous is FULL: a commit is on the disk when it returns. For surviving
// kill -9 NORMAL would do, because in WAL mode a commit is with the operating
// system by then; but a task ID lost in a power cut cannot be asked for again.
func dsn(file string, wait time.Duration, own string) string {
	name := filepath.ToSlash(file)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter
	}
	query := fmt.Sprintf("_busy_timeout=%d&_foreign_keys=1&_synchronous=FULL&_dqs=0&_error_rc=1&%s",
		wait.Milliseconds(), own)
	return (&url.URL{Scheme: "file", Path: name, RawQuery: query}).String()
}

// randomName is a number no other Store has, and not 0.
func randomName() int64 {
	return rand.Int64() | 1
}

// write runs do in one transaction that holds the write lock from its start.
// The context it passes on is for the statements: the transaction as a whole
// ends with the caller's, so that they need not watch it one by one.
func (s *Store) write(ctx context.Context, what string, do func(context.Context, *sql.Tx) error) error {
	return s.failed(what, retry(ctx, func() error { return inTx(ctx, s.writer, do) }))
}

// read runs do on one state of the database, whatever is written meanwhile.
func (s *Store) read(ctx context.Context, what string, do func(context.Context, *sql.Tx) error) error {
	return s.failed(what, retry(ctx, func() error { return inTx(ctx, s.reader, do) }))
}

// get reads one row. The error is [sql.ErrNoRows] itself if there is none.
func (s *Store) get(ctx context.Context, what, query string, args []any, into ...any) error {
	err := retry(ctx, func() error { return s.reader.QueryRowContext(ctx, query, args...).Scan(into...) })
	if errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return s.failed(what, err)
}

func inTx(ctx context.Context, db *sql.DB, do func(context.Context, *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = do(context.WithoutCancel(ctx), tx)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		_ = tx.Rollback() // of no interest beside the error
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return err
}

// retry repeats do while other processes have the lock that it needs. It asks
// far more often than SQLite's own waiting does: with that, one of ten
// processes that all write without a break can go without for longer than
// anybody's patience.
func retry(ctx context.Context, do func() error) error {
	start := time.Now()
	for {
		err := do()
		if code(err) != codeBusy || time.Since(start) > patience {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(retryPause)):
		}
	}
}
