package stores

import (
	"os"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
)

// profile is one in a folder of its own.
func profile(t *testing.T) Profile {
	t.Helper()
	home := t.TempDir()
	return Profile{
		Flags: &flags.Global{Settings: config.DefaultSettings(), File: config.DefaultSettings()},
		Env: func(name string) string {
			return map[string]string{"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}[name]
		},
		Now: time.Now, Say: func(text string) { t.Log(text) },
	}
}

// TestAWatchlistThatWasNeverMade holds that looking for one makes none, and opening it
// does.
func TestAWatchlistThatWasNeverMade(t *testing.T) {
	p := profile(t)
	if p.There("default") != nil {
		t.Error("a watchlist that nobody made")
	}
	w, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if s := p.There("default"); s == nil || s.Path() != w.Path() {
		t.Errorf("%v, want %s", s, w.Path())
	}
	if p.There("eu") != nil {
		t.Error("the watchlist of another profile")
	}
}

// TestSelect holds what is selected, and how it is said that nothing is.
func TestSelect(t *testing.T) {
	p := profile(t)
	err := p.With(func(w *keep.Watchlist) error {
		if _, _, err := p.Select(t.Context(), w, nil, ""); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), "is empty") {
			t.Errorf("%v, want that the watchlist is empty", err)
		}
		if err := keep.Ensure(t.Context(), w.Store, []model.TaskID{"a1", "b2"}); err != nil {
			return err
		}
		for _, tc := range []struct {
			named  []model.TaskID
			filter string
			tasks  int
			err    string
		}{
			{tasks: 2},
			{named: []model.TaskID{"b2"}, tasks: 1},
			{filter: "id=a1", tasks: 1},
			{named: []model.TaskID{"c3"}, err: "c3 is not on the watchlist"},
			{filter: "staus:ok", err: `no field "staus"`},
			{filter: "id=c3", err: "none of the 2 tasks"},
		} {
			sel, _, err := p.Select(t.Context(), w, tc.named, tc.filter)
			switch {
			case tc.err != "":
				if exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), tc.err) {
					t.Errorf("%v: %v, want %q", tc.named, err, tc.err)
				}
			case err != nil || len(sel.Tasks()) != tc.tasks:
				t.Errorf("%v %s: %v, want %d tasks", tc.named, tc.filter, err, tc.tasks)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheNotesOfATeamThatCannotBeRead holds that it is said, and our own are given.
func TestTheNotesOfATeamThatCannotBeRead(t *testing.T) {
	p := profile(t)
	file := config.CausesFile(p.Env)
	if err := os.MkdirAll(strings.TrimSuffix(file, "/causes.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Causes(); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), file) {
		t.Errorf("%v, want the file", err)
	}
}

// TestACopyOfNothing holds that a watchlist that is not there, or in which nothing ever
// happened, is not copied, and that none is made for it.
func TestACopyOfNothing(t *testing.T) {
	p := profile(t)
	p.Flags.Store = "postgres://eva@127.0.0.1:1/team" // nobody is asked
	if _, err := p.Copy(t.Context(), File, ""); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), "has no watchlist on this machine") {
		t.Errorf("%v, want that there is none", err)
	}
	file := config.WatchlistFile("default", p.Env)
	if _, err := os.Stat(file); err == nil {
		t.Errorf("%s was made", file)
	}
	own := *p.Flags
	own.Store = ""
	w, err := Profile{Flags: &own, Env: p.Env, Now: p.Now, Say: p.Say}.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Copy(t.Context(), File, ""); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), "is empty; nothing was copied") {
		t.Errorf("%v, want that it is empty", err)
	}
}
