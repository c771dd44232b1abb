package cli

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubwatch/ui/cli/exit"
)

func TestDoctor(t *testing.T) {
	t.Parallel()
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(10*time.Minute+30*time.Second).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"status":"error","category":"INVALID_AUTHENTICATION","message":"no"}`))
	}))
	defer late.Close()
	for _, tc := range []struct {
		name, url, settings string
		ring                memory
		env                 map[string]string
		code                int
		says, not           []string
	}{
		{name: "all is well", url: portalWith(t), ring: memory{"default": secret}, code: 0,
			says: []string{"ok  settings  the defaults", "ok  folders", "ok  keyring", "ok  token     …wxyz, from the keyring", "ok  network", "ok  clock",
				"ok  account   HubSpot account 24681012", "ok  scopes    oauth, files", "ok  limits    190 requests in 10s, of which hubwatch takes 95 (share 0.5)", "ok  today     624,99"},
			not: []string{"fix"}},
		{name: "no token", url: portalWith(t), ring: memory{}, code: 4,
			says: []string{"fix token     no HubSpot token: store one with", "ok  network", "ok  clock"}, not: []string{"account"}},
		{name: "a locked keyring", url: portalWith(t), ring: memory{"locked": ""}, code: 4, says: []string{"fix keyring   the keyring is locked: unlock it"}},
		{name: "a locked keyring that is not needed", url: portalWith(t), ring: memory{"locked": ""}, env: map[string]string{"HUBSPOT_ACCESS_TOKEN": secret},
			code: 0, says: []string{"--  keyring   not needed", "ok  token     …wxyz, from HUBSPOT_ACCESS_TOKEN"}, not: []string{"fix"}},
		{name: "a refused token", url: portalWith(t), ring: memory{"default": "pat-eu1-other-token-1234"}, code: 4, says: []string{"fix account   HubSpot refuses the token"}},
		{name: "a scope missing", url: portalWith(t, "oauth"), ring: memory{"default": secret}, code: 4, says: []string{"fix scopes    oauth; HubSpot wants one of files"}},
		{name: "unreachable", url: unreachable, ring: memory{"default": secret}, code: 6, says: []string{"fix network   127.0.0.1", "connection refused"}, not: []string{"account"}},
		{name: "a clock that is late", url: late.URL, ring: memory{"default": secret}, code: 3, says: []string{"fix clock     this machine is 10m", "behind HubSpot: set its clock", "fix account"}},
		{name: "bad settings", url: portalWith(t), settings: "shrae: 1\nshare: 2\n", ring: memory{"default": secret}, code: 3,
			says: []string{"fix settings", ":1:1: unknown key \"shrae\"", ":2:8: share is 2", "ok  network", "ok  account"}},
		{name: "a bad share", url: portalWith(t), env: map[string]string{"HUBWATCH_SHARE": "2"}, ring: memory{}, code: 4, says: []string{"fix settings  HUBWATCH_SHARE is 2: allowed is"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := env(t, tc.url)
			for k, v := range tc.env {
				e[k] = v
			}
			if tc.settings != "" {
				writeSettings(t, e, tc.settings)
			}
			before := listing(t, e["XDG_STATE_HOME"])
			got := runWith(t, &program{keyring: tc.ring}, e, "doctor")
			if got.code != tc.code || got.stderr != "" {
				t.Errorf("exit code %d, want %d; stderr %q", got.code, tc.code, got.stderr)
			}
			for _, says := range tc.says {
				if !strings.Contains(got.stdout, says) {
					t.Errorf("%s\nwant %q", got.stdout, says)
				}
			}
			for _, not := range append(tc.not, "CANARY") {
				if strings.Contains(got.stdout, not) {
					t.Errorf("%s\nwant no %q", got.stdout, not)
				}
			}
			if after := listing(t, e["XDG_STATE_HOME"]); after != before {
				t.Errorf("it changed the folders: %s, before %s", after, before)
			}
		})
	}
}

// TestDoctorOpensNoDialog holds that a locked keyring is not asked for the
// token: it would ask the person.
func TestDoctorOpensNoDialog(t *testing.T) {
	got := runWith(t, &program{keyring: shy{memory{"locked": ""}, t}}, env(t, portalWith(t)), "doctor")
	if got.code != exit.Unauthorised || !strings.Contains(got.stdout, "fix token     no HubSpot token: the keyring is locked") {
		t.Errorf("%+v, want what to do", got)
	}
}

// shy is a keyring that must not be asked.
type shy struct {
	memory
	t *testing.T
}

func (s shy) Get(context.Context, string) (string, error) {
	s.t.Error("the keyring was asked")
	return "", nil
}

// listing lists everything below a folder.
func listing(t *testing.T, folder string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(file string, _ os.DirEntry, err error) error {
		all = append(all, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestDoctorTriesTheSearchForFolders(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, says string
		scopes     []string
		args       []string
	}{
		{name: "it works", says: "ok  search    finds 2 of 3 folders of the plan\n"},
		{name: "no scope", scopes: []string{"files.write"}, says: "--  search    folders cannot be searched for, so that ends are seen later: no permission (HTTP 403)"},
		{name: "off", args: []string{"--scout", "off"}, says: "--  search    folders are not searched for: scout is off\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := env(t, portalWith(t, tc.scopes...))
			plan := filepath.Join(t.TempDir(), "plan.csv")
			if err := os.WriteFile(plan, []byte("folderId,name\n122690000000,a\n122690000031,b\n77,c\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			p := &program{keyring: memory{"default": secret}}
			if got := runWith(t, p, e, "add", "--plan", plan); got.code != 0 {
				t.Fatalf("add: %d %s", got.code, got.stderr)
			}
			got := runWith(t, &program{keyring: memory{"default": secret}}, e, append([]string{"doctor"}, tc.args...)...)
			if got.code != 0 || !strings.Contains(got.stdout, tc.says) {
				t.Errorf("exit code %d, want 0 and %q in\n%s", got.code, tc.says, got.stdout)
			}
		})
	}
}
