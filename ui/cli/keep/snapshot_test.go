package keep

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/model/undo"
)

// TestWhereFoldersAreIsKeptOnce keeps what a dashboard has seen before the first
// start, and what it sees later does not overwrite it.
func TestWhereFoldersAreIsKeptOnce(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.BindAccount(t.Context(), "77"); err != nil {
		t.Fatal(err)
	}
	var said []string
	k, err := New(t.Context(), Options{Store: s, Say: func(text string) { said = append(said, text) }})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"before", "after"} {
		places := undo.Snapshot{Schema: 1, TakenAt: time.Unix(1e9, 0), Folders: []undo.Folder{{ID: "11", Name: name, Planned: true}}}
		if _, err := k.Sync(t.Context(), session.Outbox{Places: &places}); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := StoredSnapshot(t.Context(), s)
	if err != nil || len(kept.Folders) != 1 || kept.Folders[0].Name != "before" || kept.Account != "77" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if want := []string{"kept where 1 folder is before the first move, for \"hubwatch undo\""}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}
