package hubclient

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient/hubsim"
)

// far is a simulated HubSpot at the end of a road, which notes when requests arrive.
type far struct {
	sim *hubsim.Server

	mu      sync.Mutex
	arrived []time.Time
}

func (f *far) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := sleep(req.Context(), rand.N(jitter)); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.arrived = append(f.arrived, time.Now())
	f.mu.Unlock()
	answer := httptest.NewRecorder()
	f.sim.ServeHTTP(answer, req)
	if err := sleep(req.Context(), rand.N(jitter)); err != nil {
		return nil, err
	}
	return answer.Result(), nil
}

// TestAnHeirKeepsToTheShare lets a client on another machine take the place of one that
// asked as fast as it may, again and again, at once as after a hand-over and later as
// after a failure: HubSpot never counts more than the share of one, and the heir soon
// asks as much.
func TestAnHeirKeepsToTheShare(t *testing.T) {
	for _, gap := range []time.Duration{0, time.Second, 5 * time.Second} {
		for _, turns := range []time.Duration{3 * time.Second, 12 * time.Second, 30 * time.Second} {
			t.Run(fmt.Sprintf("every %v, after %v", turns, gap), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					scenario, err := hubsim.ParseScenario([]byte(`{"tasks": 1}`))
					if err != nil {
						t.Fatal(err)
					}
					f := &far{sim: hubsim.New(hubsim.Options{Scenario: scenario})}
					begun := time.Now()
					for time.Since(begun) < 3*time.Minute {
						c, err := New(Options{Token: func() string { return hubsim.DefaultToken }, Transport: f})
						if err != nil {
							t.Fatal(err)
						}
						c.Inherit()
						_, _ = c.Check(t.Context(), "x") // whatever it says
						c.Hurry(c.Budget().Free)
						hammer(c, turns)
						time.Sleep(gap)
					}
					slices.SortFunc(f.arrived, time.Time.Compare)
					const share = 95
					if got := most(f.arrived, firstWindow); got > share {
						t.Errorf("%d requests arrived in ten seconds, want at most %d", got, share)
					}
					if least := 18 * share / 8; len(f.arrived) < least {
						t.Errorf("%d requests in three minutes, want at least %d", len(f.arrived), least)
					}
					t.Logf("%d requests, at most %d in ten seconds", len(f.arrived), most(f.arrived, firstWindow))
				})
			})
		}
	}
}
