package ui

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/ui/ask"
	"hubwatch/ui/pulse"
)

// small is the least quota that HubSpot grants.
var small = hubsim.Limits{Max: 100, Window: 10, Daily: 250_000}

// TestNobodyIsEverRefused holds that neither we nor a migration script that
// uses most of the quota ever see a 429, and that no finished task is asked.
func TestNobodyIsEverRefused(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("simulates hours")
	}
	tests := []struct {
		limits hubsim.Limits
		share  float64
		others float64       // requests a second
		head   time.Duration // for which they go on when we come; negative: they come later
	}{
		{small, 0.5, 0, 0},
		{small, 0.5, 6, 0},
		{small, 0.5, 6, time.Minute},
		{small, 0.5, 6, -500 * time.Millisecond},
		{small, 0.5, 6, -1500 * time.Millisecond},
		{small, 1, 0, 0},
		{small, 1, 6, 0},
		{small, 1, 6, time.Minute},
		{small, 1, 9, time.Minute},
		{hubsim.Limits{Max: 190, Window: 10, Daily: 625_000}, 0.5, 11.4, 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("share %v of %d, others %v a second for %v", tt.share, tt.limits.Max, tt.others, tt.head), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
					Tasks: 300, Workers: 8, Duration: hubsim.Duration{Min: 2, Max: 6}, Limits: tt.limits,
				}})
				ctx, cancel := context.WithCancel(t.Context())
				refused := make(chan int, 1)
				go func() {
					if tt.others == 0 {
						refused <- 0
						return
					}
					time.Sleep(-tt.head)
					refused <- migrationScript(ctx, &http.Client{Transport: handlerTransport{sim}}, "http://127.0.0.1:1", tt.others)
				}()
				time.Sleep(tt.head)
				w := watch(t, ctx, sim, hubclient.Options{Share: tt.share}, time.Now)
				defer w.stop()
				begun := time.Now()
				w.until(func() bool { return w.settled() || time.Since(begun) > time.Hour })
				cancel()
				if s := sim.Stats(); s.Limited != 0 || s.AfterEnd != 0 || <-refused != 0 {
					t.Errorf("%d refused by the limit, %d checks of tasks whose end was known; want none", s.Limited, s.AfterEnd)
				} else {
					t.Logf("%d checks in %v, latency %v", s.Checks, time.Since(begun).Round(time.Second), average(w.latencies))
				}
				if !w.settled() {
					t.Errorf("%d of 300 settled after an hour", w.app.List().Settled())
				}
			})
		})
	}
}

// TestALongTaskIsAskedSeldom holds the price of an hour: fixed 5 s take 720.
func TestALongTaskIsAskedSeldom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
			Tasks: 1, Duration: hubsim.Duration{Min: 3600, Max: 3600}, Limits: small,
		}})
		w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
		defer w.stop()
		w.until(w.settled)
		if got := sim.Stats().Checks; got > 240 {
			t.Errorf("%d checks of a task of one hour, want at most 240", got)
		}
		t.Logf("%d checks, its end was seen after %v", sim.Stats().Checks, w.latencies)
	})
}

// TestADayOf2000Tasks holds that the floor of the day is never crossed.
func TestADayOf2000Tasks(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a simulated day takes some seconds")
	}
	hours := 2 * time.Hour // an even pace of the limit of ten seconds would cross it in one
	if os.Getenv("HUBWATCH_TEST_LONG") != "" {
		hours = 24 * time.Hour
	}
	synctest.Test(t, func(t *testing.T) {
		sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
			Tasks: 2000, Workers: 8, Duration: hubsim.Duration{Min: 180, Max: 510}, Limits: small,
		}})
		w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
		defer w.stop()
		w.wait(hours)
		s := sim.Stats()
		if s.Requests > small.Daily/2 || s.Limited != 0 || s.AfterEnd != 0 {
			t.Errorf("%d requests of %d a day, %d refused, %d after the end", s.Requests, small.Daily, s.Limited, s.AfterEnd)
		}
	})
}

// TestSleepIsFollowedByAPacedSweep lets the machine sleep for an hour with
// 2,000 tasks going on.
func TestSleepIsFollowedByAPacedSweep(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("simulates hours")
	}
	synctest.Test(t, func(t *testing.T) {
		var slept atomic.Int64 // checks under way ask for the time, too
		clock := func() time.Time { return time.Now().Add(time.Duration(slept.Load())) }
		sim := hubsim.New(hubsim.Options{Now: clock, Scenario: hubsim.Scenario{
			Tasks: 4000, Workers: 100, Order: "request", Duration: hubsim.Duration{Min: 100, Max: 260}, Limits: small,
		}})
		w := watch(t, t.Context(), sim, hubclient.Options{}, clock)
		defer w.stop()
		w.wait(10 * time.Minute)
		before := sim.Stats().Requests
		slept.Store(int64(time.Hour))
		w.wait(10 * time.Minute)
		s := sim.Stats()
		if s.Limited != 0 || s.LargestUse > 50 {
			t.Errorf("%d refused, %d requests in a window; want none and at most half of the limit", s.Limited, s.LargestUse)
		}
		if got := s.Requests - before; got < 800 { // the share of the day, if it looks as if the work took one
			t.Errorf("%d requests in the ten minutes after, want the sweep to go on", got)
		}
		t.Logf("%d settled, %d requests", w.app.List().Settled(), s.Requests-before)
	})
}

// TestAfterAMinuteOfSleepAllAreAskedOnce lets the machine sleep for a minute with
// a thousand tasks of which hardly any is known: each is asked once within 1.2
// times the time that it takes to ask one after the other, and meanwhile the ones
// that run are asked again.
func TestAfterAMinuteOfSleepAllAreAskedOnce(t *testing.T) {
	t.Parallel()
	const tasks = 1000
	synctest.Test(t, func(t *testing.T) {
		var slept atomic.Int64 // checks under way ask for the time, too
		clock := func() time.Time { return time.Now().Add(time.Duration(slept.Load())) }
		sim := hubsim.New(hubsim.Options{Now: clock, Scenario: hubsim.Scenario{
			Tasks: tasks, Workers: 8, Duration: hubsim.Duration{Min: 5, Max: 60}, Limits: hubsim.Limits{Max: 190, Window: 10, Daily: 625_000},
		}})
		w := watch(t, t.Context(), sim, hubclient.Options{}, clock)
		defer w.stop()
		w.wait(2 * time.Second)
		slept.Store(int64(time.Minute))
		begun, woke := time.Now(), clock()
		open, starved := tasks, time.Duration(0)
		w.until(func() bool {
			open = 0
			for _, task := range w.app.List().Tasks() {
				if task.ReportAt.Before(woke) { // what was under way has its answer in that moment or later
					open++
				} else if task.State() == model.StateProcessing {
					starved = max(starved, clock().Sub(task.AskedAt))
				}
			}
			return open == 0 || time.Since(begun) > time.Hour
		})
		took, most := time.Since(begun), 136*time.Second // 1.2 times 1,000 at 8.8 a second
		if took > most || starved > 30*time.Second {
			t.Errorf("all were asked after %v, want %v; one that runs was not asked for %v, want 30 s", took, most, starved)
		}
		t.Logf("all were asked after %v, one that runs every %v at least", took.Round(time.Second), starved.Round(time.Second))
	})
}

// TestAnOutageCostsFewRequests holds what ten minutes without HubSpot cost with
// 2,000 tasks, and how soon it is seen that it is back.
func TestAnOutageCostsFewRequests(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"status", "cut", "slow"} {
		if testing.Short() && kind != "cut" {
			continue // as with the race detector, which is slow
		}
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
					Tasks: 2000, Workers: 8, Duration: hubsim.Duration{Min: 180, Max: 510}, Limits: small,
					Faults: []hubsim.Fault{{Kind: kind, Status: 503, Seconds: 60, From: 60, To: 660}},
				}})
				w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
				defer w.stop()
				w.wait(61 * time.Second) // a second for what was under way
				before := sim.Stats().Requests
				w.wait(599 * time.Second)
				if got := sim.Stats().Requests - before; got > 60 {
					t.Errorf("%d requests in an outage of ten minutes, want at most 60", got)
				}
				if w.app.Pace().Outage() == nil {
					t.Error("it is not known as an outage")
				}
				w.wait(31 * time.Second) // the longest time between two probes
				if kind == "slow" {
					w.wait(30 * time.Second) // the last probe hangs until we give it up
				}
				if err := w.app.Pace().Outage(); err != nil {
					t.Errorf("one probe interval after its end: %v", err)
				}
				w.wait(10 * time.Second) // for those whose own check had failed
				if n := stale(w.app); n != 0 {
					t.Errorf("%d rows are still stale", n)
				}
			})
		})
	}
}

func stale(a *app) int {
	n := 0
	for _, t := range a.List().Tasks() {
		if t.State() != model.StateUnchecked && a.Pace().Stale(t, a.Now) {
			n++
		}
	}
	return n
}

func average(times []time.Duration) time.Duration {
	var sum time.Duration
	for _, t := range times {
		sum += t
	}
	return (sum / time.Duration(max(1, len(times)))).Round(10 * time.Millisecond)
}

// TestTheProcessIsWokenOncePerCheck counts what wakes it while one task after
// another is checked: what is due at nearly the same time comes with one message.
func TestTheProcessIsWokenOncePerCheck(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
			Tasks: 300, Workers: 8, Duration: hubsim.Duration{Min: 2, Max: 6}, Limits: small,
		}})
		w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
		defer w.stop()
		w.wait(20 * time.Second)
		pulses, checks, most := 0, 0, 0
		for end := time.Now().Add(time.Minute); time.Now().Before(end); {
			msg := <-w.msgs
			switch msg.(type) {
			case pulse.Tick, pulse.Wake:
				pulses++
			case ask.Checked:
				checks++
			}
			_, cmd := w.app.Update(msg)
			w.start(cmd)
			most = max(most, w.app.List().InFlight())
		}
		if checks < 200 || pulses > checks*6/5 || most > 2 {
			t.Errorf("%d messages of the pulse for %d checks, up to %d of them at once; want one each", pulses, checks, most)
		}
	})
}
