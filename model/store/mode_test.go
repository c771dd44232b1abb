//go:build unix

package store

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestOnlyTheOwnerReads(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	folder := filepath.Join(t.TempDir(), "state", "hubwatch")
	path := filepath.Join(folder, "watchlist.db")
	for range 2 {
		s, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		must(t)(s.Add(ctx, entries("a")))
		for _, name := range []string{filepath.Dir(folder), folder, path, path + "-wal", path + "-shm", path + ".lock"} {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got&0o077 != 0 {
				t.Errorf("%s has mode %o", name, got)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o644); err != nil { // the second time it must be mended
			t.Fatal(err)
		}
	}
}

func TestNoFileNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := Open(path); err == nil {
		t.Error("opened a pipe")
	}
}

// TestAFolderThatOthersMayWriteToIsClosed holds that it is said, once.
func TestAFolderThatOthersMayWriteToIsClosed(t *testing.T) {
	for _, mode := range []os.FileMode{0o777, 0o770, 0o722, 0o755, 0o700} {
		folder := filepath.Join(t.TempDir(), "hubwatch")
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
		open := mode&0o022 != 0
		for range 2 {
			s := openAt(t, filepath.Join(folder, "watchlist.db"))
			if said := s.mended(); open != strings.Contains(said, folder) {
				t.Errorf("mode %o: said %q", mode, said)
			}
			open = false
		}
		if info, _ := os.Stat(folder); info.Mode().Perm()&0o022 != 0 {
			t.Errorf("mode %o became %o", mode, info.Mode().Perm())
		}
	}
}
