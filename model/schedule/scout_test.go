package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// world is a migration whose folders can be searched for.
type world struct {
	jobs   []job
	failed []bool  // ends without its folder being moved
	missed []bool  // no search finds the folder
	lag    float64 // of the index
	early  float64 // by which a folder moves before its task ends
	off    bool    // no search is possible
}

// newWorld has 4 % of the tasks fail.
func newWorld(jobs []job, lag, missing float64, r *rand.Rand) *world {
	w := &world{jobs: jobs, lag: lag, failed: make([]bool, len(jobs)), missed: make([]bool, len(jobs))}
	for i := range jobs {
		w.failed[i], w.missed[i] = r.Float64() < 0.04, r.Float64() < missing
	}
	return w
}

// sight is what a search tells of a task now.
func (w *world) sight(i int, now float64) Sighting {
	switch {
	case w.missed[i]:
		return Unfound
	case !w.failed[i] && now >= w.jobs[i].end-w.early+w.lag:
		return Arrived
	}
	return Astray
}

// scouted is what watching a world gave.
type scouted struct {
	ends, failed []float64 // from each end to when it was known, by arrival or by a check
	old, oldFail []float64 // the same of what had ended before the start
	requests     int
	searches     int
	passes       int
	premature    int     // arrivals that a check did not confirm at once
	settled      float64 // when the last task was
}

func avg(all ...[]float64) float64 { return outcome{latencies: slices.Concat(all...)}.mean() }

const toTheEnd = 1e9 // seconds

// watch asks at a fixed rate until every task is settled, or until a time, and
// searches where that is rather worth it.
func (w *world) watch(perSecond, until float64) scouted {
	var o scouted
	s := New[int](Polite)
	known, settled := make([]bool, len(w.jobs)), make([]bool, len(w.jobs))
	tell := func(i int, now float64) {
		if known[i] {
			return
		}
		known[i] = true
		at, list := w.jobs[i].end, &o.ends
		if w.failed[i] {
			list = &o.failed
		}
		if at <= 0 {
			at, list = 0, &o.old
			if w.failed[i] {
				list = &o.oldFail
			}
		}
		*list = append(*list, now-at)
	}
	left, added := len(w.jobs), 0
	rush := int(rushPart * 10 * perSecond)
	now := 0.0
	step := func() float64 {
		switch {
		case rush > 0:
			rush--
			return 0
		case now < 10:
			return 1 / ((1 - rushPart) * perSecond)
		}
		return 1 / perSecond
	}
	for ; left > 0 && now < until; now += step() {
		for added < len(w.jobs) && w.jobs[added].requested <= now {
			s.Add(added, at(now))
			if !w.off {
				s.Locate(added)
			}
			added++
		}
		pass := s.PassDue()
		if rush == 0 || pass {
			if keys := s.NextSearch(at(now)); keys != nil {
				o.requests++
				if pass {
					o.passes++
				} else {
					o.searches++
				}
				found := make([]Sighting, len(keys))
				for n, i := range keys {
					if found[n] = w.sight(i, now); found[n] == Arrived {
						tell(i, now)
					}
				}
				s.Searched(keys, found, at(now))
				continue
			}
		}
		var i int
		var ok bool
		if rush > 0 {
			i, ok = s.NextFirst(at(now))
		} else {
			i, ok = s.Next(at(now))
		}
		if !ok {
			continue
		}
		o.requests++
		j := w.jobs[i]
		switch {
		case settled[i]:
			panic("a task whose end is known is asked")
		case now >= j.end:
			tell(i, now)
			settled[i] = true
			left--
			o.settled = now
		case known[i]:
			o.premature++
		}
		switch {
		case now >= j.end:
			s.Ended(i, at(j.start), at(j.end), at(now))
		case now >= j.start:
			s.Answer(i, Running, at(j.requested), at(j.start), at(now))
		default:
			s.Answer(i, Waiting, at(j.requested), at(j.requested), at(now))
		}
	}
	return o
}

// scoutWorkload is the workload of that name.
func scoutWorkload(t testing.TB, name string) workload {
	t.Helper()
	i := slices.IndexFunc(workloads, func(w workload) bool { return w.name == name })
	if i < 0 {
		t.Fatalf("no workload is called %q", name)
	}
	return workloads[i]
}

// TestAHalfDoneListIsKnownSoon holds how soon a planned list of 5,000 is known that
// is half done, also if the index misses a tenth of the folders.
func TestAHalfDoneListIsKnownSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine simulates whole migrations: not in a short run")
	}
	w := scoutWorkload(t, "5,000 tasks, 8 workers, 5-60 s, half done at the start")
	for _, missing := range []float64{0, 0.1} {
		r := rand.New(rand.NewPCG(11, 7))
		x := newWorld(w.make(r), 2, missing, r)
		ended, failed := 0, 0
		for i, j := range x.jobs {
			ended += b2i(j.end <= 0)
			failed += b2i(j.end <= 0 && x.failed[i])
		}
		o := x.watch(10, 120)
		if n := len(o.old) + len(o.oldFail); n < ended || len(o.oldFail) < failed {
			t.Errorf("index misses %v: %d of %d are known after two minutes, %d of %d that failed", missing, n, ended, len(o.oldFail), failed)
		}
		if all, fail := avg(o.old, o.oldFail), avg(o.oldFail); all > 10 || fail > 25 {
			t.Errorf("index misses %v: known after %.1f s, the failed ones after %.1f s; want 10 and 25", missing, all, fail)
		}
	}
}

// TestRandomOrderIsKnownBySearches holds how soon ends are known of which no order
// tells when they come.
func TestRandomOrderIsKnownBySearches(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine simulates whole migrations: not in a short run")
	}
	w := scoutWorkload(t, "1,000 tasks, 8 workers, random order")
	r := rand.New(rand.NewPCG(20, 7))
	o := newWorld(w.make(r), 2, 0, r).watch(10, toTheEnd)
	if mean := avg(o.ends, o.failed); mean > 3.5 {
		t.Errorf("known after %.2f s, want 3.5", mean)
	}
	if part := float64(o.searches) / float64(o.requests); part > searchPart+0.01 {
		t.Errorf("%.0f%% of the requests are searches, want at most 20%%", 100*part)
	}
	if o.premature > 0 {
		t.Errorf("%d arrivals were no ends", o.premature)
	}
}

// TestFoldersThatMoveEarly holds that all tasks are settled also where folders move
// long before their tasks end, and where no search finds any.
func TestFoldersThatMoveEarly(t *testing.T) {
	w := scoutWorkload(t, "300 tasks, 8 workers, 2-6 s, in order")
	for _, early := range []float64{0, 1, 5, 1000} {
		for _, missing := range []float64{0, 1} {
			r := rand.New(rand.NewPCG(13, 7))
			x := newWorld(w.make(r), 0, missing, r)
			x.early = early
			o := x.watch(10, 3600)
			if o.settled == 0 || o.settled > 400 {
				t.Errorf("early by %v s, missing %v: the last task is settled after %.0f s", early, missing, o.settled)
			}
		}
	}
}

// BenchmarkScout compares watching with and without searches over all workloads, at
// 10 and 2.65 requests a second, by the lag of the index. With -v it prints the
// table of docs/polling.md.
func BenchmarkScout(b *testing.B) {
	if testing.Short() {
		b.Skip("takes minutes; its table is in docs/polling.md")
	}
	for _, w := range workloads {
		for _, rate := range []float64{10, 2.65} {
			b.Run(fmt.Sprintf("%s@%v", w.name, rate), func(b *testing.B) {
				for b.Loop() {
					reportScout(b, w, rate)
				}
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

func reportScout(b *testing.B, w workload, rate float64) {
	b.Helper()
	line := fmt.Sprintf("| %s | %v", w.name, rate)
	for _, lag := range []float64{-1, 0, 2, 10, 60} {
		mean, failed, old := 0.0, 0.0, 0.0
		for seed := range uint64(seeds) {
			r := rand.New(rand.NewPCG(seed, 7))
			x := newWorld(w.make(r), max(0, lag), 0, r)
			x.off = lag < 0
			o := x.watch(rate, toTheEnd)
			mean += avg(o.ends, o.failed) / seeds
			failed += avg(o.failed) / seeds
			old += avg(o.old, o.oldFail) / seeds
		}
		name := fmt.Sprintf("lag-%v-s", lag)
		if lag < 0 {
			name = "without-s"
		}
		b.ReportMetric(mean, name)
		line += fmt.Sprintf(" | %.2f", mean)
		if old > 0 {
			line += fmt.Sprintf(" (backlog %.0f)", old)
		}
	}
	if testing.Verbose() {
		fmt.Println(line + " |")
	}
}
