package pg

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// OldestServer is the oldest supported version of PostgreSQL.
const OldestServer = 13

// Facts describes a store and the connection to it.
type Facts struct {
	Server string        // the version of PostgreSQL, as it calls itself
	Major  int           // of it
	User   string        // the role
	Schema int           // the version; 0 if there is none
	Reads  bool          // the role may read
	Writes bool          // and take part
	Took   time.Duration // for a question and its answer
	Ahead  time.Duration // by how much this machine's clock is ahead of the server's
	Notice time.Duration // how long a notice takes; 0 if none came
	Secure string        // how the connection is secured: an sslmode
	Remote bool          // the server is on another machine
}

// Look inspects the server, and what this role may do there. It creates
// nothing.
func (s *Store) Look(ctx context.Context) (f Facts, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*answerLimit)
	defer cancel()
	f.Secure, f.Remote = s.address.tls, s.address.remote
	err = s.pool.do(ctx, func(c *conn) error {
		var number int
		if err := c.row(ctx, []any{&f.Server, &number, &f.User}, "SELECT current_setting('server_version'), current_setting('server_version_num')::integer, current_user::text"); err != nil {
			return err
		}
		f.Major = number / 10_000
		var now time.Time
		sent := time.Now()
		if err := c.row(ctx, []any{&now}, "SELECT clock_timestamp()"); err != nil {
			return err
		}
		f.Took = time.Since(sent)
		f.Ahead = sent.Add(f.Took / 2).Round(0).Sub(now)
		return s.rights(ctx, c, &f)
	})
	if err == nil {
		f.Notice, err = s.noticeTakes(ctx)
	}
	return f, s.failed("look at", err)
}

// rights finds out what the role may do with the schema, if there is one.
func (s *Store) rights(ctx context.Context, c *conn, f *Facts) (err error) {
	var uses bool
	err = c.row(ctx, []any{&uses}, "SELECT coalesce(has_schema_privilege(to_regnamespace('hubwatch')::oid, 'USAGE'), false)")
	if err != nil || !uses {
		return err
	}
	if f.Schema, err = version(ctx, c); err != nil || f.Schema == 0 {
		return err
	}
	return c.row(ctx, []any{&f.Reads, &f.Writes}, `
		SELECT bool_and(has_table_privilege(oid, 'SELECT')),
			bool_and(has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
		FROM pg_class WHERE relnamespace = 'hubwatch'::regnamespace AND relkind = 'r' AND relname <> 'version'`)
}

// noticeTakes returns how long a notice takes from one connection to another, 0
// if none comes.
func (s *Store) noticeTakes(ctx context.Context) (time.Duration, error) {
	var last string
	ear, err := s.pool.dialWith(ctx, func(_ *pgconn.PgConn, n *pgconn.Notification) { last = n.Payload })
	if err != nil {
		return 0, err
	}
	defer hangUp(ear)
	name := fmt.Sprintf("hubwatch_look_%x", rand.Uint64())
	if err := ear.script(ctx, "LISTEN "+name); err != nil {
		return 0, err
	}
	sent := time.Now()
	if err := s.pool.do(ctx, func(c *conn) error {
		_, err := c.exec(ctx, "SELECT pg_notify($1, 'look')", name)
		return err
	}); err != nil {
		return 0, err
	}
	waiting, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	for last == "" {
		if err := ear.WaitForNotification(waiting); err != nil {
			if waiting.Err() != nil && ctx.Err() == nil {
				return 0, nil
			}
			return 0, err
		}
	}
	return time.Since(sent), nil
}
