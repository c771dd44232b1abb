package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store/record"
)

// execute runs statements on a database without the store.
func execute(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, patience, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestMigrateFromTheFirstSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "watchlist.db")
	execute(t, path, migrations[0],
		fmt.Sprintf("PRAGMA application_id = %d", applicationID), "PRAGMA user_version = 1",
		"INSERT INTO task (id, revision, label, note, plan, added_at, checks) VALUES ('old', 1, 'kept', '', x'', 0, x'')",
		"UPDATE watchlist SET revision = 1")
	s := openAt(t, path)
	if got := load(t, s); len(got) != 1 || got[0].ID != "old" || got[0].Label != "kept" {
		t.Errorf("got %+v, want the old task", got)
	}
	if err := s.BindAccount(ctx, "123"); err != nil {
		t.Error(err)
	}
	if l, err := s.Take(ctx, Turn{Holder: "me", Now: t0}); err != nil || !l.Held {
		t.Errorf("lease %+v, %v", l, err)
	}
	if v, err := s.db.version(ctx); v != len(migrations) || err != nil {
		t.Errorf("version %d, %v; want %d", v, err, len(migrations))
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	s := openNew(t)
	steps := append(migrations[:len(migrations):len(migrations)], "CREATE TABLE more (x)", "nonsense")
	err := inTx(ctx, s.db.writer, writing, func(ctx context.Context, tx *sql.Conn) error { return migrate(ctx, tx, steps) })
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version %d", len(migrations)+2)) {
		t.Errorf("error %v, want the version", err)
	}
	if v, err := s.db.version(ctx); v != len(migrations) || err != nil {
		t.Errorf("version %d, %v; want %d", v, err, len(migrations))
	}
	if _, err := s.db.writer.ExecContext(ctx, "SELECT * FROM more"); err == nil {
		t.Error("half of the migration stayed")
	}
}

func TestNotOursToChange(t *testing.T) {
	for _, tc := range []struct {
		name       string
		statements []string
		check      func(error) bool
	}{
		{"newer", []string{fmt.Sprintf("PRAGMA application_id = %d", applicationID), "PRAGMA user_version = 99", "CREATE TABLE x (y)"}, func(err error) bool {
			e, ok := errors.AsType[*NewerError](err)
			return ok && e.Version == 99 && e.Known == len(migrations) && strings.Contains(err.Error(), e.Path)
		}},
		{"foreign", []string{"CREATE TABLE history (url)"}, func(err error) bool {
			e, ok := errors.AsType[*ForeignError](err)
			return ok && strings.Contains(err.Error(), e.Path)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "watchlist.db")
			execute(t, path, tc.statements...)
			before := readFile(t, path)
			s, err := Open(path)
			if s != nil || !tc.check(err) {
				t.Errorf("error %v", err)
			}
			if !bytes.Equal(readFile(t, path), before) {
				t.Error("the file was changed")
			}
			if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 2 {
				t.Errorf("files %v, want the database and the lock", files)
			}
		})
	}
}

// healthy is the content of a database with a thousand tasks.
func healthy(t *testing.T) []byte {
	t.Helper()
	s := openNew(t)
	var tasks []model.Task
	for i := range 1000 {
		tasks = append(tasks, model.Task{ID: model.TaskID(fmt.Sprint("task", i)), Label: "a label"})
	}
	must(t)(s.Add(ctx, tasks))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return readFile(t, s.Path())
}

func TestDamagedFilesAreSetAside(t *testing.T) {
	good := healthy(t)
	noise := bytes.Repeat([]byte{0xde, 0xad, 0xbe, 0xef}, len(good)/4)
	for _, tc := range []struct {
		name string
		data []byte
	}{
		{"random bytes", noise},
		{"text", []byte("hello\n")},
		{"two bytes", []byte("SQ")},
		{"zeros", make([]byte, 8192)},
		{"truncated in the middle", good[:len(good)/2]},
		{"truncated in the first page", good[:1000]},
		{"truncated in the header", good[:60]},
		{"a broken first page", append(bytes.Clone(good[:100]), noise[:len(noise)-100]...)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "watchlist.db")
			writeFile(t, path, tc.data)
			writeFile(t, path+"-wal", []byte("beside it"))
			s := openAt(t, path)
			if !strings.HasPrefix(s.setAside(), s.Path()+".corrupt-") {
				t.Fatalf("set aside as %q", s.setAside())
			}
			if !bytes.Equal(readFile(t, s.setAside()), tc.data) {
				t.Error("what was set aside was changed")
			}
			must(t)(s.Add(ctx, entries("a")))
			if again := openAt(t, path); again.setAside() != "" {
				t.Errorf("set aside again as %q", again.setAside())
			}
			wantIDs(t, s, "a")
		})
	}
}

func TestDamageFoundLaterIsSetAsideByTheNextOpen(t *testing.T) {
	data := healthy(t)
	for i := 8; i < 20; i++ { // pages in the middle
		copy(data[4096*i:], bytes.Repeat([]byte{0xa5}, 4096))
	}
	path := filepath.Join(t.TempDir(), "watchlist.db")
	writeFile(t, path, data)
	s := openAt(t, path)
	if _, _, err := s.Load(ctx); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), path) {
		t.Fatalf("error %v, want that it is damaged", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	if s.setAside() == "" {
		t.Error("not set aside")
	}
	wantIDs(t, s)
}

func TestManyFindTheSameDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "watchlist.db")
	writeFile(t, path, []byte("no database at all"))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			s, err := Open(path)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = s.Close() }()
			if _, err := s.Add(ctx, entries(model.TaskID(fmt.Sprint(i)))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(load(t, openAt(t, path))); n != 8 {
		t.Errorf("%d tasks, want 8", n)
	}
	if aside, _ := filepath.Glob(path + ".corrupt-*"); len(aside) != 1 {
		t.Errorf("set aside %q, want one file", aside)
	}
}

func TestNothingIsSetAsideUnderAUser(t *testing.T) {
	s := openNew(t)
	done := make(chan error)
	go func() {
		g, err := alone(ctx, s.Path())
		if err == nil {
			err = g.release()
		}
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatalf("the guard was taken from a user (%v)", err)
	case <-time.After(100 * time.Millisecond):
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAnEmptyFileIsFresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a ?#%41 strange & name", "watchlist.db")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, nil)
	s := openAt(t, path)
	if s.setAside() != "" {
		t.Errorf("set aside as %q", s.setAside())
	}
	must(t)(s.Add(ctx, entries("a")))
	if len(readFile(t, path)) == 0 {
		t.Error("another file is in use")
	}
}

// TestALinkIsRefused holds that nothing is written where a link leads.
func TestALinkIsRefused(t *testing.T) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
		folder := t.TempDir()
		target, path := filepath.Join(folder, "target"), filepath.Join(folder, "watchlist.db")
		writeFile(t, target, []byte("somebody's"))
		if err := os.Symlink(target, path+suffix); err != nil {
			t.Skip(err)
		}
		s, err := Open(path)
		if _, ok := errors.AsType[*RefusedError](err); !ok || !Refused(err) || !strings.Contains(err.Error(), path+suffix) {
			t.Errorf("%q: error %v, want that it is refused", suffix, err)
		}
		if s != nil {
			_ = s.Close()
		}
		if got := readFile(t, target); string(got) != "somebody's" {
			t.Errorf("%q: the target holds %q", suffix, got)
		}
	}
}

func TestOpenSaysWhatIsInTheWay(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	writeFile(t, file, []byte("x"))
	closed := filepath.Join(folder, "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, path string }{
		{"the folder is a file", filepath.Join(file, "watchlist.db")},
		{"the file is a folder", folder},
		{"a read-only folder", filepath.Join(closed, "watchlist.db")},
	} {
		if s, err := Open(tc.path); err == nil {
			_ = s.Close()
			if os.Geteuid() != 0 || tc.path == folder {
				t.Errorf("%s: no error", tc.name)
			}
		} else if !strings.Contains(err.Error(), tc.path) {
			t.Errorf("%s: error %v, want the path", tc.name, err)
		}
	}
}

func TestAFullDiskSaysSo(t *testing.T) {
	s := openNew(t)
	must(t)(s.Add(ctx, entries("a")))
	if _, err := s.db.writer.ExecContext(ctx, "PRAGMA max_page_count = 20"); err != nil {
		t.Fatal(err)
	}
	big := reported("a", 1, "PENDING")
	big.Report.Raw = make([]byte, record.MaxBody)
	_, err := s.Take(ctx, Turn{Tasks: []*model.Task{big}})
	if brief, ok := errors.AsType[interface {
		error
		Brief() string
	}](err); !ok || brief.Brief() != ErrFull.Error() {
		t.Errorf("in brief %v, want %v", brief, ErrFull)
	}
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), s.Path()) {
		t.Errorf("error %v, want that the disk is full", err)
	}
	if got := load(t, s)[0]; got.Report != nil {
		t.Errorf("report %+v, want nothing of the failed save", got.Report)
	}
}

func TestBusySaysSo(t *testing.T) {
	s := &SQLite{path: "/x/watchlist.db"}
	holder, waiting := two(t)
	err := inTx(ctx, holder.db.writer, writing, func(context.Context, *sql.Conn) error {
		return inTx(ctx, waiting.db.writer, writing, func(context.Context, *sql.Conn) error { return nil })
	})
	if err := s.failed("add to", err); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "/x/watchlist.db") {
		t.Errorf("error %v, want that it is locked", err)
	}
}

// BenchmarkCheck10000 is the look at the whole file that follows damage.
func BenchmarkCheck10000(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var tasks []model.Task
	for i := range 10_000 {
		tasks = append(tasks, model.Task{ID: model.TaskID(strconv.Itoa(i)), Note: model.Text(strings.Repeat("x", 1000))})
	}
	if _, err := s.Add(ctx, tasks); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.db.check(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
