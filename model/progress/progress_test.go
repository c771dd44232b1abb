package progress

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"hubwatch/hubclient/hubsim"
)

var begun = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

func at(second float64) time.Time { return begun.Add(time.Duration(second * float64(time.Second))) }

// even is n tasks that end one every second, each after a run of five.
func even(n int) *Progress[int] {
	var p Progress[int]
	for i := range n {
		p.Ended(i, Run{begun, at(float64(i)), at(float64(i) + 5)})
	}
	return &p
}

// waves is forty tasks that end one every second, and forty more an hour later.
func waves() *Progress[int] {
	p := even(40)
	for i := range 40 {
		p.Ended(1000+i, Run{begun, at(float64(4000 + i)), at(float64(4000 + i + 5))})
	}
	return p
}

// slow is thirty tasks that end one every hundred seconds.
func slow() *Progress[int] {
	var p Progress[int]
	for i := range 30 {
		p.Ended(i, Run{begun, at(float64(100*i - 5)), at(float64(100 * i))})
	}
	return &p
}

func TestVerdicts(t *testing.T) {
	for _, tc := range []struct {
		name string
		p    *Progress[int]
		now  time.Time
		left Left
		want Verdict
	}{
		{"nothing yet", even(0), begun, Left{Tasks: 10, Seen: begun}, TooFew},
		{"one too few", even(Fewest - 1), at(30), Left{Tasks: 10, Seen: at(30)}, TooFew},
		{"enough", even(Fewest), at(25), Left{Tasks: 10, Seen: at(25)}, Ranged},
		{"nothing left", even(3), at(25), Left{Seen: at(25)}, Done},
		{"quiet for a while", even(40), at(44 + 120), Left{Tasks: 10, Seen: at(44 + 120)}, Ranged},
		{"quiet for too long", even(40), at(44 + 121), Left{Tasks: 10, Seen: at(44 + 121)}, Stalled},
		{"what is left was not asked since", even(40), at(4000), Left{Tasks: 10, Seen: at(44 + 100)}, Ranged},
		{"what is left was never asked", even(40), at(4000), Left{Tasks: 10}, Ranged},
		{"after a pause between two waves", waves(), at(4044 + 121), Left{Tasks: 10, Seen: at(4044 + 121)}, Stalled},
		{"ten times the usual gap", slow(), at(2900 + 990), Left{Tasks: 1, Seen: at(2900 + 990)}, Ranged},
		{"more than that", slow(), at(2900 + 1010), Left{Tasks: 1, Seen: at(2900 + 1010)}, Stalled},
	} {
		e := tc.p.Estimate(tc.now, tc.left)
		if e.Verdict != tc.want {
			t.Errorf("%s: got %+v, want verdict %d", tc.name, e, tc.want)
		}
		if e.Verdict == Ranged && (e.From <= 0 || e.To < e.From || e.To > 2*time.Hour) {
			t.Errorf("%s: got %v to %v", tc.name, e.From, e.To)
		}
		if again := tc.p.Estimate(tc.now, tc.left); again != e {
			t.Errorf("%s: got %+v, then %+v", tc.name, e, again)
		}
	}
}

func TestProgress(t *testing.T) {
	p := even(100)
	p.Ended(50, Run{begun, at(50), at(55)}) // as known
	p.Ended(1000, Run{})                    // HubSpot does not tell
	if len(p.ends) != 100 || !p.Last().Equal(at(104)) {
		t.Errorf("%d finishes, the last at %v", len(p.ends), p.Last())
	}
	if got := p.PerMinute(at(104), time.Minute); got < 60 || got > 61 {
		t.Errorf("%v a minute, want 60", got)
	}
	if got := p.Throughput(at(104), 30*time.Second, 5); !slices.Equal(got, []int{0, 25, 30, 30, 15}) {
		t.Errorf("throughput %v", got)
	}
	waited, ran := p.Times()
	if ran != (Span{5 * time.Second, 5 * time.Second, 100}) || waited.Median != 50*time.Second || waited.P95 != 95*time.Second {
		t.Errorf("waited %+v, ran %+v", waited, ran)
	}
	p.Forget(99)
	p.Forget(99)
	p.Ended(0, Run{begun, begun, at(200)})
	if len(p.ends) != 99 || !p.Last().Equal(at(200)) {
		t.Errorf("%d finishes, the last at %v", len(p.ends), p.Last())
	}
}

// recorded is a whole migration on the simulated HubSpot.
func recorded(t testing.TB, s hubsim.Scenario, seed uint64) []Run {
	t.Helper()
	now := begun
	s.Limits = hubsim.Limits{Max: 1 << 30, Daily: 1 << 30}
	sim := hubsim.New(hubsim.Options{Scenario: s, Seed: seed, Now: func() time.Time { return now }})
	now = now.Add(30 * 24 * time.Hour)
	var runs []Run
	for _, id := range sim.TaskIDs() {
		r := httptest.NewRequest(http.MethodGet, "/files/v3/folders/update/async/tasks/"+id+"/status", nil)
		r.Header.Set("Authorization", "Bearer "+hubsim.DefaultToken)
		w := httptest.NewRecorder()
		sim.ServeHTTP(w, r)
		var run Run
		if err := json.Unmarshal(w.Body.Bytes(), &run); err != nil || run.CompletedAt.IsZero() {
			t.Fatal(err, w.Body)
		}
		runs = append(runs, run)
	}
	return runs
}

// coverage checks the range shown at moments all over a run against the true
// end, from the 20th finish on.
func coverage(runs []Run, checks int) (held, ranged int) {
	byEnd := slices.Clone(runs)
	slices.SortFunc(byEnd, func(a, b Run) int { return a.CompletedAt.Compare(b.CompletedAt) })
	end := byEnd[len(byEnd)-1].CompletedAt
	from := byEnd[Fewest-1].CompletedAt
	for c := range checks {
		now := from.Add(end.Sub(from) * time.Duration(c) / time.Duration(checks))
		var p Progress[int]
		left := Left{Seen: now}
		for i, r := range runs {
			switch {
			case !r.CompletedAt.After(now):
				p.Ended(i, r)
			default:
				left.Tasks++
				if !r.StartedAt.After(now) {
					left.Running = append(left.Running, now.Sub(r.StartedAt))
				}
			}
		}
		e := p.Estimate(now, left)
		if e.Verdict != Ranged {
			continue
		}
		ranged++
		if true := end.Sub(now); e.From <= true && true <= e.To {
			held++
		}
	}
	return held, ranged
}

var manySeeds = flag.Int("seeds", 4, "seeds of TestTheRangeHoldsTheEnd")

// TestTheRangeHoldsTheEnd reports how often the range that is shown holds the
// true end. go test ./model/progress -run Range -v -seeds 100 takes longer.
func TestTheRangeHoldsTheEnd(t *testing.T) {
	duration := func(median, sigma float64) hubsim.Duration { return hubsim.Duration{Median: median, Sigma: sigma} }
	all, held := 0, 0
	for _, s := range []hubsim.Scenario{
		{Name: "even durations", Tasks: 300, Workers: 8, Duration: hubsim.Duration{Min: 3, Max: 12}},
		{Name: "one worker", Tasks: 120, Workers: 1, Duration: duration(6, 0.6)},
		{Name: "long tails", Tasks: 400, Workers: 16, Duration: duration(6, 1)},
		{Name: "a large migration", Tasks: 1500, Workers: 24, Duration: duration(8, 0.8)},
		{Name: "in random order", Tasks: 300, Workers: 10, Order: "random", Duration: duration(5, 0.7)},
		{Name: "in reverse order", Tasks: 300, Workers: 10, Order: "reverse", Duration: duration(5, 0.7)},
		{Name: "as they are requested", Tasks: 300, Workers: 12, PerSecond: 1.5, Duration: duration(5, 0.7)},
		{Name: "all at once", Tasks: 200, Order: "atOnce", Duration: duration(60, 0.5)},
	} {
		h, n := 0, 0
		for seed := range *manySeeds {
			held, ranged := coverage(recorded(t, s, uint64(seed)), 25)
			h, n = h+held, n+ranged
		}
		t.Logf("%-22s the range held the end in %d of %d checks, %.0f %%", s.Name, h, n, 100*float64(h)/float64(n))
		all, held = all+n, held+h
	}
	t.Logf("%-22s the range held the end in %d of %d checks, %.0f %%", "together", held, all, 100*float64(held)/float64(all))
	if float64(held) < 0.8*float64(all) {
		t.Errorf("the range held the end in %d of %d checks, want at least 80 %%", held, all)
	}
}

// BenchmarkEstimate estimates the end of 10,000 tasks, and takes in one more
// finish.
func BenchmarkEstimate(b *testing.B) {
	var p Progress[string]
	random := rand.New(rand.NewPCG(1, 2))
	end := 0.0
	for i := range 10_000 {
		end += random.ExpFloat64()
		p.Ended(fmt.Sprint(i), Run{begun, at(end - 5*random.ExpFloat64()), at(end)})
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.Ended("x", Run{begun, begun, at(end + float64(i))})
		p.Estimate(at(end+float64(i)), Left{Tasks: 10_000, Seen: at(end + float64(i))})
	}
}
