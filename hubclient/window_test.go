package hubclient

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// road is a transport on which requests are under way for up to 200 ms, either
// way, and a HubSpot that notes when they arrive.
type road struct {
	mu      sync.Mutex
	arrived []time.Time
	others  float64 // requests a second by somebody else, since begun
	begun   time.Time
}

func (r *road) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := sleep(req.Context(), rand.N(jitter)); err != nil {
		return nil, err
	}
	r.mu.Lock()
	now := time.Now()
	r.arrived = append(r.arrived, now)
	used := 0
	for _, at := range r.arrived {
		used += b2i(now.Sub(at) < firstWindow)
	}
	left := 100 - used - int(r.others*min(firstWindow, now.Sub(r.begun)).Seconds())
	r.mu.Unlock()
	s := &script{answers: []answer{{status: 200, body: pending, delay: rand.N(jitter), header: fmt.Sprintf(
		"X-HubSpot-RateLimit-Max: 100\nX-HubSpot-RateLimit-Remaining: %d", max(0, left))}}}
	return s.RoundTrip(req)
}

// note is one request.
type note struct {
	by int
	at time.Time
}

// reader is a ledger in memory, as one process sees it.
type reader struct {
	notes *[]note
	by    int
	seen  int
}

func (r *reader) Note(at time.Time) { *r.notes = append(*r.notes, note{r.by, at}) }

func (r *reader) Others() []time.Time {
	var at []time.Time
	for _, n := range (*r.notes)[r.seen:] {
		if n.by != r.by {
			at = append(at, n.at)
		}
	}
	r.seen = len(*r.notes)
	return at
}

// TestTheShareHoldsWhereRequestsArrive holds that HubSpot never counts more than
// the share in any ten seconds: whatever goes out at once, however long requests
// are under way, and when one process takes the place of another.
func TestTheShareHoldsWhereRequestsArrive(t *testing.T) {
	for _, others := range []float64{0, 6} {
		for _, turns := range []time.Duration{time.Hour, 3 * time.Second, 700 * time.Millisecond} {
			t.Run(fmt.Sprintf("others %v a second, a new process every %v", others, turns), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := &road{others: others, begun: time.Now()}
					var notes []note
					for process := 0; time.Since(r.begun) < 2*time.Minute; process++ {
						c, err := New(Options{Token: func() string { return canary }, Transport: r, Ledger: &reader{notes: &notes, by: process}})
						if err != nil {
							t.Fatal(err)
						}
						end := time.Now().Add(min(turns, 2*time.Minute))
						for time.Now().Before(end) {
							check(t, c)
							c.Hurry(c.Budget().Free)
							hammer(c, min(time.Until(end), 25*time.Second))
						}
					}
					slices.SortFunc(r.arrived, time.Time.Compare)
					if got := most(r.arrived, firstWindow); got > 50 {
						t.Errorf("%d requests arrived in ten seconds, want at most 50", got)
					}
					least := 12 * 20
					if others > 0 {
						least = 12 * 8
					}
					if len(r.arrived) < least {
						t.Errorf("%d requests in two minutes, want at least %d", len(r.arrived), least)
					}
				})
			})
		}
	}
}

// TestHurriedRequestsGoOutAtOnce holds that the first look at a list takes a
// moment, and that what follows is spread over the rest of the window.
func TestHurriedRequestsGoOutAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &road{begun: time.Now()}
		c, err := New(Options{Token: func() string { return canary }, Transport: r})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Budget().Free; got != 0 {
			t.Errorf("%d requests may go out at once before HubSpot has answered, want none", got)
		}
		check(t, c)
		free := c.Budget().Free
		if free < 25 || free > 30 {
			t.Errorf("%d requests may go out at once, want nearly 30: others may take 60 %% of the limit", free)
		}
		c.Hurry(free)
		begun := time.Now()
		var callers sync.WaitGroup
		for range free {
			callers.Go(func() { check(t, c) })
		}
		callers.Wait()
		for time.Since(begun) < time.Minute { // as callers do that ask when there is a turn
			if b := c.Budget(); b.Turns == 0 {
				time.Sleep(min(b.NextTurn, 100*time.Millisecond))
				continue
			}
			check(t, c)
		}
		inTime := func(d time.Duration) (n int) {
			for _, at := range r.arrived {
				n += b2i(at.Sub(begun) <= d)
			}
			return n
		}
		if got := inTime(time.Second); got < free {
			t.Errorf("%d requests within a second, want all %d", got, free)
		}
		for second := 3; second < 10; second++ {
			if got := inTime(time.Duration(second)*time.Second) - inTime(time.Duration(second-1)*time.Second); got < 1 || got > 6 {
				t.Errorf("%d requests in second %d, want the rest evenly spread", got, second)
			}
		}
	})
}
