package ui

import (
	"encoding/json"
	"flag"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
)

var largeToo = flag.Bool("large", false, "TestTheForecastIsOfTheMigrationToItsEnd takes many migrations, also large ones")

// TestTheForecastIsOfTheMigrationToItsEnd compares the requests that are foretold
// at a quarter, the half and three quarters of migrations with those that are
// then sent: eight of ten are within a factor of 1.5. At a
// quarter too little may be known to foretell any.
func TestTheForecastIsOfTheMigrationToItsEnd(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it watches many migrations to their end: not in a short run")
	}
	seeds := map[string]int{"calm": 8, "causes": 2, "throttled": 2}
	if *largeToo {
		seeds = map[string]int{"calm": 12, "causes": 6, "throttled": 8, "large": 3}
	}
	said, held := 0, 0
	for name, n := range seeds {
		for seed := range n {
			synctest.Test(t, func(t *testing.T) {
				s, h := foretold(t, name, uint64(seed+1))
				said, held = said+s, held+h
			})
		}
	}
	if 10*held < 8*said || said < 2*len(seeds) {
		t.Errorf("%d of %d forecasts are within a factor of 1.5", held, said)
	}
}

// foretold watches a migration to its end, and counts the forecasts and those
// that held.
func foretold(t *testing.T, name string, seed uint64) (said, held int) {
	text, err := assets.Scenario(name)
	if err != nil {
		t.Fatal(err)
	}
	var scenario hubsim.Scenario
	if err := json.Unmarshal(text, &scenario); err != nil {
		t.Fatal(err)
	}
	sim := hubsim.New(hubsim.Options{Scenario: scenario, Seed: seed})
	w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
	defer w.stop()
	foretold, sent := map[int]int{}, map[int]int{}
	for _, percent := range []int{25, 50, 75} {
		w.until(func() bool { return 100*w.app.List().Settled() >= percent*w.app.List().Len() })
		if more, ok := w.app.More(); ok {
			foretold[percent], sent[percent] = more, sim.Stats().Requests
		}
	}
	w.until(w.settled)
	for percent, more := range foretold {
		truth := sim.Stats().Requests - sent[percent]
		off := float64(more) / float64(max(1, truth))
		said++
		if math.Abs(math.Log(off)) <= math.Log(1.5) {
			held++
		}
		t.Logf("%-9s seed %d at %d %%: %d more foretold, %d sent, factor %.2f", name, seed, percent, more, truth, off)
	}
	return said, held
}
