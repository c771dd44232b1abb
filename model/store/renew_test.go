package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestAFileThatIsGoneIsBegunAnew loses the database in several ways while it is
// open. What another process begins in its place is not harmed.
func TestAFileThatIsGoneIsBegunAnew(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is open cannot be taken away there")
	}
	for name, lose := range map[string]func(t *testing.T, path string){
		"deleted": func(t *testing.T, path string) {
			for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
				must(t)(0, os.Remove(path+suffix))
			}
		},
		"the file alone is deleted": func(t *testing.T, path string) { must(t)(0, os.Remove(path)) },
		"moved":                     func(t *testing.T, path string) { must(t)(0, os.Rename(path, path+".old")) },
		"its folder is deleted":     func(t *testing.T, path string) { must(t)(0, os.RemoveAll(filepath.Dir(path))) },
	} {
		t.Run(name, func(t *testing.T) {
			s := openAt(t, filepath.Join(t.TempDir(), "state", "watchlist.db"))
			must(t)(s.Add(ctx, entries("a")))
			if err := s.BindAccount(ctx, "7"); err != nil {
				t.Fatal(err)
			}
			if anew, err := s.Renew(ctx); anew || err != nil {
				t.Fatalf("renewed %v, %v; nothing has happened", anew, err)
			}
			lose(t, s.Path())
			other := openAt(t, s.Path())
			must(t)(other.Add(ctx, entries("b")))
			if anew, err := s.Renew(ctx); !anew || err != nil {
				t.Fatalf("renewed %v, %v; want another database", anew, err)
			}
			must(t)(s.Add(ctx, entries("a")))
			for _, each := range []*SQLite{s, other, openAt(t, s.Path())} {
				wantIDs(t, each, "b", "a")
				if portal, err := each.Account(ctx); portal != "7" || err != nil {
					t.Errorf("account %q, %v; want the one it had", portal, err)
				}
			}
			save(t, s, reported("b", 5, "COMPLETE"))
			if got := load(t, other)[0]; got.State() != model.StateOK {
				t.Errorf("b is %s", got.State().Word())
			}
		})
	}
}

// TestWhatCannotBeRenewedIsSaid holds that a Store without a database says so,
// and goes on when there is one again.
func TestWhatCannotBeRenewedIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "watchlist.db")
	s := New(path)
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Add(ctx, entries("a")); !errors.Is(err, ErrGone) {
		t.Errorf("error %v, want that there is no database", err)
	}
	if err := os.WriteFile(filepath.Dir(path), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Renew(ctx); err == nil || Refused(err) {
		t.Errorf("error %v, want one that may heal", err)
	}
	if err := os.Remove(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	if anew, err := s.Renew(ctx); !anew || err != nil {
		t.Errorf("renewed %v, %v", anew, err)
	}
	must(t)(s.Add(ctx, entries("a")))
}

// TestAnotherAccountsFileIsNotTaken puts the database of another account in the
// place of the one in use.
func TestAnotherAccountsFileIsNotTaken(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is open cannot be taken away there")
	}
	s := openNew(t)
	other := openAt(t, filepath.Join(t.TempDir(), "other.db"))
	if err := errors.Join(s.BindAccount(ctx, "7"), other.BindAccount(ctx, "8"), other.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(other.Path(), s.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Renew(ctx); !Refused(err) {
		t.Errorf("error %v, want that it is refused", err)
	}
	if _, err := s.Add(ctx, entries("a")); !errors.Is(err, ErrGone) {
		t.Errorf("error %v, want that there is no database", err)
	}
}

// TestALockIsNotWaitedForBeyondTheDeadline holds that it is the lock that is
// named then.
func TestALockIsNotWaitedForBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		holder, s := two(t)
		err := inTx(ctx, holder.db.writer, writing, func(context.Context, *sql.Conn) error {
			short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
			defer cancel()
			if _, err := s.Add(short, entries("a")); !errors.Is(err, ErrBusy) {
				t.Errorf("error %v, want that it is locked", err)
			}
			if l, err := s.Holder(ctx); l.Holder != "" || err != nil {
				t.Errorf("%+v, %v; want that nobody polls", l, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
