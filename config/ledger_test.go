package config

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func openLedger(t *testing.T, state, baseURL string) *Ledger {
	t.Helper()
	l, err := OpenLedger("default", baseURL, func(key string) string {
		if key == "XDG_STATE_HOME" {
			return state
		}
		return ""
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.file.Close() })
	return l
}

// TestLedger holds that each process learns of the requests of the others, once
// and of no more than these.
func TestLedger(t *testing.T) {
	state, at := t.TempDir(), time.Unix(1_780_000_000, 5)
	a, b := openLedger(t, state, ""), openLedger(t, state, "https://api.hubapi.com")
	elsewhere := openLedger(t, state, "http://127.0.0.1:8080")
	a.Note(at)
	a.Note(at.Add(time.Second))
	b.Note(at.Add(2 * time.Second))
	if got := a.Others(); len(got) != 1 || !got[0].Equal(at.Add(2*time.Second)) {
		t.Errorf("the first process sees %v of others, want the one of the second", got)
	}
	if got := b.Others(); len(got) != 2 || !got[0].Equal(at) {
		t.Errorf("the second process sees %v of others, want the two of the first", got)
	}
	if got := append(a.Others(), b.Others()...); len(got) != 0 {
		t.Errorf("asked again they see %v, want nothing new", got)
	}
	if got := openLedger(t, state, "").Others(); len(got) != 3 {
		t.Errorf("a third process sees %v, want all three", got)
	}
	if got := elsewhere.Others(); len(got) != 0 {
		t.Errorf("requests to another HubSpot count: %v", got)
	}
}

// TestLedgerStaysSmall holds that a ledger which grows for days is cut, and
// that nothing of the last minutes is lost then.
func TestLedgerStaysSmall(t *testing.T) {
	state, at := t.TempDir(), time.Unix(1_780_000_000, 0)
	a, b := openLedger(t, state, ""), openLedger(t, state, "")
	files, err := filepath.Glob(filepath.Join(state, "hubwatch", "*.requests"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v; want one", files, err)
	}
	if err := os.WriteFile(files[0], make([]byte, ledgerMax), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		a.Note(at.Add(time.Duration(i) * time.Second))
	}
	a.Others()
	info, err := os.Stat(files[0])
	if err != nil || info.Size() > 2*ledgerEnd {
		t.Errorf("the ledger has %d bytes, want no more than those that matter", info.Size())
	}
	if got := b.Others(); len(got) < 100 {
		t.Errorf("%d requests are left, want the last hundred", len(got))
	}
	a.Note(at)
	if got := b.Others(); !slices.ContainsFunc(got, at.Equal) {
		t.Errorf("after the cut another process sees %v, want the new request", got)
	}
}
