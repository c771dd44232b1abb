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

	"hubwatch/config"
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
	var stopAt atomic.Int64
	asked := map[string]*struct{ searches, folderIDs atomic.Int64 }{"first": {}, "second": {}, "whole": {}} // by the token of the run: what a killed one sent may come late
	reached := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		run := asked[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		r.Header.Set("Authorization", "Bearer "+hubsim.DefaultToken)
		if strings.HasSuffix(r.URL.Path, "/folders/search") {
			for _, ids := range r.URL.Query()["ids"] { // one each, or many in one
				run.folderIDs.Add(int64(1 + strings.Count(ids, ",")))
			}
			switch m := run.searches.Add(1); {
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
	usual := m.env
	as := func(run string) *machine {
		m.env = append(usual[:len(usual):len(usual)], config.TokenVariable+"="+run)
		return m
	}
	stopAt.Store(int64(at))
	cmd, _, stderr := as("first").command("lint", "--plan", plan, "--share", "1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	stopAt.Store(0)
	got := as("second").run("lint", "--plan", plan, "--share", "1")
	if got.code != 0 {
		t.Errorf("after a kill: %+v\n%s", got, stderr)
	}
	kept := 0 // what was seen is kept with the first answer, and every two seconds: a kill may come before
	if told := notAskedAgain.FindStringSubmatch(got.stderr); told != nil {
		kept, _ = strconv.Atoi(strings.ReplaceAll(told[1], ",", ""))
	}
	if whole := as("whole").run("lint", "--plan", plan, "--share", "1"); whole.stdout != got.stdout {
		t.Errorf("found\n%s after a kill, and\n%s at once", got.stdout, whole.stdout)
	}
	all, again := asked["whole"].folderIDs.Load(), asked["second"].folderIDs.Load()
	t.Logf("%d IDs in all; killed at search %d with %d folders kept, %d IDs afterwards; refused by a limit: %d", all, at, kept, again, sim.Stats().Limited)
	if again > all || kept >= 100 && again > all-99 {
		t.Errorf("%d IDs after a kill, want at most %d without %d", again, all, kept)
	}
}

var notAskedAgain = regexp.MustCompile(`([\d,]+) folders? not asked about again`)
