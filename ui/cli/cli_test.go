package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config"
	"hubwatch/config/keyring"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// ever is longer than anything takes that comes at all, on any machine that is busy
// with anything. It is no measure of how fast.
const ever = 2 * time.Minute

// simulated serves a scenario over real HTTP at a moment of its life.
func simulated(t *testing.T, scenario string, after time.Duration) (*hubsim.Server, string) {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	moved := time.Duration(0)
	sim := hubsim.New(hubsim.Options{Scenario: s, Now: func() time.Time { return begun.Add(moved) }})
	moved = after
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return sim, server.URL
}

// unreachable is an address where nobody answers: no test is given its port.
const unreachable = "http://127.0.0.1:1"

// result is what a command line gave.
type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, env map[string]string, args ...string) result {
	t.Helper()
	return runWith(t, &program{keyring: memory{}, io: output.Streams{In: strings.NewReader("")}}, env, args...)
}

// runWith runs a command line of a program that has its keyring and its
// standard input.
func runWith(t *testing.T, p *program, env map[string]string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	home := storetest.Folder(t)
	p.env = func(name string) string {
		if value, ok := env[name]; ok || name != "XDG_STATE_HOME" && name != "XDG_CONFIG_HOME" {
			return value
		}
		return home // never the user's own
	}
	p.io.Out, p.io.Err = &stdout, &stderr
	code := p.run(t.Context(), args)
	if !slices.Contains(args, "rerun") && !slices.Contains(args, "undo") { // prints requests, which are HubSpot's
		validJSON(t, stdout.String())
	}
	return result{code, stdout.String(), stderr.String()}
}

// memory is a keyring that lasts for one test. With an entry named locked it
// is locked.
type memory map[string]string

func (m memory) Get(ctx context.Context, profile string) (string, error) {
	if err := m.Check(ctx); err != nil {
		return "", err
	}
	if value, ok := m[profile]; ok {
		return value, nil
	}
	return "", &keyring.Error{Kind: keyring.ErrNotFound}
}

func (m memory) Set(ctx context.Context, profile, token string) error {
	if err := m.Check(ctx); err != nil {
		return err
	}
	m[profile] = token
	return nil
}

func (m memory) Delete(ctx context.Context, profile string) error {
	_, err := m.Get(ctx, profile)
	delete(m, profile)
	return err
}

func (m memory) Check(context.Context) error {
	if _, locked := m["locked"]; locked {
		return &keyring.Error{Kind: keyring.ErrLocked}
	}
	return nil
}

// through makes clients that ask by way of transport.
func through(transport http.RoundTripper) func(hubclient.Options) (*hubclient.Client, error) {
	return func(o hubclient.Options) (*hubclient.Client, error) {
		o.Transport = transport
		return hubclient.New(o)
	}
}

func token(url string) map[string]string {
	return map[string]string{config.TokenVariable: hubsim.DefaultToken, "HUBWATCH_BASE_URL": url}
}

const (
	allOK     = `{"tasks": 5, "duration": {"min": 1, "max": 1}}`
	oneFailed = `{"tasks": 5, "duration": {"min": 1, "max": 1}, "outcomes": [{"kind": "errors", "weight": 1}]}`
	canceled  = `{"tasks": 5, "duration": {"min": 1, "max": 1}, "outcomes": [{"kind": "canceled", "weight": 1}]}`
)

func TestStatusExitCodes(t *testing.T) {
	t.Parallel()
	type test struct {
		name, scenario string
		after          time.Duration
		args           []string // besides the tasks
		env            map[string]string
		code           int
		says           string
	}
	for _, tc := range []test{
		{name: "all ok", scenario: allOK, after: time.Hour, code: 0, says: "5 tasks, 5 ok"},
		{name: "ended with errors long ago", scenario: oneFailed, after: time.Hour, code: 1, says: "5 errors"},
		{name: "canceled is not ok", scenario: canceled, after: time.Hour, code: 1, says: "5 canceled"},
		{name: "not settled", scenario: oneFailed, after: time.Millisecond, code: 8, says: " pending"},
		{name: "an unknown task", scenario: allOK, after: time.Hour, args: []string{"AAAAAAAAAAA"}, code: 5, says: "1 missing"},
		{name: "an unreadable ID", scenario: allOK, after: time.Hour, args: []string{"475549724882"}, code: 5, says: "could not be decoded"},
		{name: "404 for all", scenario: `{"tasks": 2, "faults": [{"kind":"status","status":404}]}`, after: time.Hour, code: 5, says: "missing"},
		{name: "unavailable", scenario: `{"tasks": 2, "faults": [{"kind":"page","status":502}]}`, after: time.Hour, code: 6, says: "unavailable"},
		{name: "token refused", scenario: `{"tasks": 2, "faults": [{"kind":"auth"}]}`, after: time.Hour, code: 4, says: "not authorised (HTTP 401)"},
		{name: "scope missing", scenario: `{"tasks": 2, "faults": [{"kind":"scope"}]}`, after: time.Hour, code: 4, says: "no permission (HTTP 403)"},
		{name: "no token", scenario: allOK, env: map[string]string{config.TokenVariable: ""}, code: 4, says: "set HUBSPOT_ACCESS_TOKEN"},
		{name: "a bad output", scenario: allOK, args: []string{"-o", "xml"}, code: 3, says: `--output "xml": allowed are table, json, jsonl, csv and md`},
		{name: "a bad flag", scenario: allOK, args: []string{"--nope"}, code: 3, says: "--nope"},
		{name: "a bad ID", scenario: allOK, args: []string{"a/b"}, code: 3, says: "'/'"},
		{name: "a bad version", scenario: allOK, env: map[string]string{"HUBWATCH_API_VERSION": "v9"}, code: 3, says: "v9"},
		{name: "a plain base URL", scenario: allOK, env: map[string]string{"HUBWATCH_BASE_URL": "http://example.com"}, code: 3, says: "not encrypted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, err := hubsim.ParseScenario([]byte(tc.scenario))
				if err != nil {
					t.Fatal(err)
				}
				sim := hubsim.New(hubsim.Options{Scenario: s})
				time.Sleep(tc.after)
				env := token("")
				for k, v := range tc.env {
					env[k] = v
				}
				p := &program{keyring: memory{}, io: output.Streams{In: strings.NewReader("")}, process: process{newHub: through(direct{handler: sim})}}
				got := runWith(t, p, env, append(append([]string{"status"}, sim.TaskIDs()...), tc.args...)...)
				if got.code != tc.code {
					t.Errorf("exit code %d, want %d", got.code, tc.code)
				}
				if all := got.stdout + got.stderr; !strings.Contains(all, tc.says) {
					t.Errorf("said %q, want %q in it", all, tc.says)
				}
			})
		})
	}
}

func TestStatusOfNothingIsBadUsage(t *testing.T) {
	if got := run(t, token(""), "status"); got.code != 3 || !strings.Contains(got.stderr, "the watchlist is empty") {
		t.Errorf("%+v, want exit code 3 and why", got)
	}
}

func TestUnreachableIsNotFailed(t *testing.T) {
	t.Parallel()
	got := run(t, token(unreachable), "status", "AAAAEZ6whGI")
	if got.code != 6 || !strings.Contains(got.stderr, "connection refused") {
		t.Errorf("%+v, want exit code 6 and the reason", got)
	}
	if !strings.Contains(got.stdout, "unchecked") {
		t.Errorf("said %q, want what is known: unchecked", got.stdout)
	}
}

func TestStatusJSON(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, `{"tasks": 40, "workers": 10, "duration": {"min": 1, "max": 3}, "outcomes": [
		{"kind":"ok","weight":5}, {"kind":"partial","weight":2}, {"kind":"canceled","weight":1}]}`, 4*time.Second)
	got := run(t, token(url), append([]string{"status", "-o", "json"}, sim.TaskIDs()[:12]...)...)
	var d output.Status
	if err := json.Unmarshal([]byte(got.stdout), &d); err != nil {
		t.Fatalf("%v in %s", err, got.stdout)
	}
	if d.Schema != 1 || d.Account.PortalID != "24681012" || len(d.Tasks) != 12 || d.Summary["total"] != 12 {
		t.Errorf("schema %d, account %+v, %d tasks, total %d", d.Schema, d.Account, len(d.Tasks), d.Summary["total"])
	}
	counted := map[string]int{}
	for i, task := range d.Tasks {
		counted[task.State]++
		if task.TaskID != sim.TaskIDs()[i] {
			t.Errorf("task %d is %s, want the order asked", i, task.TaskID)
		}
		truth, _ := sim.Truth(task.TaskID)
		if task.Status != truth || task.CheckedAt == nil || task.RequestedAt == nil {
			t.Errorf("task %s: status %q, want %q; checked %v", task.TaskID, task.Status, truth, task.CheckedAt)
		}
		if (task.State == "errors") != (task.NumErrors > 0) || task.NumErrors != len(task.Errors) {
			t.Errorf("task %s is %s with %d of %d errors", task.TaskID, task.State, len(task.Errors), task.NumErrors)
		}
	}
	for state, n := range counted {
		if d.Summary[state] != n {
			t.Errorf("summary says %d %s, want %d", d.Summary[state], state, n)
		}
	}
	if n := sim.Stats().Limited; n != 0 {
		t.Errorf("%d requests refused by the limit, want none", n)
	}
}

func TestTheTokenIsNeverShown(t *testing.T) {
	const canary = "pat-eu1-CANARY-0123456789"
	_, url := simulated(t, allOK, 0)
	env := token(url)
	env[config.TokenVariable] = canary
	for _, args := range [][]string{
		{"status", "AAAAEZ6whGI"}, {"status", "-o", "json", "AAAAEZ6whGI"}, {"--help"}, {"version"}, {"AAAAEZ6whGI"}, {"status", "--nope"},
	} {
		got := run(t, env, args...)
		if strings.Contains(got.stdout+got.stderr, canary) {
			t.Errorf("%q shows the token: %+v", args, got)
		}
	}
}

func TestACommandMistypedIsNoTask(t *testing.T) {
	got := run(t, token(""), "stauts")
	if got.code != 3 || !strings.Contains(got.stderr, `did you mean "status"`) {
		t.Errorf("%+v, want exit code 3 and the command meant", got)
	}
}

func TestTheDashboardNeedsATerminal(t *testing.T) {
	got := run(t, token(""), "AAAAEZ6whGI")
	if got.code != 3 || !strings.Contains(got.stderr, "needs a terminal") {
		t.Errorf("%+v, want exit code 3 and why", got)
	}
}

func TestABadEnvironmentIsNamed(t *testing.T) {
	got := run(t, map[string]string{"HUBWATCH_TASKS": "many"}, "demo")
	if got.code != 3 || !strings.Contains(got.stderr, "HUBWATCH_TASKS") || !strings.Contains(got.stderr, "many") {
		t.Errorf("%+v, want exit code 3, the variable and its value", got)
	}
}

func TestDemoFlags(t *testing.T) {
	for _, args := range [][]string{
		{"demo", "--scenario", "nope"}, {"demo", "--tasks", "-1"}, {"demo", "--speed", "0"},
		{"demo", "--listen", "0.0.0.0:0"}, {"demo", "--listen", "nonsense"}, {"demo", "extra"},
	} {
		if got := run(t, nil, args...); got.code != 3 || got.stderr == "" {
			t.Errorf("%q: %+v, want exit code 3 and why", args, got)
		}
	}
}

func TestDemoListenServesUntilInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var stdout bytes.Buffer
	home := storetest.Folder(t)
	p := &program{env: func(name string) string {
		if strings.HasPrefix(name, "XDG_") {
			return home
		}
		return ""
	}, keyring: memory{}, io: output.Streams{Out: &writerFunc{func(b []byte) {
		stdout.Write(b)
		cancel() // everything is printed at once
	}}, Err: &bytes.Buffer{}, In: strings.NewReader("")}}
	if code := p.run(ctx, []string{"demo", "--listen", "127.0.0.1:0", "--tasks", "7"}); code != exit.Interrupted {
		t.Errorf("exit code %d, want %d", code, exit.Interrupted)
	}
	ids := 0
	for _, line := range strings.Split(strings.TrimSpace(stdout.String()), "\n") {
		if !strings.HasPrefix(line, "#") {
			ids++
		}
	}
	if ids != 7 || !strings.Contains(stdout.String(), "http://127.0.0.1:") || !strings.Contains(stdout.String(), hubsim.DefaultToken) {
		t.Errorf("printed %q, want the address, the token and seven IDs", stdout.String())
	}
}

type writerFunc struct{ f func([]byte) }

func (w *writerFunc) Write(b []byte) (int, error) { w.f(b); return len(b), nil }
