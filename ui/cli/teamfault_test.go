//go:build !windows

package cli

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
)

// gate is a HubSpot whose answers can be held back.
type gate struct {
	http.Handler
	waiting atomic.Int32 // requests that wait for their answers

	mu   sync.Mutex
	held chan struct{} // closed when answers come again; nil while they do
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	held := g.held
	g.mu.Unlock()
	if held != nil {
		g.waiting.Add(1)
		<-held
	}
	g.Handler.ServeHTTP(w, r)
}

func (g *gate) hold() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = make(chan struct{})
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.held != nil {
		close(g.held)
		g.held = nil
	}
}

// sits starts one more dashboard on a screen, with a home of its own.
func (m *team) sits(who, url string) *walker {
	m.t.Helper()
	w := walk(m.t, m.t.TempDir(), []string{
		"HUBWATCH_BASE_URL=" + m.hub, config.TokenVariable + "=" + hubsim.DefaultToken, "HUBWATCH_STORE=" + url, "HUBWATCH_WHO=" + who,
	}, 200, 16)
	m.seats = append(m.seats, w)
	return w
}

// lease waits until another one than before asks, and gives the lease.
func (m *team) lease(before string) store.Lease {
	m.t.Helper()
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) { // other processes, on real clocks
		l, err := m.looks.Holder(m.t.Context())
		if err == nil && l.Who != "" && l.Who != before {
			return l
		}
		if time.Since(begun) > ever {
			for _, w := range m.seats {
				m.t.Log("\n" + w.screen())
			}
			m.t.Fatalf("nobody takes over from %q: %+v, %v", before, l, err)
		}
	}
}

// asksFirst waits until somebody asks, who is the one that was there first.
func (m *team) asksFirst(who string) {
	m.t.Helper()
	if l := m.lease(""); l.Who != who {
		m.t.Fatalf("%s asks, want %s, who was first", l.Who, who)
	}
}

// takenOver waits until another one asks than the one who did, and holds that the
// lease of that one was over by the server's clock.
func (m *team) takenOver(from string) (by string) {
	m.t.Helper()
	before, err := m.looks.Holder(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	begun := time.Now()
	for before.Who == from { // until it is renewed no more
		l := m.lease("nobody")
		if l.Who != from {
			if l.Since.Before(before.Until) {
				m.t.Errorf("%s took over at %v, want not before the lease of %s ended at %v", l.Who, l.Since, from, before.Until)
			}
			m.t.Logf("%s asks instead of %s after %v", l.Who, from, time.Since(begun).Round(10*time.Millisecond))
			return l.Who
		}
		before = l
		time.Sleep(20 * time.Millisecond)
	}
	return before.Who
}

// goes waits until words are on the screen no more.
func (w *walker) goes(words string) {
	w.t.Helper()
	w.until("a screen without "+words, func(s string) bool { return !strings.Contains(s, words) })
}

// unsaid is what a screen says while the store is out of reach.
const unsaid = "Nothing is asked or saved: "

// TestACutConnectionIsTakenOver cuts the connection of the one who asks: that is on
// that one's screen, another one asks and is followed, and it follows too when the
// network is back. One who is killed looks on no more.
func TestACutConnectionIsTakenOver(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	m := newTeam(t, server, teamTasks)
	network := pgtest.NewProxy(t, server)
	ana := m.sits("ana", network.URL("admin", pgtest.Name(t)))
	m.asksFirst("ana")
	screens := map[string]*walker{"ben": m.sits("ben", m.url), "cem": m.sits("cem", m.url)}
	dora := m.sits("dora", m.url)
	for _, w := range screens {
		w.shows("Following ana, which asks HubSpot")
		w.shows("2 more look on.")
	}
	if err := dora.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for _, w := range screens {
		w.shows("1 more looks on.")
	}
	network.Cut()
	ana.shows(unsaid)
	by := m.takenOver("ana")
	for who, w := range screens {
		if who != by {
			w.shows("Following " + by + ", which asks HubSpot")
		}
	}
	network.Resume()
	ana.shows("Following " + by + ", which asks HubSpot")
	ana.goes(unsaid)
	m.noEventTwice()
}

// TestALateAnswerIsRefusedAndSaid stops the one who asks with requests under way, so
// that their answers come when another one asks: they are not kept, and that is said,
// on a screen and in words.
func TestALateAnswerIsRefusedAndSaid(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"screen", "words"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			m := newTeam(t, pgtest.Shared(t), teamTasks)
			var pid int
			var says func(string)
			if way == "screen" {
				w := m.sits("ana", m.url)
				pid, says = w.cmd.Process.Pid, w.shows
			} else {
				pid = m.join("ana")
				says = func(words string) { m.says(pid, words) }
			}
			m.asksFirst("ana")
			ben := m.sits("ben", m.url)
			ben.shows("Following ana")
			m.asked(1)
			m.gate.hold()
			for begun := time.Now(); m.gate.waiting.Load() == 0; time.Sleep(5 * time.Millisecond) { // another process
				if time.Since(begun) > ever {
					t.Fatal("nothing is asked")
				}
			}
			if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			m.takenOver("ana")
			m.gate.open()
			if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
				t.Fatal(err)
			}
			says("nother hubwatch (ben) asks HubSpot by now; ")
			says("Following ben")
			m.noEventTwice()
		})
	}
}

// TestASilentNetworkIsSaid lets nothing through any more between one who asks and the
// store, without a word.
func TestASilentNetworkIsSaid(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	m := newTeam(t, server, teamTasks)
	network := pgtest.NewProxy(t, server)
	ana := m.sits("ana", network.URL("admin", pgtest.Name(t)))
	m.asksFirst("ana")
	ben := m.sits("ben", m.url)
	ben.shows("Following ana")
	network.Silence()
	ana.shows(unsaid)
	ana.shows("does not answer")
	m.takenOver("ana")
	ben.goes("Following ana")
	network.Resume()
	ana.shows("Following ben, which asks HubSpot")
	m.noEventTwice()
}

// TestAServerThatIsStoppedIsSaid stops the server under two dashboards: both say so,
// what a person does meanwhile waits, and all of it is there when the server is back.
func TestAServerThatIsStoppedIsSaid(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	m := newTeam(t, server, `{"tasks": 3, "duration": {"min": 1000, "max": 2000}}`)
	ana := m.sits("ana", m.url)
	m.asksFirst("ana")
	ben := m.sits("ben", m.url)
	ben.shows("Following ana")
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*walker{ana, ben} {
		w.shows(unsaid)
	}
	ben.press("I")
	ben.shows("you are on ")
	ben.shows("1 change waits.")
	if err := server.Run(); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*walker{ana, ben} {
		w.goes(unsaid)
	}
	ana.shows("ben is on it")
	claims, err := m.looks.Claims(t.Context(), time.Now())
	if err != nil || len(claims) != 1 || claims[0].Who != "ben" {
		t.Errorf("claims %+v, %v; want that of ben, who claimed without the server", claims, err)
	}
	m.asked(1)
	m.noEventTwice()
}

// TestAPoolerIsSaid puts a pooler between a dashboard and the server, through which no
// notices come: that is said, and what others change is seen all the same.
func TestAPoolerIsSaid(t *testing.T) {
	t.Parallel()
	server := pgtest.Shared(t)
	m := newTeam(t, server, `{"tasks": 3, "duration": {"min": 1000, "max": 2000}}`)
	ana := m.sits("ana", fmt.Sprintf("postgres://admin@127.0.0.1:%d/%s", pgtest.Pooler(t, server), pgtest.Name(t)))
	ana.shows("notices of changes do not come through, as behind a pooler")
	if err := m.looks.Label(t.Context(), model.TaskID(m.sim.TaskIDs()[0]), "behind the pooler", ""); err != nil {
		t.Fatal(err)
	}
	ana.shows("behind the pooler")
}
