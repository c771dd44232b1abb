package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"time"

	"hubwatch/model/store/record"
)

// lease takes or renews the right to ask.
func (s *SQLite) lease(ctx context.Context, tx *sql.Conn, holder string, now time.Time) (Lease, error) {
	l, err := readLease(ctx, tx)
	if err != nil {
		return l, err
	}
	switch {
	case l.Holder == holder:
	case s.alive(l, now):
		return l, nil
	default:
		l = Lease{Holder: holder, PID: os.Getpid(), Since: now.UTC(), Trust: LeaseTime}
	}
	l.Held, l.Until = true, now.Add(LeaseTime).UTC()
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?)",
		l.Holder, l.PID, record.Nano(l.Since), record.Nano(l.Until))
	return l, err
}

// valid reports whether the holder still has it. One that would last much
// longer than a lease does was taken before the clock was set back; a little
// longer is no wonder, since now was read before the wait for the lock and the
// holder may have renewed in the meantime.
func (l Lease) valid(now time.Time) bool {
	return now.Before(l.Until) && l.Until.Sub(now) < 2*LeaseTime
}

// Holder returns the lease as it is written, whether or not it has run out: the
// zero Lease if there is none. Nothing is taken, and nothing written.
func (s *SQLite) Holder(ctx context.Context) (l Lease, err error) {
	err = s.read(ctx, "ask who may poll in", func(ctx context.Context, tx *sql.Conn) (err error) {
		l, err = readLease(ctx, tx)
		return err
	})
	return l, err
}

// alive reports whether the holder still has the lease.
func (s *SQLite) alive(l Lease, now time.Time) bool {
	s.seeing.Lock()
	defer s.seeing.Unlock()
	return s.sighting.alive(l, now, s.elapsed())
}

// sighting is what a Store has last seen of a lease that another holder has.
// The zero value has seen none.
type sighting struct {
	lease  Lease
	at     time.Time     // when it was first seen so
	passed time.Duration // the same by a clock that cannot be set
}

// longestDrift is how far the two clocks may come apart without one being set.
const longestDrift = time.Second

// alive reports whether the holder still has the lease. When the clock was set
// since it was first seen so, the times in it say nothing: then it lasts as
// long as a lease does from then on, and a holder that has renewed it is there.
func (s *sighting) alive(l Lease, now time.Time, passed time.Duration) bool {
	before := *s
	renewed := before.lease.Holder != l.Holder || !before.lease.Until.Equal(l.Until)
	if renewed {
		*s = sighting{l, now, passed}
	}
	since := passed - before.passed
	set := before.lease.Holder != "" && (now.Round(0).Sub(before.at.Round(0))-since).Abs() > longestDrift
	switch {
	case !set || l.Holder == "":
		return l.valid(now)
	case renewed:
		return true
	}
	return since < LeaseTime
}

// Release gives the right to poll up, if holder has it.
func (s *SQLite) Release(ctx context.Context, holder string) error {
	return s.write(ctx, "give up the right to poll in", func(ctx context.Context, tx *sql.Conn) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM lease WHERE holder = ?", holder)
		return err
	})
}

// readLease returns the lease as it is written, the zero Lease if there is
// none.
func readLease(ctx context.Context, tx *sql.Conn) (Lease, error) {
	var l Lease
	var since, until int64
	err := tx.QueryRowContext(ctx, "SELECT holder, pid, since, until FROM lease").
		Scan(&l.Holder, &l.PID, &since, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return Lease{}, nil
	}
	l.Since, l.Until, l.Trust = record.Time(since), record.Time(until), LeaseTime
	return l, err
}
