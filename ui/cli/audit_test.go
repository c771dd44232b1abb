package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/cli/audit"
	"hubwatch/ui/cli/exit"
)

// accessLog is what a server writes down of its requests.
type accessLog struct {
	next  http.Handler
	mu    sync.Mutex
	lines []string
}

func (l *accessLog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
	l.next.ServeHTTP(rec, r)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, fmt.Sprintf("%s %s %s %d %s", r.Method, r.Host, r.URL.EscapedPath(), rec.status, w.Header().Get("X-HubSpot-Correlation-Id")))
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// serveLogged serves a scenario, an hour after it began, and writes down what it
// is asked.
func serveLogged(t *testing.T, scenario string) (sim *hubsim.Server, log *accessLog, url string) {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	moved := time.Duration(0)
	sim = hubsim.New(hubsim.Options{Scenario: s, Now: func() time.Time { return time.Now().Add(moved) }})
	moved = time.Hour
	log = &accessLog{next: sim}
	server := httptest.NewServer(log)
	t.Cleanup(server.Close)
	return sim, log, server.URL
}

// audited is the audit log of a profile.
func audited(t *testing.T, env map[string]string, args ...string) audit.Log {
	t.Helper()
	got := run(t, env, append([]string{"audit", "-o", "json"}, args...)...)
	var d audit.Log
	if err := json.Unmarshal([]byte(got.stdout), &d); err != nil || got.code != 0 {
		t.Fatalf("audit: %v, exit code %d, %s", err, got.code, got.stderr)
	}
	return d
}

// linesOf are the requests as a server writes them down.
func linesOf(d audit.Log) []string {
	lines := make([]string, 0, len(d.Requests))
	for _, r := range d.Requests {
		lines = append(lines, fmt.Sprintf("%s %s %s %d %s", r.Method, r.Host, r.Path, r.Status, r.CorrelationID))
	}
	return lines
}

// TestTheAuditLogIsTheServersLog runs a whole migration past a server that
// refuses, fails and answers nonsense now and then: what it was asked and what
// the audit log has are the same, line by line.
func TestTheAuditLogIsTheServersLog(t *testing.T) {
	t.Parallel()
	const tasks = 80
	sim, log, url := serveLogged(t, fmt.Sprintf(`{"tasks": %d, "workers": 100, "duration": {"min": 1, "max": 1}, "limits": {"max": 10000},
		"faults": [{"kind": "status", "status": 502, "share": 0.02}, {"kind": "page", "status": 503, "share": 0.02}]}`, tasks))
	e := env(t, url)
	e[config.TokenVariable] = hubsim.DefaultToken
	e["HUBWATCH_SHARE"] = "1"
	for _, args := range [][]string{{"auth", "status"}, {"doctor"}, {"status", sim.TaskIDs()[0], "AAAAAAAAAAA", "475549724882"}} {
		run(t, e, args...)
	}
	run(t, e, append([]string{"add"}, sim.TaskIDs()...)...)
	if got := run(t, e, "wait", "-q"); got.code > exit.Errors {
		t.Fatalf("wait: %+v", got)
	}
	d := audited(t, e)
	got, want := linesOf(d), log.lines
	slices.Sort(got)
	slices.Sort(want)
	if len(want) < tasks || !slices.Equal(got, want) {
		t.Errorf("the audit log has %d requests, the server's %d, and they differ", len(got), len(want))
	}
	posts := 0
	for _, line := range want {
		if strings.HasPrefix(line, "POST ") {
			posts++
		}
	}
	if c := (audit.Counts{Get: len(want) - posts, TokenInfo: posts}); d.Counts != c || posts != 2 {
		t.Errorf("it counts %+v, want %+v of which two ask for the token", d.Counts, c)
	}
	n := 0
	for _, e := range d.Endpoints {
		n += e.Count
	}
	if n != len(want) || len(d.Endpoints) != 3 || d.Endpoints[0].Path != "/files/v3/folders/update/async/tasks/{taskId}/status" {
		t.Errorf("endpoints %+v", d.Endpoints)
	}
}

func TestAuditForPeople(t *testing.T) {
	t.Parallel()
	sim, _, url := serveLogged(t, allOK)
	e := env(t, url)
	if got := run(t, e, "audit"); got.stdout != "GET 0, POST token info 0, others 0\n" || got.code != 0 {
		t.Errorf("of nothing: %+v", got)
	}
	e[config.TokenVariable] = hubsim.DefaultToken
	run(t, e, append([]string{"status"}, sim.TaskIDs()...)...)
	e["HUBWATCH_BASE_URL"] = unreachable
	run(t, e, "status", sim.TaskIDs()[0])
	got := run(t, e, "audit")
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	if len(lines) < 10 || !strings.HasPrefix(lines[0], "GET ") || !strings.Contains(lines[0], ", POST token info 0, others 0, since 20") ||
		!strings.Contains(lines[1], "  GET  /files/v3/folders/update/async/tasks/{taskId}/status") {
		t.Errorf("it prints %q", got.stdout)
	}
	if last := lines[len(lines)-1]; !strings.Contains(last, "GET    -") || !strings.Contains(last, "127.0.0.1:1/") || !strings.HasSuffix(last, "  -") {
		t.Errorf("of a request without a reply it prints %q", last)
	}
	if strings.Contains(got.stdout, hubsim.DefaultToken) {
		t.Error("the token is in it")
	}
	if d := audited(t, e, "--since", "2100-01-01"); len(d.Requests) != 0 || d.Since != nil {
		t.Errorf("since a time to come: %+v", d)
	}
	for _, args := range [][]string{{"-o", "csv"}, {"--since", "yesterday"}, {"more"}} {
		if got := run(t, e, append([]string{"audit"}, args...)...); got.code != exit.Usage || got.stderr == "" {
			t.Errorf("%q: %+v, want exit code 3 and why", args, got)
		}
	}
}

// TestAnAuditLogThatCannotBeWritten holds that it is said, and that what was
// asked for is answered all the same.
func TestAnAuditLogThatCannotBeWritten(t *testing.T) {
	sim, _, url := serveLogged(t, allOK)
	e := env(t, url)
	e[config.TokenVariable] = hubsim.DefaultToken
	e["XDG_STATE_HOME"] = write(t, "a-file", "") + "/below"
	got := run(t, e, "status", sim.TaskIDs()[0])
	if got.code != 0 || !strings.Contains(got.stdout, "1 ok") || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, "the audit log could not be written: ") {
		t.Errorf("%+v, want the answer and a remark", got)
	}
}
