package pg

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
)

// following is a Store that follows others as a dashboard does.
func following(t *testing.T, url string) *Store {
	t.Helper()
	s := made(t, url)
	if _, err := s.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	for range 2 { // it listens as soon as it is no look in passing
		if _, err := s.LastEvent(ctx); err != nil {
			t.Fatal(err)
		}
		s.forgetTime()
	}
	if _, err := s.LastEvent(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

// forgetTime has the state looked at again.
func (s *Store) forgetTime() {
	s.polling.Lock()
	defer s.polling.Unlock()
	s.last.at = time.Time{}
}

// eventually waits for what comes by itself. It is no measure of how fast.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for begun := time.Now(); !is(); time.Sleep(2 * time.Millisecond) { // another process, on real connections
		if time.Since(begun) > time.Minute {
			t.Fatalf("%s does not happen", what)
		}
	}
}

// TestANoticeMakesItSooner holds that a change of another one is known without the
// look that comes every two seconds, which here never comes.
func TestANoticeMakesItSooner(t *testing.T) {
	url := fresh(t)
	s, other := following(t, url), opened(t, url)
	s.polling.Lock()
	s.every = time.Hour
	s.polling.Unlock()
	eventually(t, "that it listens", func() bool { return s.ear.notice() > 0 })
	for _, id := range []model.TaskID{"a", "b"} {
		must(t)(other.Add(ctx, []model.Task{{ID: id}}))
		eventually(t, "a notice", func() bool {
			c, err := s.Since(ctx, 0)
			return err == nil && len(c.Tasks) > 0 && c.Tasks[len(c.Tasks)-1].ID == id
		})
	}
	must(t)(0, other.SaveDocument(ctx, "plan", []byte("new")))
	eventually(t, "a notice of the plan", func() bool {
		data, err := s.Document(ctx, "plan")
		return err == nil && string(data) == "new"
	})
}

// TestTheServerGoesAndComesBack holds that nothing works without it, that this is
// said, and that all works again when it is back, the notices too.
func TestTheServerGoesAndComesBack(t *testing.T) {
	server := pgtest.Own(t)
	url, err := server.Database("team")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made(t, url).Init(ctx); err != nil {
		t.Fatal(err)
	}
	s := following(t, url)
	asks(t, s, "a", true)
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	eventually(t, "that it listens", func() bool { return s.ear.notice() > 0 })
	heard := s.ear.notice()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	s.forgetTime()
	for what, err := range s.everything(ctx) {
		if !errors.Is(err, store.ErrGone) || store.Refused(err) || !strings.HasPrefix(err.Error(), "the store postgres://127.0.0.1:"+strconv.Itoa(server.Port)+"/team#default ") {
			t.Errorf("%s: %v, want that it cannot be reached", what, err)
		}
	}
	if anew, err := s.Renew(ctx); anew || err != nil {
		t.Errorf("renewed %v, %v: it is the same one when it is back", anew, err)
	}
	if err := server.Run(); err != nil {
		t.Fatal(err)
	}
	for what, err := range s.everything(ctx) {
		if err != nil {
			t.Errorf("%s, when it is back: %v", what, err)
		}
	}
	eventually(t, "that it listens again", func() bool { return s.ear.notice() > heard })
	if err := errors.Join(server.Stop(), server.Run()); err != nil {
		t.Fatal(err)
	}
	for what, err := range s.everything(ctx) { // on connections that were idle
		if err != nil {
			t.Errorf("%s, when it was away and nobody wanted it: %v", what, err)
		}
	}
}

// everything is what becomes of each kind of call.
func (s *Store) everything(ctx context.Context) map[string]error {
	errs := map[string]error{}
	_, errs["lease"] = s.Take(ctx, store.Turn{Holder: "a"})
	_, errs["save"] = s.Take(ctx, store.Turn{Events: []model.Event{{ID: "x"}}})
	_, _, errs["load"] = s.Load(ctx)
	_, errs["since"] = s.Since(ctx, 0)
	_, errs["add"] = s.Add(ctx, []model.Task{{ID: "y"}})
	_, errs["raw"] = s.Raw(ctx, "x")
	_, errs["view"] = s.View(ctx, "dashboard")
	_, errs["account"] = s.Account(ctx)
	_, errs["log"] = s.Take(ctx, store.Turn{Requests: []model.Request{{Method: "GET"}}})
	return errs
}

// TestAnotherWatchlistIsFound replaces the watchlist while it is in use, by another
// one and by an older copy.
func TestAnotherWatchlistIsFound(t *testing.T) {
	server := pgtest.Shared(t)
	url := fresh(t)
	s := opened(t, url)
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	must(t)(0, s.BindAccount(ctx, "7"))
	if _, err := s.Since(ctx, 0); err != nil {
		t.Fatal(err)
	}
	for _, replaced := range []string{
		"DELETE FROM hubwatch.watchlist; INSERT INTO hubwatch.watchlist (name, news) VALUES ('default', 99)",
		"UPDATE hubwatch.watchlist SET revision = revision - 1, news = news - 1",
	} {
		if err := server.Exec(pgtest.Name(t), replaced); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Since(ctx, 0); err == nil {
			t.Errorf("after %s nothing is noticed", replaced)
		}
		if anew, err := s.Renew(ctx); !anew || err != nil {
			t.Errorf("after %s: renewed %v, %v; want that it is another one", replaced, anew, err)
		}
		if portal, err := s.Account(ctx); portal != "7" || err != nil {
			t.Errorf("after %s it belongs to %q, %v", replaced, portal, err)
		}
		must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
		if _, err := s.Since(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
}

// TestASilentNetworkHoldsNothingUp holds that every call ends when its time is up,
// says so, and works again when the network does.
func TestASilentNetworkHoldsNothingUp(t *testing.T) {
	server := pgtest.Shared(t)
	fresh(t)
	p := pgtest.NewProxy(t, server)
	s := following(t, p.URL("admin", pgtest.Name(t)))
	asks(t, s, "a", true)
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	p.Silence()
	s.forgetTime()
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	for what, err := range s.everything(short) {
		if !errors.Is(err, store.ErrGone) || !strings.Contains(err.Error(), "does not answer") {
			t.Errorf("%s: %v, want that it does not answer", what, err)
		}
	}
	p.Resume()
	for what, err := range s.everything(ctx) {
		if err != nil {
			t.Errorf("%s, when it answers again: %v", what, err)
		}
	}
	entries, err := s.Events(ctx, 0, 100)
	if err != nil || len(entries) == 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestBehindAPooler holds that a pooler that gives every transaction to another
// connection is no hindrance, but for the notices, of which it is said that they
// do not come.
func TestBehindAPooler(t *testing.T) {
	server := pgtest.Shared(t)
	direct := opened(t, fresh(t))
	url := "postgres://admin@127.0.0.1:" + strconv.Itoa(pgtest.Pooler(t, server)) + "/" + pgtest.Name(t)
	s := following(t, url)
	if f, err := s.Look(ctx); err != nil || f.Notice != 0 || !f.Writes {
		t.Errorf("%+v, %v; want no notice", f, err)
	}
	asks(t, s, "a", true)
	must(t)(direct.Add(ctx, []model.Task{{ID: "x"}}))
	for what, err := range s.everything(ctx) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			for what, err := range s.everything(ctx) {
				if err != nil {
					t.Errorf("%s, at once: %v", what, err)
				}
			}
		})
	}
	calls.Wait()
	eventually(t, "that it is said", func() bool { return len(s.Notices()) == 1 })
}
