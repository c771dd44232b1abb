//go:build !windows

package cli

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store"
	"hubwatch/model/store/pg"
	"hubwatch/model/store/pg/pgtest"
)

// team is several dashboards of the real binary on one watchlist in a PostgreSQL,
// each with a home of its own.
type team struct {
	t     *testing.T
	url   string // of its database, for the administrator
	looks *pg.Store
	sim   *hubsim.Server
	gate  *gate
	hub   string
	all   map[int]*exec.Cmd // by process ID
	out   map[int]string    // the file with what it prints
	seats []*walker         // those on a screen
}

// teamTasks is what a team watches.
const teamTasks = `{"tasks": 60, "duration": {"min": 5, "max": 60}}`

// newTeam makes the watchlist of a team in a database of a server.
func newTeam(t *testing.T, server *pgtest.Server, scenario string) *team {
	t.Helper()
	if testing.Short() {
		t.Skip("other processes, whose leases run out by the clock: not in a short run")
	}
	m := &team{t: t, all: map[int]*exec.Cmd{}, out: map[int]string{}}
	var err error
	if m.url, err = server.Database(pgtest.Name(t)); err != nil {
		t.Fatal(err)
	}
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	m.sim = hubsim.New(hubsim.Options{Scenario: s, Now: time.Now})
	m.gate = &gate{Handler: m.sim}
	hub := httptest.NewServer(m.gate)
	t.Cleanup(func() { m.gate.open(); hub.Close() })
	m.hub = hub.URL
	first := newMachine(t, m.hub)
	first.env = append(first.env, "HUBWATCH_STORE="+m.url)
	for _, args := range [][]string{{"store", "init"}, append([]string{"add"}, m.sim.TaskIDs()...)} {
		if got := first.run(args...); got.code != 0 {
			t.Fatalf("%v: %+v", args[0], got)
		}
	}
	if m.looks, err = pg.New(pg.Options{URL: m.url, Watchlist: "default"}); err == nil {
		_, err = m.looks.Renew(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.looks.Close() })
	return m
}

// join starts one more dashboard, in words, and returns its process ID.
func (m *team) join(who string) int {
	m.t.Helper()
	member := newMachine(m.t, m.hub)
	member.env = append(member.env, "HUBWATCH_STORE="+m.url, "HUBWATCH_WHO="+who)
	cmd, _, _ := member.command("--plain")
	file, err := os.Create(filepath.Join(m.t.TempDir(), "out"))
	if err != nil {
		m.t.Fatal(err)
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	if _, err := cmd.StdinPipe(); err != nil {
		m.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.all[cmd.Process.Pid], m.out[cmd.Process.Pid] = cmd, file.Name()
	m.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	})
	return cmd.Process.Pid
}

// holder is who asks, once it is another one than before.
func (m *team) holder(before int) int {
	m.t.Helper()
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) { // other processes, on real clocks
		l, err := m.looks.Holder(m.t.Context())
		if err == nil && l.Holder != "" && l.PID != before && time.Now().Before(l.Until) {
			m.t.Logf("%d asks after %v", l.PID, time.Since(begun).Round(10*time.Millisecond))
			return l.PID
		}
		if time.Since(begun) > ever {
			m.t.Fatalf("nobody takes over from %d: %+v, %v", before, l, err)
		}
	}
}

// asked waits until so many more requests are in the audit log.
func (m *team) asked(more int) {
	m.t.Helper()
	count := func() int {
		requests, err := m.looks.Requests(m.t.Context(), time.Time{})
		if err != nil {
			m.t.Fatal(err)
		}
		return len(requests)
	}
	for want, begun := count()+more, time.Now(); count() < want; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > ever {
			m.t.Fatal("nothing is asked any more")
		}
	}
}

// TestATeamSharesOneQuota lets dashboards share a watchlist and loses the one that
// asks in several ways: another one takes over, what comes late is refused and
// said, and no event is there twice.
func TestATeamSharesOneQuota(t *testing.T) {
	if os.Getenv("HUBWATCH_TEST_LONG") == "" {
		t.Skip("it takes a minute: set HUBWATCH_TEST_LONG=1")
	}
	m := newTeam(t, pgtest.Shared(t), teamTasks)
	for i := range 5 {
		m.join(fmt.Sprint("member", i))
	}
	first := m.holder(0)
	m.asked(20)
	if err := m.all[first].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	second := m.holder(first)
	m.asked(3)
	stopped := m.all[second].Process
	if err := stopped.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	third := m.holder(second)
	m.asked(3)
	if err := stopped.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	m.says(second, "Following")
	if now := m.holder(0); now != third {
		t.Errorf("%d asks, want %d: who was stopped is to follow", now, third)
	}
	m.asked(3)
	m.noEventTwice()
}

// says waits until a dashboard has said something.
func (m *team) says(pid int, words string) {
	m.t.Helper()
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		out, err := os.ReadFile(m.out[pid])
		if err == nil && strings.Contains(string(out), words) {
			return
		}
		if time.Since(begun) > ever {
			m.t.Fatalf("%d does not say %q: %s, %v", pid, words, out, err)
		}
	}
}

// noEventTwice holds that each task became each state once.
func (m *team) noEventTwice() {
	m.t.Helper()
	entries, err := m.looks.Events(m.t.Context(), 0, 100_000)
	if err != nil || len(entries) < len(m.sim.TaskIDs()) {
		m.t.Fatalf("%d events, %v", len(entries), err)
	}
	seen := map[string]store.Entry{}
	for _, e := range entries {
		key := fmt.Sprint(e.ID, e.Kind, e.From, e.To, e.Told)
		if before, twice := seen[key]; twice {
			m.t.Errorf("%+v and %+v are the same", before, e)
		}
		seen[key] = e
	}
}
