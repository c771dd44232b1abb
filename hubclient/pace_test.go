package hubclient

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// most is the largest number of instants in any window [t, t+window).
func most(at []time.Time, window time.Duration) int {
	top, first := 0, 0
	for i, t := range at {
		for t.Sub(at[first]) >= window {
			first++
		}
		top = max(top, i-first+1)
	}
	return top
}

// TestRollingWindow holds that 16 callers who never rest stay within the share
// in any ten seconds, and come close to it.
func TestRollingWindow(t *testing.T) {
	for _, limit := range []int{1, 2, 5, 20, 100, 190, 250} {
		for _, share := range []float64{0.02, 0.29, 0.5, 1} {
			t.Run(fmt.Sprintf("%v of %d", share, limit), func(t *testing.T) {
				if testing.Short() && limit != 2 && limit != 190 {
					t.Skip("one of many: not in a short run")
				}
				synctest.Test(t, func(t *testing.T) {
					header := fmt.Sprintf("X-HubSpot-RateLimit-Max: %d\nX-HubSpot-RateLimit-Remaining: %d", limit, limit)
					s := &script{answers: []answer{{status: 200, header: header, body: pending, delay: 200 * time.Millisecond}}}
					c, err := New(Options{Token: func() string { return canary }, Transport: s, Share: share})
					if err != nil {
						t.Fatal(err)
					}
					check(t, c) // learns the limit
					time.Sleep(time.Minute)
					learned := s.asked()
					hammer(c, 2*time.Minute)
					at := s.at[learned:]
					allowed := max(1, int(share*float64(limit)))
					if got := most(at, 10*time.Second); got > allowed {
						t.Errorf("%d requests in ten seconds, allowed are %d", got, allowed)
					}
					if least := 12 * allowed / 2; len(at) < least {
						t.Errorf("%d requests in two minutes, want at least %d", len(at), least)
					}
				})
			})
		}
	}
}

// hammer lets 16 callers check without rest.
func hammer(c *Client, d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	var callers sync.WaitGroup
	for range 16 {
		callers.Go(func() {
			for ctx.Err() == nil {
				if _, err := c.Check(ctx, "x"); err != nil {
					_ = sleep(ctx, 100*time.Millisecond)
				}
			}
		})
	}
	callers.Wait()
}

// rounded is b with the rate to two digits.
func rounded(b model.Budget) model.Budget {
	b.PerSecond, b.NextTurn = math.Round(100*b.PerSecond)/100, 0
	return b
}

func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []answer{{status: 200, body: pending, header: "X-HubSpot-RateLimit-Max: 190\n" +
			"X-HubSpot-RateLimit-Remaining: 180\nX-HubSpot-RateLimit-Interval-Milliseconds: 20000\n" +
			"X-HubSpot-RateLimit-Daily: 650000\nX-HubSpot-RateLimit-Daily-Remaining: 649000"}}}
		c := newClient(t, s)
		want := model.Budget{Share: 50, Window: 10 * time.Second, PerSecond: 4.71, Turns: 2, Burst: 2}
		if got := rounded(c.Budget()); got != want {
			t.Errorf("at first got %+v, want %+v", got, want)
		}
		check(t, c)
		check(t, c)
		want = model.Budget{
			Sent: 2, Share: 95, Limit: 190, Others: 8, Window: 20 * time.Second,
			DayLimit: 650000, DayRemaining: 649000, DayFloor: 324_500, DaySent: 2, PerSecond: 4.55, Free: 55, Burst: 3,
		}
		if got := rounded(c.Budget()); got != want {
			t.Errorf("after two checks got %+v, want %+v", got, want)
		}
		time.Sleep(20 * time.Second)
		if got := c.Budget().Sent; got != 0 {
			t.Errorf("after the window Sent = %d, want 0", got)
		}
	})
}

// TestLearnNonsense holds that headers without sense change nothing.
func TestLearnNonsense(t *testing.T) {
	answered := newPace(0.5, 0.5, nil)
	answered.learn(http.Header{})
	before := answered.budget()
	for _, header := range []http.Header{
		{"X-Hubspot-Ratelimit-Max": {"many"}},
		{"X-Hubspot-Ratelimit-Max": {"0"}},
		{"X-Hubspot-Ratelimit-Max": {"-190"}},
		{"X-Hubspot-Ratelimit-Max": {"99999999999999999999"}},
		{"X-Hubspot-Ratelimit-Max": {"20000"}},
		{"X-Hubspot-Ratelimit-Remaining": {"101"}},
		{"X-Hubspot-Ratelimit-Remaining": {"-1"}},
		{"X-Hubspot-Ratelimit-Interval-Milliseconds": {"0"}},
		{"X-Hubspot-Ratelimit-Daily": {"lots"}, "X-Hubspot-Ratelimit-Daily-Remaining": {""}},
	} {
		p := newPace(0.5, 0.5, nil)
		p.learn(header)
		if got := p.budget(); got != before {
			t.Errorf("%v: got %+v, want %+v", header, got, before)
		}
	}
}

// TestYields holds what is left to others, and that it is taken back when they
// are gone.
func TestYields(t *testing.T) {
	tests := []struct {
		name        string
		share       float64
		remaining   int
		want, later int
		why         string
	}{
		{"nobody else", 0.5, 99, 50, 50, ""},
		{"room for all", 0.5, 61, 50, 50, ""},
		{"others use six tenths", 0.5, 39, 30, 50, "others use 60% of the quota"},
		{"others use all", 0.5, 0, 2, 50, "others use 99% of the quota"},
		{"others use more than we know", 0.5, 3, 2, 50, "others use 96% of the quota"},
		{"the whole limit is ours", 1, 99, 100, 100, ""},
		{"not quite", 1, 79, 70, 100, "others use 20% of the quota"},
		{"a small share", 0.01, 11, 1, 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				busy := fmt.Sprintf("X-HubSpot-RateLimit-Max: 100\nX-HubSpot-RateLimit-Remaining: %d", tt.remaining)
				c, err := New(Options{Token: func() string { return canary }, Share: tt.share, Transport: &script{answers: []answer{
					{status: 200, body: pending, header: busy},
					{status: 200, body: pending, header: "X-HubSpot-RateLimit-Max: 100\nX-HubSpot-RateLimit-Remaining: 99"},
				}}})
				if err != nil {
					t.Fatal(err)
				}
				check(t, c)
				if b := c.Budget(); b.Share != tt.want || b.Why != tt.why {
					t.Errorf("share = %d, %q; want %d, %q", b.Share, b.Why, tt.want, tt.why)
				}
				time.Sleep(10 * time.Second)
				check(t, c)
				if b := c.Budget(); b.Share != tt.later || b.Why != "" {
					t.Errorf("when others are gone: share = %d, %q; want %d", b.Share, b.Why, tt.later)
				}
			})
		})
	}
}

// TestHalfRate holds that the client goes at half its rate for a window after
// a pause that HubSpot asked for.
func TestHalfRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, &script{answers: []answer{{status: 429, header: "Retry-After: 5"}, {status: 200, body: pending}}})
		check(t, c)
		time.Sleep(14 * time.Second)
		if b := c.Budget(); b.Share != 25 || b.Why != "HubSpot asked for a pause" {
			t.Errorf("share = %d, %q; want 25 and why", b.Share, b.Why)
		}
		time.Sleep(time.Second)
		if got := c.Budget(); got.Share != 50 || got.Why != "" {
			t.Errorf("a window later got %+v, want the full rate", got)
		}
	})
}

// TestOwnUseIsNotCrowding holds that a limit we used up ourselves does not
// slow us down.
func TestOwnUseIsNotCrowding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(1, 0.5, nil)
		for range 95 {
			p.claim()
		}
		p.learn(http.Header{"X-Hubspot-Ratelimit-Remaining": {"5"}})
		if got := p.budget().Share; got != 100 {
			t.Errorf("share = %d, want 100", got)
		}
	})
}

// TestTurns holds that a caller who asks only when there is a turn never waits
// and loses nothing of the rate.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, &script{answers: []answer{{status: 200, body: pending}}})
		asked := 0
		for begun := time.Now(); time.Since(begun) < time.Minute; {
			b := c.Budget()
			if b.Turns == 0 {
				time.Sleep(b.NextTurn)
				continue
			}
			before := time.Now()
			check(t, c)
			asked++
			if waited := time.Since(before); waited > 0 {
				t.Fatalf("waited %v with %d turns", waited, b.Turns)
			}
		}
		if want := int(60*4.6) - 1; asked < want {
			t.Errorf("%d checks in a minute, want at least %d", asked, want)
		}
	})
}

// TestConcurrentUse lets the race detector watch all methods at once.
func TestConcurrentUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, &script{answers: []answer{{status: 429, header: "Retry-After: 1"}, {status: 502}, {status: 200, body: pending}}})
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() { _, _ = c.Check(context.Background(), "x") })
			all.Go(func() { _, _ = c.Account(context.Background()) })
			all.Go(func() { c.Budget() })
		}
		all.Wait()
	})
}
