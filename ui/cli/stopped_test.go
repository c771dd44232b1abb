package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"hubwatch/hubclient/hubsim"
)

// stopping is an account in which a person stops the command at one of the
// searches.
type stopping struct {
	*hubsim.Server
	env map[string]string

	mu       sync.Mutex // searches go out beside one another
	stopAt   int        // the search; 0 is none
	searches int
	stop     context.CancelFunc
}

// next begins a run that is stopped at a search, and gives how many the one before
// made.
func (a *stopping) next(stopAt int, stop context.CancelFunc) (searches int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	searches = a.searches
	a.stopAt, a.searches, a.stop = stopAt, 0, stop
	return searches
}

// search counts a search, and stops the command at the one that was named.
func (a *stopping) search() (stopped bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.searches++
	if stopped = a.searches == a.stopAt; stopped {
		a.stop()
	}
	return stopped
}

func newStopping(t *testing.T, folders ...hubsim.Folder) *stopping {
	t.Helper()
	a := &stopping{Server: hubsim.New(hubsim.Options{Token: secret, Tasks: 1, Folders: folders})}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/folders/search") && a.search() {
			<-r.Context().Done()
			return
		}
		a.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	a.env = env(t, server.URL)
	a.env["HUBSPOT_ACCESS_TOKEN"] = secret
	return a
}

// run runs a command that is stopped at a search, and tells how many it made.
func (a *stopping) run(t *testing.T, stopAt int, args ...string) (result, int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a.next(stopAt, stop)
	var stdout, stderr bytes.Buffer
	p := &program{keyring: memory{}, env: func(name string) string { return a.env[name] }}
	p.io.Out, p.io.Err = &stdout, &stderr
	code := p.run(ctx, args)
	return result{code, stdout.String(), stderr.String()}, a.next(0, nil)
}

// row of folders, and a plan that moves them all.
func wide(n int) (folders []hubsim.Folder, plan string) {
	folders = []hubsim.Folder{{ID: "10", Name: "a"}, {ID: "20", Name: "b"}}
	plan = "folderId,parentFolderId\n"
	for i := range n {
		folders = append(folders, hubsim.Folder{ID: fmt.Sprint(1000 + i), Name: fmt.Sprint("folder ", i), ParentID: "10"})
		plan += fmt.Sprintf("%d,20\n", 1000+i)
	}
	return folders, plan
}

// TestALintThatIsStoppedGoesOn stops lint once everything is asked about but what
// lies in the target, and starts it again.
func TestALintThatIsStoppedGoesOn(t *testing.T) {
	t.Parallel()
	folders, text := wide(250)
	a, plan := newStopping(t, folders...), planFile(t, text)
	whole, all := a.run(t, 0, "lint", "--plan", plan)
	if whole.code != 0 || all != 4 {
		t.Fatalf("%+v, %d searches", whole, all)
	}
	got, _ := a.run(t, 1, "lint", "--plan", plan)
	if got.code != 2 || got.stderr != "hubwatch: stopped: nothing was seen yet; start it again\n" {
		t.Errorf("stopped at once: %+v", got)
	}
	if got, _ = a.run(t, 4, "lint", "--plan", plan); got.code != 2 || got.stdout != "" ||
		!strings.HasPrefix(got.stderr, "hubwatch: stopped: 251 folders seen are kept for ") || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("stopped: %+v", got)
	}
	got, searches := a.run(t, 0, "lint", "--plan", plan)
	if got.code != 0 || searches != 1 || got.stdout != whole.stdout || !strings.Contains(got.stderr, "ago: 251 folders not asked about again") {
		t.Errorf("again: %+v, %d searches, want 1", got, searches)
	}
	if got, searches = a.run(t, 0, "lint", "--plan", plan); searches != all || strings.Contains(got.stderr, "going on") {
		t.Errorf("after one that was done: %+v, %d searches, want %d", got, searches, all)
	}
}

func TestWhoStopsIsTold(t *testing.T) {
	t.Parallel()
	folders, text := wide(250)
	a, plan := newStopping(t, folders...), planFile(t, text)
	for _, tc := range []struct{ command, says string }{
		{"snapshot", "nothing is kept of what was seen; start it again, before the first move"},
		{"verify", "nothing is kept of what was seen; start it again"},
		{"undo", "no move is printed and nothing is kept; start it again"},
	} {
		if tc.command == "undo" {
			if got, _ := a.run(t, 0, "snapshot", "--plan", plan); got.code != 0 {
				t.Fatalf("snapshot: %+v", got)
			}
		}
		got, _ := a.run(t, 2, tc.command, "--plan", plan)
		if got.code != 2 || got.stdout != "" || got.stderr != "hubwatch: stopped: "+tc.says+"\n" {
			t.Errorf("%s: %+v", tc.command, got)
		}
	}
}
