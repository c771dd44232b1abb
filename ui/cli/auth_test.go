package cli

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// secret is the token that the tests log in with. It must never be seen.
const secret = "pat-eu1-CANARY-0123456789-wxyz"

// portalWith serves a HubSpot that takes the secret, with these scopes.
func portalWith(t *testing.T, scopes ...string) string {
	t.Helper()
	server := httptest.NewServer(hubsim.New(hubsim.Options{Token: secret, Scopes: scopes}))
	t.Cleanup(server.Close)
	return server.URL
}

// env is an environment for a HubSpot at url, with folders that stay for a
// whole test.
func env(t *testing.T, url string) map[string]string {
	t.Helper()
	home := storetest.Folder(t)
	return map[string]string{"HUBWATCH_BASE_URL": url, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
}

func TestLogin(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, stdin string
		scopes      []string
		args        []string
		env         map[string]string
		ring        memory
		code        int
		says        []string
		kept        bool
	}{
		{name: "a good token", stdin: secret + "\n", scopes: []string{"oauth", "files"}, kept: true,
			says: []string{"logged in to HubSpot account 24681012 (eu1, DEVELOPER_TEST)", "scopes: oauth, files", `in the keyring, profile "default"`}},
		{name: "the hidden scope", stdin: secret, scopes: []string{"files.ui_hidden.write"}, kept: true},
		{name: "only reading", stdin: secret, scopes: []string{"oauth", "files.ui_hidden.read"}, code: 4,
			says: []string{"may not ask for the status of tasks", "it has the scopes oauth, files.ui_hidden.read", "one of files, files.write, files.ui_hidden.write", "--force"}},
		{name: "only reading, kept anyway", stdin: secret, scopes: []string{"files.ui_hidden.read"}, args: []string{"--force"}, kept: true,
			says: []string{"logged in", "may not ask for the status"}},
		{name: "a wrong token", stdin: "pat-eu1-wrong-token\n", code: 4, says: []string{"HubSpot refuses the token", "copy it again"}},
		{name: "nothing", stdin: "\n", code: 3, says: []string{"no token was given"}},
		{name: "two words", stdin: "Bearer " + secret, code: 3, says: []string{"holds a space"}},
		{name: "a whole file", stdin: strings.Repeat("x", 9000), code: 3, says: []string{"at most 512"}},
		{name: "a locked keyring", stdin: secret, ring: memory{"locked": ""}, code: 4, says: []string{"the keyring is locked: unlock it"}},
		{name: "an environment that goes first", stdin: secret, env: map[string]string{config.TokenVariable: "other"}, kept: true,
			says: []string{"HUBSPOT_ACCESS_TOKEN is set and goes before the keyring"}},
		{name: "a bad profile", stdin: secret, args: []string{"--profile", "No"}, code: 3, says: []string{`"No"`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ring := tc.ring
			if ring == nil {
				ring = memory{}
			}
			e := env(t, portalWith(t, tc.scopes...))
			for k, v := range tc.env {
				e[k] = v
			}
			p := &program{keyring: ring, io: output.Streams{In: strings.NewReader(tc.stdin)}}
			got := runWith(t, p, e, append([]string{"auth", "login", "--with-token"}, tc.args...)...)
			all := got.stdout + got.stderr
			if got.code != tc.code {
				t.Errorf("exit code %d, want %d: %s", got.code, tc.code, all)
			}
			for _, says := range tc.says {
				if !strings.Contains(all, says) {
					t.Errorf("said %q, want %q in it", all, says)
				}
			}
			if kept := ring["default"] == secret; kept != tc.kept {
				t.Errorf("kept %v, want %v", kept, tc.kept)
			}
			if strings.Contains(all, "CANARY") {
				t.Errorf("said the token: %s", all)
			}
		})
	}
}

func TestLoginWithoutATerminal(t *testing.T) {
	got := run(t, env(t, portalWith(t)), "auth", "login")
	if got.code != exit.Usage || !strings.Contains(got.stderr, "--with-token") {
		t.Errorf("%+v, want bad usage and the way out", got)
	}
}

// TestLoginOfAnotherAccount holds that a watchlist keeps its account.
func TestLoginOfAnotherAccount(t *testing.T) {
	e := env(t, portalWith(t))
	s, err := store.Open(filepath.Join(e["XDG_STATE_HOME"], "hubwatch", "default.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.BindAccount(t.Context(), "999"), s.Close()); err != nil {
		t.Fatal(err)
	}
	ring := memory{}
	got := runWith(t, &program{keyring: ring, io: output.Streams{In: strings.NewReader(secret)}}, e, "auth", "login", "--with-token")
	if got.code != exit.Unauthorised || !strings.Contains(got.stderr, "the token belongs to HubSpot account 24681012, the watchlist to account 999") || len(ring) > 0 {
		t.Errorf("%+v, kept %d; want it refused", got, len(ring))
	}
	got = runWith(t, &program{keyring: ring, io: output.Streams{In: strings.NewReader(secret)}}, e, "auth", "login", "--with-token", "--profile", "eu")
	if got.code != 0 || ring["eu"] != secret {
		t.Errorf("%+v, want another profile to take it", got)
	}
}

func TestAuthStatus(t *testing.T) {
	t.Parallel()
	e := env(t, portalWith(t, "oauth", "files"))
	ring := memory{"default": secret}
	got := runWith(t, &program{keyring: ring}, e, "auth", "status")
	for _, want := range []string{
		`token    …wxyz, from the keyring, profile "default"`, "portal   24681012", "region   eu1", "scopes   oauth, files", "today    624,99", "of 625,000 requests left",
	} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%s\nwant %q", got.stdout, want)
		}
	}
	if got.code != 0 || strings.Contains(got.stdout+got.stderr, "CANARY") {
		t.Errorf("%+v", got)
	}
	got = runWith(t, &program{keyring: ring}, e, "auth", "status", "-o", "json")
	var out authOutput
	if err := json.Unmarshal([]byte(got.stdout), &out); err != nil || out.Account.PortalID != "24681012" || out.Token != "…wxyz" ||
		len(out.Scopes) != 2 || !out.MayWatch || out.Remaining == 0 {
		t.Errorf("%v in %s", err, got.stdout)
	}
}

func TestAuthStatusExitCodes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, url string
		ring      memory
		args      []string
		code      int
		says      string
	}{
		{name: "no token", url: portalWith(t), ring: memory{}, code: 4, says: "no HubSpot token"},
		{name: "a locked keyring", url: portalWith(t), ring: memory{"locked": ""}, code: 4, says: "the keyring is locked"},
		{name: "refused", url: portalWith(t), ring: memory{"default": "pat-eu1-other-token-1234"}, code: 4, says: "HubSpot refuses the token"},
		{name: "a scope missing", url: portalWith(t, "oauth"), ring: memory{"default": secret}, code: 4, says: "wants one of the scopes files"},
		{name: "unreachable", url: unreachable, ring: memory{"default": secret}, code: 6, says: "connection refused"},
		{name: "a bad output", url: unreachable, ring: memory{}, args: []string{"-o", "xml"}, code: 3, says: "table and json"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := runWith(t, &program{keyring: tc.ring}, env(t, tc.url), append([]string{"auth", "status"}, tc.args...)...)
			if got.code != tc.code || !strings.Contains(got.stderr, tc.says) || strings.Contains(got.stdout+got.stderr, "CANARY") {
				t.Errorf("%+v, want %d and %q", got, tc.code, tc.says)
			}
		})
	}
}

func TestLogout(t *testing.T) {
	ring := memory{"default": secret, "eu": secret}
	e := env(t, "")
	if got := runWith(t, &program{keyring: ring}, e, "auth", "logout", "--profile", "eu"); got.code != 0 || len(ring) != 1 {
		t.Errorf("%+v, %d are left", got, len(ring))
	}
	if got := runWith(t, &program{keyring: ring}, e, "auth", "logout", "--profile", "eu"); got.code != exit.Usage || !strings.Contains(got.stderr, "no token in the keyring") {
		t.Errorf("again: %+v", got)
	}
	if got := runWith(t, &program{keyring: memory{"locked": ""}}, e, "auth", "logout"); got.code != exit.Unauthorised {
		t.Errorf("locked: %+v", got)
	}
}

// TestSettingsOrder holds that a flag beats the environment, which beats the
// profile in the file, which beats the file.
func TestSettingsOrder(t *testing.T) {
	file := "base_url: https://file.example\nprofile: eu\nshare: 0.3\nprofiles: {us: {base_url: https://us.example}}\n"
	for _, tc := range []struct {
		env         map[string]string
		args        []string
		base, share string
	}{
		{nil, nil, "https://file.example", "share: 0.3"},
		{nil, []string{"--profile", "us"}, "https://us.example", "share: 0.3"},
		{map[string]string{"HUBWATCH_BASE_URL": "https://env.example", "HUBWATCH_SHARE": "0.4"}, []string{"--profile", "us"}, "https://env.example", "share: 0.4"},
		{map[string]string{"HUBWATCH_BASE_URL": "https://env.example", "HUBWATCH_SHARE": "0.4"}, []string{"--base-url", "https://flag.example", "--share", "1"}, "https://flag.example", "share: 1"},
	} {
		e := env(t, "")
		for k, v := range tc.env {
			e[k] = v
		}
		writeSettings(t, e, file)
		got := run(t, e, append([]string{"config", "show"}, tc.args...)...)
		if got.code != 0 || !strings.Contains(got.stdout, "base_url: "+tc.base) || !strings.Contains(got.stdout, tc.share) {
			t.Errorf("%v %v: %+v, want %s and %s", tc.env, tc.args, got, tc.base, tc.share)
		}
	}
}

func writeSettings(t *testing.T, e map[string]string, text string) string {
	t.Helper()
	file := filepath.Join(e["XDG_CONFIG_HOME"], "hubwatch", "config.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestNoProgramInheritsTheToken holds that the token is read from the
// environment and taken out of it.
func TestNoProgramInheritsTheToken(t *testing.T) {
	t.Setenv(config.TokenVariable, secret)
	t.Setenv("HUBWATCH_PROFILE", "eu")
	getenv := ownEnvironment()
	if getenv(config.TokenVariable) != secret || getenv("HUBWATCH_PROFILE") != "eu" {
		t.Error("the environment is not read")
	}
	if strings.Contains(strings.Join(os.Environ(), "\n"), secret) {
		t.Error("the token is still there for programs that are started")
	}
}
