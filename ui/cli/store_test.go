package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/ui/cli/exit"
)

// TestAWatchlistMovesToAServerAndBack takes a watchlist with all that is known to
// a PostgreSQL, goes on there, and brings it back: what is exported is the same, and
// neither the token nor the password is anywhere.
func TestAWatchlistMovesToAServerAndBack(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	url, err := server.Database("team")
	if err != nil {
		t.Fatal(err)
	}
	sim, hub := simulated(t, oneFailed, time.Hour)
	const canary = "canary-of-the-password"
	here, back := env(t, hub), env(t, hub)
	for _, e := range []map[string]string{here, back} {
		e[config.TokenVariable], e[config.StorePasswordVariable] = hubsim.DefaultToken, canary
	}
	must := func(e map[string]string, args ...string) string {
		t.Helper()
		got := run(t, e, args...)
		if got.code != exit.OK && got.code != exit.Errors {
			t.Fatalf("%v: %+v", args, got)
		}
		if said := got.stdout + got.stderr; strings.Contains(said, canary) || strings.Contains(said, hubsim.DefaultToken) {
			t.Errorf("%v prints a secret: %s", args, said)
		}
		return got.stdout
	}
	must(here, append([]string{"add"}, sim.TaskIDs()...)...)
	must(here, "status")
	must(here, "rm", sim.TaskIDs()[0])

	nobody := server.URL("nobody-here", "team")
	for _, args := range []string{"list", "add AAAAEZ6whGI", "status", "events", "store check", "store init", "store copy --from file"} {
		got := run(t, here, append(strings.Fields(args), "--store", nobody)...)
		if said := got.stdout + got.stderr; got.code != exit.Usage || strings.Count(said, "does not let you in") != 1 {
			t.Errorf("%s of a server that refuses the login: %+v", args, got)
		}
	}
	if got := run(t, here, "store", "check", "--store", "postgres://127.0.0.1:1/team"); got.code != exit.Internal || !strings.Contains(got.stdout, "cannot be reached") {
		t.Errorf("check of no server: %+v", got)
	}
	if got := run(t, here, "store", "copy", "--to", url); got.code != exit.Usage || !strings.Contains(got.stderr, "store init") {
		t.Errorf("copied without a schema: %+v", got)
	}
	grants := must(here, "store", "init", "--store", url, "--role", "team", "--role-watch", "support")
	if err := server.Exec("team", "CREATE ROLE team LOGIN; CREATE ROLE support LOGIN;"+grants); err != nil {
		t.Fatalf("%v in\n%s", err, grants)
	}
	if out := must(here, "store", "copy", "--to", url); !strings.Contains(out, "copied ") {
		t.Errorf("it says %q", out)
	}
	if got := run(t, here, "store", "copy", "--to", url); got.code != exit.Usage || !strings.Contains(got.stderr, "is not empty") {
		t.Errorf("copied twice: %+v", got)
	}
	must(back, "store", "copy", "--from", url, "--to", "file")
	there := map[string]string{"HUBWATCH_STORE": server.URL("team", "team")}
	for name, value := range here {
		there[name] = value
	}
	for _, args := range [][]string{{"export"}, {"events"}, {"list", "-o", "json"}, {"audit", "-o", "json"}} {
		want := must(here, args...)
		if got := must(there, args...); got != want {
			t.Errorf("%v on the server is\n%.500s\nwant\n%.500s", args, got, want)
		}
		if got := must(back, args...); got != want {
			t.Errorf("%v, when it is back, is\n%.500s\nwant\n%.500s", args, got, want)
		}
	}
	must(there, "add", "AAAAEZ6whGI", "--label", "one more")
	must(there, "status", sim.TaskIDs()[1])
	if d := listed(t, there); len(d.Tasks) != len(sim.TaskIDs()) {
		t.Errorf("%d tasks", len(d.Tasks))
	}

	looks := map[string]string{"HUBWATCH_STORE": server.URL("support", "team"), "XDG_STATE_HOME": t.TempDir()}
	if got := run(t, looks, "store", "check"); got.code != exit.OK || !strings.Contains(got.stdout, "support may look on") {
		t.Errorf("who looks on is told %+v", got)
	}
	if got := run(t, there, "store", "check"); got.code != exit.OK || !strings.Contains(got.stdout, "team may take part") {
		t.Errorf("who takes part is told %+v", got)
	}
	doctorNamesTheStore(t, there, strings.Replace(url, "admin@", "", 1)+"#default", canary)
	holdsNoSecret(t, server, canary)
}

// doctorNamesTheStore holds that doctor says where the watchlist is, and no secret.
func doctorNamesTheStore(t *testing.T, env map[string]string, name, password string) {
	t.Helper()
	got := run(t, env, "doctor")
	for _, says := range []string{"ok  store     " + name + ", PostgreSQL", "ok  watchlist 5 tasks", "what this machine notes for itself is kept in"} {
		if !strings.Contains(got.stdout, says) {
			t.Errorf("doctor says\n%s\nwant %q", got.stdout, says)
		}
	}
	for _, not := range []string{"the watchlist is kept in", password, hubsim.DefaultToken} {
		if strings.Contains(got.stdout+got.stderr, not) {
			t.Errorf("doctor says\n%s\nwant no %q", got.stdout, not)
		}
	}
}

// holdsNoSecret looks for the token and the password in everything that the server
// has kept.
func holdsNoSecret(t *testing.T, server *pgtest.Server, password string) {
	t.Helper()
	if err := server.Stop(); err != nil { // what it has in memory is on the disk then
		t.Fatal(err)
	}
	files := 0
	err := filepath.WalkDir(server.Folder, func(file string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		files++
		data, err := os.ReadFile(file)
		for _, secret := range []string{hubsim.DefaultToken, password} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s has a secret", file)
			}
		}
		return err
	})
	if err != nil || files < 100 {
		t.Errorf("%d files looked at, %v", files, err)
	}
}

// TestAStoreIsNamedRight holds what is said about one that cannot be used.
func TestAStoreIsNamedRight(t *testing.T) {
	t.Parallel()
	settings := func(text string) map[string]string {
		folder := t.TempDir()
		file := filepath.Join(folder, "hubwatch", "config.yaml")
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return map[string]string{"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": t.TempDir()}
	}
	for _, tc := range []struct {
		env  map[string]string
		args string
		code int
		says string
	}{
		{settings(""), "store check", exit.Usage, "no store is named"},
		{settings(""), "store copy", exit.Usage, "needs two stores"},
		{settings(""), "store copy --to copy.db", exit.Usage, "names no store: allowed are the word file"},
		{settings(""), "store init --store postgres://127.0.0.1:1/team --role Robert'); --", exit.Usage, "--role"},
		{settings(""), "list --store postgres://eva:canary@127.0.0.1/team", exit.Usage, "has a password"},
		{settings("store: postgres://eva:canary@127.0.0.1/team"), "list", exit.Usage, "config.yaml:1:8: store: has a password"},
		{settings("store: postgres://db.example.com/team?sslmode=prefer"), "list", exit.Usage, "sslmode=prefer: allowed are"},
		{settings("profiles: {default: {store: \"postgres://127.0.0.1:1/team\"}}"), "list", exit.Internal, "the store postgres://127.0.0.1:1/team#default cannot be reached"},
		{settings("store: postgres://127.0.0.1:1/team"), "store copy --from file --to postgres://127.0.0.1:1/other", exit.Usage, "has no watchlist on this machine"},
		{settings("store: postgres://127.0.0.1:1/team"), "store copy --to file", exit.Internal, "cannot be reached"},
		{settings("store: postgres://127.0.0.1:1/team"), "store init", exit.Internal, "cannot be reached"},
		{settings("store: postgres://127.0.0.1:1/team"), "add AAAAEZ6whGI", exit.Internal, "cannot be reached"},
		{settings("store: postgres://127.0.0.1:1/team"), "list --profile eu", exit.Internal, "#eu cannot be reached"},
		{settings("store: postgres://127.0.0.1:1/team"), "list --store=", exit.OK, ""},
		{settings("store: postgres://127.0.0.1:1/team\nstore_password_command: [false, canary]"), "list", exit.Usage, "has false in it"},
		{settings("store: postgres://127.0.0.1:1/team\nstore_password_command: [\"false\"]"), "list", exit.Internal, "has no password: store_password_command: "},
	} {
		args := strings.Fields(tc.args)
		got := run(t, tc.env, args...)
		if got.code != tc.code || !strings.Contains(got.stderr, tc.says) || strings.Contains(got.stderr, "canary") || strings.Count(got.stderr, "\n") > 1 {
			t.Errorf("%s: exit code %d, %q; want %d and %q", tc.args, got.code, got.stderr, tc.code, tc.says)
		}
	}
}
