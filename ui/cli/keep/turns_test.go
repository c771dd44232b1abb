package keep

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model/session"
	"hubwatch/model/store"
)

// TestOneOfTwoDashboardsPolls holds that of two keepers one may ask at any
// moment, and that the other takes over when the first is gone without a word.
func TestOneOfTwoDashboardsPolls(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	synctest.Test(t, func(t *testing.T) {
		keepers := []*Keeper{}
		for i := range 2 {
			s, err := store.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			k := keeperOf(t, s)
			k.holder = fmt.Sprint("dashboard ", i)
			keepers = append(keepers, k)
		}
		until := make([]time.Time, 2)
		sync := func(i int) {
			in, err := keepers[i].Sync(context.Background(), session.Outbox{})
			if err != nil {
				t.Fatal(err)
			}
			until[i] = time.Time{}
			if in.Poller == "" {
				until[i] = in.Until
			}
		}
		for range 240 {
			sync(0)
			sync(1)
			if now := time.Now(); !now.Before(until[0]) || now.Before(until[1]) {
				t.Fatalf("may poll: first %v, second %v; want the first only", now.Before(until[0]), now.Before(until[1]))
			}
			time.Sleep(500 * time.Millisecond)
		}
		gone := time.Now() // the first one is killed
		for !time.Now().Before(until[1]) {
			time.Sleep(500 * time.Millisecond)
			sync(1)
			if time.Now().Before(until[0]) && time.Now().Before(until[1]) {
				t.Fatal("both may poll")
			}
		}
		if took := time.Since(gone); took >= 10*time.Second {
			t.Errorf("taken over after %v, want less than 10s", took)
		}
	})
}
