package config

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"hubwatch/config/keyring"
)

// ring is a keyring with one token, or one that fails.
type ring struct {
	token string
	err   error
}

func (r ring) Get(context.Context, string) (string, error) {
	if r.err == nil && r.token == "" {
		return "", &keyring.Error{Kind: keyring.ErrNotFound}
	}
	return r.token, r.err
}

func TestFindToken(t *testing.T) {
	command := func(argv ...string) Settings {
		return Settings{Profiles: map[string]Profile{"eu": {TokenCommand: argv}}}
	}
	locked := ring{err: &keyring.Error{Kind: keyring.ErrLocked}}
	for _, tc := range []struct {
		name, env        string
		settings         Settings
		ring             ring
		want, from, err  string
		noToken, skipWin bool
	}{
		{name: "the environment", env: "pat-eu1-1234", want: "pat-eu1-1234", from: "HUBSPOT_ACCESS_TOKEN"},
		{name: "a line end from a file is cut", env: "pat-eu1-1234\r\n", want: "pat-eu1-1234", from: "HUBSPOT_ACCESS_TOKEN"},
		{name: "the environment goes first", env: "pat-env", settings: command("false"), ring: ring{token: "pat-ring"}, want: "pat-env", from: "HUBSPOT_ACCESS_TOKEN"},
		{name: "then the command", settings: command("echo", "pat-command"), ring: ring{token: "pat-ring"}, want: "pat-command", from: `the token_command of profile "eu"`, skipWin: true},
		{name: "a command that fails is not passed over", settings: command("false"), ring: ring{token: "pat-ring"}, err: "false failed: exit status 1", skipWin: true},
		{name: "a command that is not there", settings: command("/nowhere/op"), err: "no such file", skipWin: true},
		{name: "then the keyring", ring: ring{token: "pat-ring\n"}, want: "pat-ring", from: `the keyring, profile "eu"`},
		{name: "none", err: "set HUBSPOT_ACCESS_TOKEN", noToken: true},
		{name: "only a line end", env: "\n", err: "hubwatch auth login", noToken: true},
		{name: "a locked keyring", ring: locked, err: "the keyring is locked: unlock it", noToken: true},
		{name: "no keyring", ring: ring{err: &keyring.Error{Kind: keyring.ErrNone}}, err: "no keyring that can be used: give the token in HUBSPOT_ACCESS_TOKEN", noToken: true},
		{name: "a space inside", env: "pat eu1", err: "holds a space"},
		{name: "a header of its own", env: "pat\nX-Evil: 1", err: "control character"},
		{name: "beyond ASCII", env: "pat-é", err: "beyond ASCII"},
		{name: "too long", env: strings.Repeat("x", 513), err: "at most 512"},
		{name: "two lines in the keyring", ring: ring{token: "warning\npat-1"}, err: "the keyring"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.skipWin && runtime.GOOS == "windows" {
				t.Skip("the commands of Unix")
			}
			if argv := tc.settings.Profiles["eu"].TokenCommand; len(argv) > 0 && tc.env == "" && !filepath.IsAbs(argv[0]) {
				needs(t, argv[0])
			}
			token, err := FindToken(t.Context(), "eu", tc.settings, tc.ring, func(string) string { return tc.env }, nil)
			if tc.err != "" {
				if err == nil || !strings.Contains(err.Error(), tc.err) {
					t.Fatalf("error %v, want one with %q", err, tc.err)
				}
				for _, secret := range []string{strings.TrimSpace(tc.env), tc.ring.token} {
					if secret != "" && strings.Contains(err.Error(), secret) {
						t.Fatalf("the error shows the token: %v", err)
					}
				}
				if errors.Is(err, ErrNoToken) != tc.noToken {
					t.Errorf("%v: is ErrNoToken %v, want %v", err, !tc.noToken, tc.noToken)
				}
				if tc.ring.err != nil && !errors.Is(err, tc.ring.err) {
					t.Errorf("%v does not say it was %v", err, tc.ring.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := token.Value(); got != tc.want || token.Source.String() != tc.from {
				t.Errorf("token %q from %v, want %q from %s", got, token.Source, tc.want, tc.from)
			}
			if shown := fmt.Sprintf("%v %+v %#v", token, token, token); strings.Contains(shown, tc.want) {
				t.Errorf("printing it shows it: %s", shown)
			}
		})
	}
}

func TestTail(t *testing.T) {
	for value, want := range map[string]string{"pat-eu1-0123456789abcdef": "…cdef", "short": "…", "": "…"} {
		if got := (Token{Value: func() string { return value }}).Tail(); got != want {
			t.Errorf("%q shows %q, want %q", value, got, want)
		}
	}
}

// needs skips a test of programs that this machine has not.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("this test needs %s", name)
		}
	}
}

// sh runs a script as a token_command.
func sh(t *testing.T, script string) (string, error) {
	t.Helper()
	needs(t, "sh")
	return runTokenCommand(t.Context(), []string{"sh", "-c", script}, nil)
}

func TestTokenCommandInheritsNoToken(t *testing.T) {
	t.Setenv(TokenVariable, "pat-canary")
	t.Setenv("HUBWATCH_TEST_OTHER", "stays")
	got, err := sh(t, `echo "[$`+TokenVariable+`]$HUBWATCH_TEST_OTHER"; cat`)
	if err != nil || got != "[]stays" {
		t.Errorf("%q, %v: want no token, the rest of the environment, and an empty stdin", got, err)
	}
}

func TestTokenCommandErrorsShowNoToken(t *testing.T) {
	const canary = "pat-eu1-CANARY-0123456789"
	for script, want := range map[string]string{
		"echo " + canary + "; echo it is " + canary + " >&2; exit 3": "exit status 3: it is [hidden]",
		"echo vault: sealed, token " + canary + " >&2; exit 1":       "exit status 1: vault: sealed, token [hidden]",
		"echo pin1; echo wrong: pin1 >&2; exit 1":                    "wrong: [hidden]",
		"true":                                "printed nothing",
		"echo no such entry >&2":              "printed nothing: no such entry",
		"yes " + canary + " | head -c 100000": "printed more than 4096 bytes",
		"yes 'the vault is closed' | head -c 100000 >&2; sleep 0.1; exit 1": "the vault is closed",
	} {
		_, err := sh(t, script)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v, want %q and no token", script, err, want)
		}
		if err != nil && len(err.Error()) > 500 {
			t.Errorf("%s: the error has %d bytes", script, len(err.Error()))
		}
	}
}
