package schedule

import (
	pq "container/heap"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// clairvoyant is the mean latency of one who knows every end and asks in the
// order of the ends.
func clairvoyant(jobs []job, perSecond float64) float64 {
	var ends []float64
	for _, j := range jobs {
		if j.end > 0 {
			ends = append(ends, j.end)
		}
	}
	slices.Sort(ends)
	slot, sum := 0.0, 0.0
	for _, e := range ends {
		for slot/perSecond < e {
			slot++
		}
		sum += slot/perSecond - e
		slot++
	}
	return sum / float64(len(ends))
}

// gang has a changing number of workers do the jobs; stop is a pause in which
// nothing goes on.
func gang(n int, duration func(i int) float64, order []int, workers func(started int) int) []job {
	jobs := make([]job, n)
	free := floats{}
	running := 0
	now := 0.0
	for k := 0; k < n; {
		for running < workers(k) && k < n {
			i := order[k]
			jobs[i].start, jobs[i].end = now, now+duration(i)
			pq.Push(&free, jobs[i].end)
			running++
			k++
		}
		if k < n {
			now = pq.Pop(&free).(float64)
			running--
		}
	}
	return jobs
}

// adversary is a migration that does something unexpected at a time.
type adversary struct {
	name string
	make func(r *rand.Rand) (jobs []job, at float64)
}

func eight(int) int { return 8 }

func adversaries() []adversary {
	const n = 600
	u := func(r *rand.Rand) func(int) float64 { d := even(r, 5, 60); return func(int) float64 { return d() } }
	startOf := func(jobs []job, i int) float64 { return jobs[i].start }
	return []adversary{
		{"nothing unexpected", func(r *rand.Rand) ([]job, float64) { return gang(n, u(r), inOrder(n), eight), 0 }},
		{"order rotated half way", func(r *rand.Rand) ([]job, float64) {
			o := inOrder(n)
			order := append(append(append([]int{}, o[:n/4]...), o[n*5/8:]...), o[n/4:n*5/8]...)
			jobs := gang(n, u(r), order, eight)
			return jobs, startOf(jobs, order[n/4])
		}},
		{"a batch jumps the queue", func(r *rand.Rand) ([]job, float64) {
			o := inOrder(n)
			order := append(append(append(append([]int{}, o[:n/4]...), o[n*5/8:n*5/8+60]...), o[n/4:n*5/8]...), o[n*5/8+60:]...)
			jobs := gang(n, u(r), order, eight)
			return jobs, startOf(jobs, order[n/4])
		}},
		{"workers 8, 50, 8", func(r *rand.Rand) ([]job, float64) {
			jobs := gang(n, u(r), inOrder(n), func(k int) int {
				if k >= n/4 && k < n*3/4 {
					return 50
				}
				return 8
			})
			return jobs, startOf(jobs, n/4)
		}},
		{"a stop of five minutes", func(r *rand.Rand) ([]job, float64) {
			jobs := gang(n, u(r), inOrder(n), eight)
			at := startOf(jobs, n/2)
			for i := range jobs {
				if jobs[i].start >= at {
					jobs[i].start += 300
				}
				if jobs[i].end >= at {
					jobs[i].end += 300
				}
			}
			return jobs, at
		}},
		{"run times that double", func(r *rand.Rand) ([]job, float64) {
			d := u(r)
			jobs := gang(n, func(i int) float64 {
				if i >= n/2 {
					return 2 * d(i)
				}
				return d(i)
			}, inOrder(n), eight)
			return jobs, startOf(jobs, n/2)
		}},
	}
}

// regrets are the rates, in requests a second, at which regret is measured.
var regretRates = []float64{10, 5, 2.65, 1}

// BenchmarkRegret measures how much later hubwatch, with its rules, sees an end
// than one who knows every end and asks at the same rate: over all workloads,
// and when something unexpected happens half way; and the same for the [insider].
// With -v it prints the tables of docs/polling.md.
func BenchmarkRegret(b *testing.B) {
	if testing.Short() {
		b.Skip("takes minutes; its table is in docs/polling.md")
	}
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				for _, rate := range regretRates {
					reportRegret(b, w, rate)
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	for _, a := range adversaries() {
		b.Run(a.name, func(b *testing.B) {
			for b.Loop() {
				for _, rate := range regretRates {
					a.report(b, rate)
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func reportRegret(b *testing.B, w workload, rate float64) {
	b.Helper()
	var f figures
	best, inside := 0.0, 0.0
	for seed := range uint64(seeds) {
		jobs := w.make(rand.New(rand.NewPCG(firstSeed+seed, 7)))
		o := simulate(jobs, ours{New[int](Polite)}, rate)
		f.mean += o.mean() / seeds
		f.p99 += o.quantile(0.99) / seeds
		f.perTask += float64(o.requests) / float64(len(jobs)) / seeds
		best += clairvoyant(jobs, rate) / seeds
		inside += simulate(jobs, newInsider(jobs), rate).mean() / seeds
	}
	b.ReportMetric(f.mean-best, fmt.Sprintf("regret-s@%v", rate))
	if testing.Verbose() {
		fmt.Printf("| %s | %v | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f |\n", w.name, rate, f.mean, best, f.mean-best, inside-best, f.p99, f.perTask)
	}
}

// report measures regret as a whole, for what ended in the minute after the
// event, and for what ended later.
func (a adversary) report(b *testing.B, rate float64) {
	b.Helper()
	var whole, inside, soon, later float64
	for seed := range uint64(seeds) {
		jobs, at := a.make(rand.New(rand.NewPCG(firstSeed+seed, 9)))
		o := simulate(jobs, ours{New[int](Polite)}, rate)
		best := clairvoyant(jobs, rate)
		var minute, rest []float64
		for i, j := range jobs {
			switch {
			case j.end >= at+60:
				rest = append(rest, o.seen[i]-j.end)
			case j.end >= at:
				minute = append(minute, o.seen[i]-j.end)
			}
		}
		whole += (o.mean() - best) / seeds
		inside += (simulate(jobs, newInsider(jobs), rate).mean() - best) / seeds
		soon += (outcome{latencies: minute}.mean() - best) / seeds
		later += (outcome{latencies: rest}.mean() - best) / seeds
	}
	b.ReportMetric(whole, fmt.Sprintf("regret-s@%v", rate))
	if testing.Verbose() {
		fmt.Printf("| %s | %v | %.2f | %.2f | %.2f | %.2f |\n", a.name, rate, whole, inside, soon, later)
	}
}

// BenchmarkLatest measures how late the latest one in a hundred is known: by
// hubwatch, by the [insider] who keeps all rules, and by one who leaves first looks as
// many requests as hubwatch does, too.
func BenchmarkLatest(b *testing.B) {
	if testing.Short() {
		b.Skip("it takes long")
	}
	for _, tt := range []struct {
		workload
		rate   float64
		lender lender
	}{
		{workloads[0], 2.65, lender{atOnce: 10}},
		{workloads[3], 10, lender{until: 165, part: 0.6}},
	} {
		b.Run(tt.name, func(b *testing.B) {
			for b.Loop() {
				var our, inside, lent float64
				for seed := range uint64(seeds) {
					jobs := tt.make(rand.New(rand.NewPCG(firstSeed+seed, 7)))
					our += simulate(jobs, ours{New[int](Polite)}, tt.rate).quantile(0.99) / seeds
					n := newInsider(jobs)
					n.rules = Polite
					inside += simulate(jobs, n, tt.rate).quantile(0.99) / seeds
					l := tt.lender
					l.insider = newInsider(jobs)
					l.rules = Polite
					lent += simulate(jobs, &l, tt.rate).quantile(0.99) / seeds
				}
				b.ReportMetric(our, "p99-s")
				b.ReportMetric(inside, "insider-s")
				b.ReportMetric(lent, "with-first-looks-s")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
