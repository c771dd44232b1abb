package store

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"hubwatch/model"
)

// TestAStatementThatIsReadIsCompiledOnceMore asks a question again while its rows
// are read, on the same connection.
func TestAStatementThatIsReadIsCompiledOnceMore(t *testing.T) {
	s := openNew(t)
	must(t)(s.Add(ctx, entries("a", "b", "c")))
	const query = "SELECT id FROM task ORDER BY seq"
	for range 2 {
		var got string
		err := s.read(ctx, "read", func(ctx context.Context, tx *sql.Conn) error {
			return each(ctx, tx, func(outer *sql.Rows) error {
				var id string
				if err := outer.Scan(&id); err != nil {
					return err
				}
				got += id
				return each(ctx, tx, func(inner *sql.Rows) error {
					err := inner.Scan(&id)
					got += id
					return err
				}, query)
			}, query)
		})
		if want := "aabcbabccabc"; err != nil || got != want {
			t.Errorf("read %q, %v; want %q", got, err, want)
		}
	}
}

// TestATransactionEndsWithItsContext holds that nothing of it stays, and that the
// next one finds all in order.
func TestATransactionEndsWithItsContext(t *testing.T) {
	s := openNew(t)
	life, end := context.WithCancel(ctx)
	err := s.write(life, "write", func(ctx context.Context, tx *sql.Conn) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO cause VALUES ('a', 'b')"); err != nil {
			t.Fatal(err)
		}
		end()
		_, err := tx.ExecContext(ctx, "INSERT INTO cause VALUES ('c', 'd')")
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was ended", err)
	}
	if became, _, err := s.Causes(ctx); err != nil || len(became) > 0 {
		t.Errorf("%v, %v; want nothing", became, err)
	}
	must(t)(s.Add(ctx, entries("a")))
}

// TestAPanicLeavesNoTransaction holds that the lock is free afterwards.
func TestAPanicLeavesNoTransaction(t *testing.T) {
	s := openNew(t)
	func() {
		defer func() { _ = recover() }()
		_ = s.write(ctx, "write", func(context.Context, *sql.Conn) error { panic("ouch") })
	}()
	must(t)(s.Add(ctx, entries("a")))
}

// TestWhatAPersonDidIsOnTheDisk holds which commits wait for the disk, as SQLite
// tells of the connection they were made on.
func TestWhatAPersonDidIsOnTheDisk(t *testing.T) {
	s := openNew(t)
	for _, step := range []struct {
		what string
		do   func() error
		want int
	}{
		{"added", func() error { _, err := s.Add(ctx, entries("a")); return err }, 2},
		{"learned", func() error { _, err := s.Take(ctx, Turn{Holder: "me", Now: t0}); return err }, 1},
		{"copied", func() error { _, err := s.Take(ctx, Turn{Copied: true, Events: []model.Event{{}}}); return err }, 2},
		{"learned", func() error { _, err := s.Take(ctx, Turn{Events: []model.Event{{}}}); return err }, 1},
		{"told", func() error { _, err := s.Tell(ctx, 1); return err }, 2},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		var got int
		if err := s.db.writer.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&got); err != nil || got != step.want {
			t.Errorf("%s: synchronous is %d, %v; want %d", step.what, got, err, step.want)
		}
	}
}
