package hubclient

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// quota is a HubSpot that counts the requests of a day and lets others use it.
type quota struct {
	limit, used int
	others      float64 // requests a second
	begun       time.Time
}

func (q *quota) left() int {
	return max(0, q.limit-q.used-int(q.others*time.Since(q.begun).Seconds()))
}

func (q *quota) RoundTrip(*http.Request) (*http.Response, error) {
	q.used++
	h := http.Header{}
	h.Set("X-HubSpot-RateLimit-Max", "190")
	h.Set("X-HubSpot-RateLimit-Remaining", "150")
	h.Set("X-HubSpot-RateLimit-Daily", fmt.Sprint(q.limit))
	h.Set("X-HubSpot-RateLimit-Daily-Remaining", fmt.Sprint(q.left()))
	return &http.Response{StatusCode: 200, Header: h, Body: http.NoBody}, nil
}

// TestADayNeverCrossesTheFloor asks as fast as it may for a whole day.
func TestADayNeverCrossesTheFloor(t *testing.T) {
	for _, others := range []float64{0, 2, 5} {
		t.Run(fmt.Sprint(others), func(t *testing.T) {
			if testing.Short() && others != 5 {
				t.Skip("a whole day of one goroutine: not in a short run")
			}
			synctest.Test(t, func(t *testing.T) {
				q := &quota{limit: 100_000, others: others, begun: time.Now()}
				c, err := New(Options{Token: func() string { return canary }, Transport: q})
				if err != nil {
					t.Fatal(err)
				}
				slowed := false
				for begun := time.Now(); time.Since(begun) < 24*time.Hour; {
					_, err := c.Check(t.Context(), "AAAAEZ6whGI")
					if e, ok := errors.AsType[*model.CheckError](err); ok && e.Kind == model.KindRateLimited {
						slowed = true
						if e.RetryAfter <= 0 || e.RetryAfter > time.Hour {
							t.Fatalf("told to come back after %v", e.RetryAfter)
						}
						time.Sleep(e.RetryAfter)
					}
				}
				if q.used > q.limit/2+200 {
					t.Errorf("%d requests used of %d, want at most half", q.used, q.limit)
				}
				if b := c.Budget(); !slowed || b.Why == "" || b.DayFloor == 0 {
					t.Errorf("slowed %v, budget %+v; want it to say why it is slow", slowed, b)
				}
			})
		})
	}
}

func TestANewDayBeginsAnew(t *testing.T) {
	d := day{share: 0.5}
	d.learn(1000)
	d.learn(400)
	if !d.spent() || d.rate() != 0 {
		t.Errorf("at 400 of 1000 left: spent %v, rate %v", d.spent(), d.rate())
	}
	d.learn(2000)
	if d.spent() || d.floor != 1000 {
		t.Errorf("a new day: spent %v, floor %d; want 1000", d.spent(), d.floor)
	}
}

// TestDailyShare holds that the floor follows the share, and that what slows us
// down is said in those numbers.
func TestDailyShare(t *testing.T) {
	for share, floor := range map[float64]int{0: 1000, 0.2: 800, 0.5: 500, 1: 0} {
		c, err := New(Options{Token: func() string { return canary }, DailyShare: &share,
			Transport: &script{answers: []answer{{status: 200, body: pending, header: "X-HubSpot-RateLimit-Daily: 2000\nX-HubSpot-RateLimit-Daily-Remaining: 1000"}}}})
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		b := c.Budget()
		if b.DayFloor != floor {
			t.Errorf("share %v: %d are left to others, want %d", share, b.DayFloor, floor)
		}
		if share == 0.2 && b.Why != "to leave others 80% of the day's requests" {
			t.Errorf("said %q", b.Why)
		}
	}
	for _, share := range []float64{-0.1, 1.1, math.NaN()} {
		if _, err := New(Options{Token: func() string { return canary }, DailyShare: &share}); err == nil {
			t.Errorf("share %v is taken", share)
		}
	}
}

// TestRepliesMayOvertakeEachOther holds that a reply which comes late does not
// look like a new day: the floor would sink with every one.
func TestRepliesMayOvertakeEachOther(t *testing.T) {
	d := day{share: 0.5}
	for _, remaining := range []int{1000, 998, 999, 990, 997, 989} {
		if d.learn(remaining) {
			t.Errorf("%d left is taken for a new day", remaining)
		}
	}
	if d.floor != 500 || d.remaining != 989 {
		t.Errorf("floor %d, remaining %d; want 500, 989", d.floor, d.remaining)
	}
	if !d.learn(2000) || d.floor != 1000 {
		t.Errorf("floor %d after 2,000 left, want a new day with 1,000", d.floor)
	}
}
