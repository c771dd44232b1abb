package storetest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

// Temp makes a folder in [Place] for this process. If the process is killed, the
// tests that are run next remove it.
func Temp(what string) (string, error) {
	swept()
	return os.MkdirTemp(Place(), fmt.Sprintf("hubwatch-%s-%d-", what, os.Getpid()))
}

var swept = sync.OnceFunc(sweep)

// sweep removes the folders in memory that tests have left behind which were
// killed. Elsewhere the system removes them some time.
func sweep() {
	folders, _ := filepath.Glob(filepath.Join(memory, "hubwatch-*-*-*")) // the pattern is well formed
	for _, folder := range folders {
		pid := strings.Split(filepath.Base(folder), "-")[2]
		if _, err := os.Stat("/proc/" + pid); memory != "" && errors.Is(err, fs.ErrNotExist) {
			_ = os.RemoveAll(folder) // or the next tests do
		}
	}
}

// Folder returns a folder for the stores of a test, removed with it; see
// [Place].
func Folder(t testing.TB) string {
	t.Helper()
	place := Place()
	if place == "" {
		return t.TempDir()
	}
	dir, err := Temp("test")
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
