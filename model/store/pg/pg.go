package pg

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"hubwatch/model/store"
	"hubwatch/model/store/record"
)

const (
	pollEvery    = 2 * time.Second               // between two looks at whether anything is new, without a notice
	connectLimit = 5 * time.Second               // for one connection
	answerLimit  = 5 * time.Second               // for what is answered at once
	workLimit    = time.Minute                   // for the rest, which may be a whole watchlist
	idleLimit    = 3 * time.Second               // of the server, for one who is silent within a transaction
	journalLimit = 200_000                       // events kept
	requestLimit = 100_000                       // requests kept in the audit log
	requestAge   = 30 * 24 * time.Hour           // and for how long
	trust        = store.LeaseTime - time.Second // what the holder counts on, of a lease
)

// Options selects a watchlist.
type Options struct {
	URL       string // see [CheckAddress]
	Watchlist string // its name in the database
	Who       string // the user and the machine, for those who look on
	// Password is called for the first connection, and again after a refusal.
	// nil leaves the password to PGPASSWORD and PGPASSFILE.
	Password func(context.Context) (string, error)
}

// Store is a watchlist in a database reached over a network. It is safe for
// concurrent use. Without a connection every call fails with an error that
// wraps [store.ErrGone]; once there is one, calls work again.
type Store struct {
	address address
	options Options
	secret  secret
	pool    *pool

	owner record.Owner

	mu      sync.RWMutex
	list    list   // zero before it was first found
	looksOn string // why nothing may be changed here; "" if that may be

	saver int64        // names this Store in the rows it saves
	term  atomic.Int64 // of the lease; 0 without it
	seen  record.Seen  // the latest revision the caller was told of

	polling   sync.Mutex // held while the state is looked at
	last      state
	documents map[string]document
	claims    claims
	others    []string // who looks on
	othersAt  time.Time
	every     time.Duration // between two looks, without a notice
	ear       ear

	doubting sync.Mutex
	doubts   []*doubt
}

// list is a watchlist of the database.
type list struct {
	id   int64
	born string
}

// New returns a Store that [Store.Renew] opens. The error says what is wrong
// with the address, and does not repeat it.
func New(o Options) (*Store, error) {
	a, err := parse(o.URL)
	if err != nil {
		return nil, fmt.Errorf("the address of the store %w", err)
	}
	c, err := pgconn.ParseConfig(a.full)
	if err != nil {
		return nil, errors.New("the address of the store cannot be used: a file it names is not there or cannot be read")
	}
	s := &Store{address: a, options: o, saver: rand.Int64() | 1, every: pollEvery, documents: map[string]document{}}
	s.secret.ask = o.Password
	c.ConnectTimeout = connectLimit
	c.RuntimeParams["application_name"] = "hubwatch"
	s.pool = newPool(c, &s.secret)
	return s, nil
}

// Path names the database and the watchlist in it.
func (s *Store) Path() string {
	return s.address.shown + "#" + s.options.Watchlist
}

// Remote returns true: machines that we cannot see share it.
func (s *Store) Remote() bool { return true }

// Notices returns what a user should know about the connection.
func (s *Store) Notices() []string {
	if !s.ear.deaf.Load() {
		return nil
	}
	return []string{"notices of changes do not come through, as behind a pooler in transaction mode: what others change shows within two seconds"}
}

// Close ends the use of the database. What was written is there already.
func (s *Store) Close() error {
	s.ear.close()
	s.pool.close()
	return nil
}

// Renew makes sure that the watchlist is there, and is the same as before. It
// asks the database only if that is not known: one that was out of reach for a
// while is still the same.
func (s *Store) Renew(ctx context.Context) (anew bool, err error) {
	s.mu.RLock()
	known := s.list.id != 0
	s.mu.RUnlock()
	portal := s.owner.Portal()
	if known {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*answerLimit)
	defer cancel()
	var found list
	var looksOn string
	err = s.pool.do(ctx, func(c *conn) (err error) {
		if found, err = s.find(ctx, c); err == nil {
			looksOn, err = mayWrite(ctx, c)
		}
		return err
	})
	if err == nil && portal != "" && looksOn == "" {
		err = s.bind(ctx, found, portal)
	}
	if err != nil {
		return false, s.failed("open", err)
	}
	s.mu.Lock()
	s.list, s.looksOn = found, looksOn
	s.mu.Unlock()
	s.seen.Store(0)
	s.forget()
	return true, nil
}

// find finds the watchlist, or begins it.
func (s *Store) find(ctx context.Context, c *conn) (l list, err error) {
	version, err := version(ctx, c)
	switch {
	case err != nil:
		return l, err
	case version == 0:
		return l, s.refused("has no schema for hubwatch yet: \"hubwatch store init\" makes it")
	case version < len(migrations):
		return l, s.refused(fmt.Sprintf("has schema version %d, this hubwatch needs %d: \"hubwatch store init\" brings it there, and everybody else needs as new a hubwatch then", version, len(migrations)))
	case version > len(migrations):
		return l, &store.NewerError{Path: s.Path(), Version: version, Known: len(migrations)}
	}
	const find = "SELECT id, born::text FROM hubwatch.watchlist WHERE name = $1"
	err = c.row(ctx, []any{&l.id, &l.born}, find, s.options.Watchlist)
	if !errors.Is(err, errNoRow) {
		return l, err
	}
	_, err = c.exec(ctx, "INSERT INTO hubwatch.watchlist (name) VALUES ($1) ON CONFLICT DO NOTHING", s.options.Watchlist)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && (e.Code == "42501" || e.Code == "25006") {
		return l, s.refused("has no such watchlist, and you may only look on there: whoever takes part begins it, or names another profile")
	}
	if err == nil {
		err = c.row(ctx, []any{&l.id, &l.born}, find, s.options.Watchlist)
	}
	return l, err
}

// version returns the schema version of the database, 0 if it has none.
func version(ctx context.Context, c *conn) (version int, err error) {
	var there bool
	if err := c.row(ctx, []any{&there}, "SELECT to_regclass('hubwatch.version') IS NOT NULL"); err != nil || !there {
		return 0, err
	}
	err = c.row(ctx, []any{&version}, "SELECT version FROM hubwatch.version")
	if errors.Is(err, errNoRow) {
		return 0, nil
	}
	return version, err
}

// Init creates the schema or upgrades it to this version, and creates the
// watchlist. It returns the version found, 0 if there was none.
func (s *Store) Init(ctx context.Context) (before int, err error) {
	ctx, cancel := context.WithTimeout(ctx, workLimit)
	defer cancel()
	err = s.pool.transact(ctx, "BEGIN", func(c *conn) error {
		if before, err = begun(ctx, c); err != nil || before >= len(migrations) {
			return err
		}
		for i := before; i < len(migrations); i++ {
			if err := c.script(ctx, migrations[i]); err != nil {
				return fmt.Errorf("migrate to schema version %d: %w", i+1, err)
			}
		}
		if _, err := c.exec(ctx, "UPDATE hubwatch.version SET version = $1", len(migrations)); err != nil {
			return err
		}
		return c.script(ctx, "COMMIT")
	})
	if err == nil && before > len(migrations) {
		err = &store.NewerError{Path: s.Path(), Version: before, Known: len(migrations)}
	}
	if err != nil {
		return before, s.failed("prepare", err)
	}
	_, err = s.Renew(ctx)
	return before, err
}

// begun makes the place for the schema's version, and gives the version.
func begun(ctx context.Context, c *conn) (version int, err error) {
	// Whoever else makes it waits here: the number is hubwatch's own.
	if err := c.script(ctx, `
		SELECT pg_advisory_xact_lock(1752523383);
		CREATE SCHEMA IF NOT EXISTS hubwatch;
		CREATE TABLE IF NOT EXISTS hubwatch.version (version integer NOT NULL);`); err != nil {
		return 0, err
	}
	err = c.row(ctx, []any{&version}, "SELECT version FROM hubwatch.version FOR UPDATE")
	if errors.Is(err, errNoRow) {
		_, err = c.exec(ctx, "INSERT INTO hubwatch.version VALUES (0)")
	}
	return version, err
}

// where returns the watchlist, or [store.ErrGone].
func (s *Store) where() (list, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.list.id == 0 {
		return list{}, store.ErrGone
	}
	return s.list, nil
}

// lose notes that the watchlist is not the one that was found: the next Renew
// finds another.
func (s *Store) lose(l list) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list == l {
		s.list = list{}
	}
}

var _ store.Store = (*Store)(nil)
