package hubclient

import (
	"errors"
	"fmt"
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
	var d day
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
