package clock

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestItRunsEvenly sets the machine's clock in every way.
func TestItRunsEvenly(t *testing.T) {
	begin := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	for name, step := range map[string]time.Duration{
		"back an hour": -time.Hour, "ahead an hour": time.Hour, "ahead a year": 365 * 24 * time.Hour,
		"back to 1970": time.Unix(0, 0).Sub(begin), "not at all": 0,
	} {
		wall, passed := begin, time.Duration(0)
		c := From(func() time.Time { return wall }, func() time.Duration { return passed })
		for i := range 10 {
			wall, passed = wall.Add(time.Second), passed+time.Second
			if i == 4 {
				wall = wall.Add(step)
			}
			if want := begin.Add(passed); !c.Now().Equal(want) {
				t.Errorf("%s: %v after %v, want %v", name, c.Now(), passed, want)
			}
		}
		if got := c.Step(); got != step {
			t.Errorf("%s: the step is %v", name, got)
		}
	}
}

// TestASleepCounts holds that time goes on in a sleep, which is no step.
func TestASleepCounts(t *testing.T) {
	begin := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	wall, passed := begin, time.Duration(0)
	c := From(func() time.Time { return wall }, func() time.Duration { return passed })
	wall, passed = wall.Add(time.Hour), time.Hour // elapsed includes sleep
	if got := c.Now().Sub(begin); got != time.Hour || c.Step() != 0 {
		t.Errorf("%v have passed, and a step of %v, want an hour and none", got, c.Step())
	}
}

// TestItNeverGoesBack holds it also where what it is made of does for a moment.
func TestItNeverGoesBack(t *testing.T) {
	begin, passed := time.Unix(1_700_000_000, 0), 5*time.Second
	c := From(func() time.Time { return begin }, func() time.Duration { return passed })
	passed = 10 * time.Second
	at := c.Now()
	passed = 9 * time.Second
	if now := c.Now(); now.Before(at) {
		t.Errorf("%v after %v", now, at)
	}
}

func TestTheClockOfThisProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, begin := New(), time.Now()
		time.Sleep(90 * time.Second)
		if got := c.Now().Sub(begin.Round(0)); got != 90*time.Second || c.Step() != 0 {
			t.Errorf("%v and a step of %v after 90 s", got, c.Step())
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { c.Now() })
		}
		all.Wait()
	})
}
