//go:build !windows

package cli

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/cli/exit"
)

// settingsIn writes a settings file into a home.
func settingsIn(t *testing.T, home, text string) {
	t.Helper()
	folder := filepath.Join(home, ".config", "hubwatch")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// watchlistIn is the database of a home.
func watchlistIn(home string) string {
	return filepath.Join(home, ".local", "state", "hubwatch", "default.db")
}

// TestATokenCommandAsksOnTheTerminal holds that it has the terminal before the
// dashboard, and that the terminal is as it was afterwards.
func TestATokenCommandAsksOnTheTerminal(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "stty")
	sim, url := running(t, endless)
	for _, tc := range []struct {
		types, says string
		code        int
	}{
		{"open\r", "processing", 0},
		{"wrong\r", "sh failed: exit status 9", exit.Unauthorised},
		{"\x03", "", exit.Interrupted},
	} {
		home, env, _ := onTerminal(t, url)
		env = append(env, config.TokenVariable+"=")
		settingsIn(t, home, fmt.Sprintf("profiles:\n  default:\n    token_command: [sh, -c, %q]\n",
			`printf 'Passphrase: ' >/dev/tty; stty -echo; read x; stty echo; [ "$x" = open ] || exit 9; echo `+hubsim.DefaultToken))
		term := startIn(t, home, env, sim.TaskIDs()...)
		term.until("Passphrase: ")
		term.write(tc.types)
		if tc.code == 0 {
			term.until(tc.says)
			term.write("q")
		}
		if code := term.end(); code != tc.code || !strings.Contains(term.text(), tc.says) {
			t.Errorf("%q: exit code %d, want %d and %q; %q", tc.types, code, tc.code, tc.says, term.text())
		}
	}
}

// TestTheScreenOpensWhateverTheDiskDoes has a database that another process
// locks, one that is deleted, and none that can be made.
func TestTheScreenOpensWhateverTheDiskDoes(t *testing.T) {
	t.Parallel()
	sim, url := running(t, endless)
	ids := sim.TaskIDs()
	locked := func(t *testing.T, home string, beside *machine) (undo func()) {
		beside.run(append([]string{"add"}, ids...)...)
		db, err := sql.Open("sqlite", watchlistIn(home)+"?_txlock=immediate")
		if err != nil {
			t.Fatal(err)
		}
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return func() { _ = tx.Rollback(); _ = db.Close() }
	}
	aFile := func(t *testing.T, home string, _ *machine) (undo func()) {
		folder := filepath.Dir(watchlistIn(home))
		if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(folder, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return func() { _ = os.Remove(folder) }
	}
	for _, tc := range []struct {
		name string
		when func(t *testing.T, home string, beside *machine) (undo func())
		says string
	}{{"locked", locked, "locked"}, {"no folder", aFile, "cannot be saved"}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			home, env, beside := onTerminal(t, url)
			undo := tc.when(t, home, beside)
			term := startIn(t, home, append(env, "COLUMNS=200"), ids...)
			term.until("processing")
			term.until("cannot be saved")
			undo()
			term.until("\x1b]2;") // it goes on
			term.write("j")
			for !strings.Contains(beside.run("list", "-o", "json").stdout, `"processing": 5`) {
				if t.Context().Err() != nil {
					t.Fatal("what was learned is not saved")
				}
			}
			term.write("q")
			if code := term.end(); code != 0 {
				t.Errorf("exit code %d: %q", code, term.text())
			}
		})
	}
}

// TestADatabaseThatIsDeletedIsWrittenAnew deletes the whole folder under a
// dashboard.
func TestADatabaseThatIsDeletedIsWrittenAnew(t *testing.T) {
	t.Parallel()
	sim, url := running(t, endless)
	home, env, beside := onTerminal(t, url)
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("processing")
	if err := os.RemoveAll(filepath.Dir(watchlistIn(home))); err != nil {
		t.Fatal(err)
	}
	term.until("new database")
	term.write("q")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d: %q", code, term.text())
	}
	if got := beside.run("list"); !strings.Contains(got.stdout, "5 tasks") {
		t.Errorf("the list is %+v", got)
	}
}

// TestAHookThatHangsIsLeft holds that a person who leaves does not wait for it.
func TestAHookThatHangsIsLeft(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "sleep")
	sim, url := running(t, endless)
	home, env, _ := onTerminal(t, url)
	told := filepath.Join(home, "told")
	if err := syscall.Mkfifo(told, 0o600); err != nil {
		t.Skip(err)
	}
	settingsIn(t, home, "hook: [sh, -c, 'echo told >\"$HOME/told\"; sleep 600']\n")
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("processing")
	if _, err := os.ReadFile(told); err != nil { // it waits for the hook
		t.Fatal(err)
	}
	term.write("q")
	if code := term.end(); code != 0 || !strings.Contains(term.text(), "the hook is slow") {
		t.Errorf("exit code %d: %q", code, term.text())
	}
}
