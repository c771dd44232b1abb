package ui

import (
	"os"
	"testing"
	"time"
)

// TestMain puts every test into one zone that is not UTC, wherever it runs.
func TestMain(m *testing.M) {
	time.Local = time.FixedZone("east", 2*60*60)
	os.Exit(m.Run())
}
