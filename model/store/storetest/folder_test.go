package storetest

import (
	"os"
	"testing"
)

// TestWhatKilledTestsLeftBehindIsRemoved holds that the folder of a process that is
// gone is removed, and those of others are not.
func TestWhatKilledTestsLeftBehindIsRemoved(t *testing.T) {
	if Place() == "" {
		t.Skip("no folder in memory here")
	}
	const nobody = "4194305" // more than the largest process ID of Linux
	left, err := os.MkdirTemp(memory, "hubwatch-test-"+nobody+"-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(left) })
	mine, err := Temp("test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(mine) })
	other, err := os.MkdirTemp(memory, "hubwatch-test-1-") // the first process is always there
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(other) })
	sweep()
	for folder, want := range map[string]bool{left: false, mine: true, other: true} {
		if _, err := os.Stat(folder); (err == nil) != want {
			t.Errorf("%s: %v", folder, err)
		}
	}
}
