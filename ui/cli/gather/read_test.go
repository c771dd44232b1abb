package gather

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hubwatch/model/intake"
	"hubwatch/ui/cli/output"
)

// TestNobodyWaits holds that a file is not read on when nobody waits for it.
func TestNobodyWaits(t *testing.T) {
	file := filepath.Join(t.TempDir(), "started.log")
	if err := os.WriteFile(file, []byte("AAAAEZ6whGI\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	took := 0
	take := func(_ string, in intake.Result) error { took += len(in.Found); return nil }
	if err := File(ctx, output.Streams{}, file, take); err != nil || took != 1 {
		t.Fatalf("took %d, %v", took, err)
	}
	cancel()
	if err := File(ctx, output.Streams{}, file, take); !errors.Is(err, context.Canceled) || took != 1 {
		t.Errorf("took %d, %v", took, err)
	}
}
