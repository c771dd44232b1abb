package store_test

import (
	"path/filepath"
	"testing"

	"hubwatch/model/store"
)

// TestViewsAreAPersonsOwn holds that one who has said who they are has their own
// views, which begin as those of everybody else, and the same documents.
func TestViewsAreAPersonsOwn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "watchlist.db")
	open := func(views string) store.Store {
		s := store.New(file).By("shared@box", views)
		if _, err := s.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	shared, ana, ops := open(""), open("ana"), open("ops")
	view := func(s store.Store, want string) {
		t.Helper()
		if got, err := s.View(t.Context(), "dashboard"); err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	for s, data := range map[store.Store]string{shared: "all", ana: "hers"} {
		if err := s.SaveView(t.Context(), "dashboard", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	view(shared, "all")
	view(ana, "hers")
	view(ops, "all")
	if err := ops.SaveDocument(t.Context(), "plan", []byte("p")); err != nil {
		t.Fatal(err)
	}
	if got, err := ana.Document(t.Context(), "plan"); err != nil || string(got) != "p" {
		t.Errorf("%q, %v; want the plan of all", got, err)
	}
}
