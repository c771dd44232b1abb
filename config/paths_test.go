package config

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckProfile(t *testing.T) {
	for _, name := range []string{"default", "eu-portal", "a", "2026.q1_x", strings.Repeat("x", 64)} {
		if err := CheckProfile(name); err != nil {
			t.Errorf("%q: %v, want none", name, err)
		}
	}
	for _, name := range []string{"", "..", "../x", "a/b", "A", "a b", ".x", "a:b", strings.Repeat("x", 65), "é"} {
		if err := CheckProfile(name); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
}

func TestWatchlistFile(t *testing.T) {
	dir := t.TempDir()
	got := WatchlistFile("eu", func(string) string { return dir })
	if want := filepath.Join(dir, "hubwatch", "eu.db"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := WatchlistFile("eu", func(string) string { return "relative" }); !filepath.IsAbs(got) {
		t.Errorf("%s is not absolute", got)
	}
}
