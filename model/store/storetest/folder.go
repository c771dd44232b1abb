package storetest

import (
	"os"
	"testing"
)

// enough is how much room a folder in memory must have, in bytes.
const enough = 512 << 20

// Folder returns a folder for the stores of a test, removed with it: in memory
// if the machine has such a place with room, so that no test waits for a disk,
// or else [testing.TB.TempDir].
func Folder(t testing.TB) string {
	t.Helper()
	if room(memory) < enough {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(memory, "hubwatch-test-")
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
