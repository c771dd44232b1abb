package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
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

func TestWatchedProfiles(t *testing.T) {
	dir := t.TempDir()
	getenv := func(string) string { return dir }
	if got, err := WatchedProfiles(getenv); err != nil || len(got) > 0 {
		t.Errorf("without a folder: %v, %v", got, err)
	}
	for _, name := range []string{"default.db", "eu.db", "eu.db-wal", "A.db", "notes.txt", "x.db/"} {
		file := filepath.Join(dir, "hubwatch", name)
		if strings.HasSuffix(name, "/") {
			file = filepath.Join(file, "y")
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := WatchedProfiles(getenv); err != nil || !slices.Equal(got, []string{"default", "eu"}) {
		t.Errorf("%v, %v, want default and eu", got, err)
	}
	if got, want := SettingsFile(getenv), filepath.Join(dir, "hubwatch", "config.yaml"); got != want {
		t.Errorf("settings in %s, want %s", got, want)
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
