package storetest

import (
	"os"
	"testing"
)

// enough is how much room a folder in memory must have, in bytes.
const enough = 512 << 20

// Place returns where folders of tests are made: in memory if the machine has
// such a place with room, so that no test waits for a disk, or else "", the
// usual place of temporary files.
func Place() string {
	if room(memory) < enough {
		return ""
	}
	return memory
}

// Folder returns a folder for the stores of a test, removed with it; see
// [Place].
func Folder(t testing.TB) string {
	t.Helper()
	place := Place()
	if place == "" {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(place, "hubwatch-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
