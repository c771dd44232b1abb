//go:build !windows

package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"hubwatch/hubclient/hubsim"
)

// TestALintThatIsKilledGoesOn kills lint at a search: the next one does not ask
// again what was kept before.
func TestALintThatIsKilledGoesOn(t *testing.T) {
	n, at, limits := 550, 3, hubsim.Limits{}
	if os.Getenv("HUBWATCH_TEST_LONG") != "" {
		n, at, limits = 5000, 40, hubsim.Limits{Max: 100, Window: 10}
	}
	folders, text := wide(n)
	sim := hubsim.New(hubsim.Options{Token: hubsim.DefaultToken, Tasks: 1, Folders: folders, Scenario: hubsim.Scenario{Limits: limits}})
	var searches, folderIDs, stopAt atomic.Int64
	reached := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/folders/search") {
			for _, ids := range r.URL.Query()["ids"] { // one each, or many in one
				folderIDs.Add(int64(1 + strings.Count(ids, ",")))
			}
			switch m := searches.Add(1); {
			case m == stopAt.Load():
				close(reached)
				<-r.Context().Done()
				return
			case stopAt.Load() > 0 && m > stopAt.Load():
				<-r.Context().Done()
				return
			}
		}
		sim.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	m, plan := newMachine(t, server.URL), planFile(t, text)
	stopAt.Store(int64(at))
	cmd, _, stderr := m.command("lint", "--plan", plan, "--share", "1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	stopAt.Store(0)
	before := searches.Swap(0)
	folderIDs.Store(0)
	got := m.run("lint", "--plan", plan, "--share", "1")
	again, askedAgain := searches.Swap(0), folderIDs.Swap(0)
	if got.code != 0 {
		t.Errorf("after a kill: %+v\n%s", got, stderr)
	}
	kept := 0 // what was seen is kept with the first answer, and every two seconds: a kill may come before
	if told := notAskedAgain.FindStringSubmatch(got.stderr); told != nil {
		kept, _ = strconv.Atoi(strings.ReplaceAll(told[1], ",", ""))
	}
	if whole := m.run("lint", "--plan", plan, "--share", "1"); whole.stdout != got.stdout {
		t.Errorf("found\n%s after a kill, and\n%s at once", got.stdout, whole.stdout)
	}
	all, asked := searches.Load(), folderIDs.Load()
	t.Logf("%d searches for %d IDs in all; killed at %d with %d folders kept, %d for %d afterwards; refused by a limit: %d", all, asked, before, kept, again, askedAgain, sim.Stats().Limited)
	if askedAgain > asked || kept >= 100 && askedAgain > asked-99 {
		t.Errorf("%d IDs after a kill, want at most %d without %d", askedAgain, asked, kept)
	}
}

var notAskedAgain = regexp.MustCompile(`([\d,]+) folders? not asked about again`)
