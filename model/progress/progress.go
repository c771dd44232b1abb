// Package progress tells how fast tasks end, how long they wait and run, and
// when the last of them may end. It rests on HubSpot's own timestamps only. It
// does not know the time, and does not guess where there is too little data.
package progress

import (
	"cmp"
	"slices"
	"time"
)

// Run is when a task was requested, started and completed. The zero time means
// that HubSpot did not tell, or that it has not happened.
type Run struct {
	RequestedAt, StartedAt, CompletedAt time.Time
}

// waited returns how long the task was queued; false if that is not known.
func (r Run) waited() (time.Duration, bool) { return between(r.RequestedAt, r.StartedAt) }

// ran returns how long the task ran; false if that is not known.
func (r Run) ran() (time.Duration, bool) { return between(r.StartedAt, r.CompletedAt) }

func between(from, to time.Time) (time.Duration, bool) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return 0, false
	}
	return to.Sub(from), true
}

// window is how many of the latest finishes count for what is true now.
const window = 200

// Progress keeps when tasks ended; K names a task. The zero value has none. It
// is not safe for concurrent use.
type Progress[K cmp.Ordered] struct {
	runs map[K]Run
	ends []finish[K] // in the order of their ends

	begun time.Time // when the first that ever ended was requested
}

type finish[K cmp.Ordered] struct {
	at time.Time
	of K
}

func compare[K cmp.Ordered](a, b finish[K]) int {
	return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.of, b.of))
}

// Ended records when a task ended, or a correction of it. A task for which
// HubSpot does not say when it ended does not count.
func (p *Progress[K]) Ended(of K, r Run) {
	old, known := p.runs[of]
	if known && old == r || r.CompletedAt.IsZero() {
		return
	}
	p.Forget(of)
	if p.runs == nil {
		p.runs = map[K]Run{}
	}
	p.runs[of] = r
	if p.begun.IsZero() || !r.RequestedAt.IsZero() && r.RequestedAt.Before(p.begun) {
		p.begun = r.RequestedAt
	}
	f := finish[K]{r.CompletedAt, of}
	i, _ := slices.BinarySearchFunc(p.ends, f, compare)
	p.ends = slices.Insert(p.ends, i, f)
}

// Forget removes a task.
func (p *Progress[K]) Forget(of K) {
	old, known := p.runs[of]
	if !known {
		return
	}
	delete(p.runs, of)
	if i, found := slices.BinarySearchFunc(p.ends, finish[K]{old.CompletedAt, of}, compare); found {
		p.ends = slices.Delete(p.ends, i, i+1)
	}
}

// Last returns when a task ended last, the zero time if none has.
func (p *Progress[K]) Last() time.Time {
	if len(p.ends) == 0 {
		return time.Time{}
	}
	return p.ends[len(p.ends)-1].at
}

// Took returns how long all ended tasks took together, from the first request
// to the last end; 0 if that is not known.
func (p *Progress[K]) Took() time.Duration {
	if p.begun.IsZero() {
		return 0
	}
	return max(0, p.Last().Sub(p.begun))
}

// PerMinute returns how many tasks ended in each minute of the span before now.
func (p *Progress[K]) PerMinute(now time.Time, span time.Duration) float64 {
	from := now.Add(-span)
	i, _ := slices.BinarySearchFunc(p.ends, from, func(f finish[K], t time.Time) int { return f.at.Compare(t) })
	return float64(len(p.ends)-i) / span.Minutes()
}

// Throughput counts the ends in each of n spans of time up to the end of the
// present one, oldest first. Spans begin at multiples of their length.
func (p *Progress[K]) Throughput(now time.Time, span time.Duration, n int) []int {
	counts := make([]int, n)
	end := now.Truncate(span).Add(span)
	for _, f := range slices.Backward(p.ends) {
		i := n - 1 - int(max(0, end.Sub(f.at)-1)/span)
		if i < 0 {
			break
		}
		counts[i]++
	}
	return counts
}

// recent returns the latest runs, the oldest first.
func (p *Progress[K]) recent() []Run {
	runs := make([]Run, 0, window)
	for _, f := range p.ends[max(0, len(p.ends)-window):] {
		runs = append(runs, p.runs[f.of])
	}
	return runs
}

// Span is how long something took: the median, and what 95 of 100 did not exceed.
type Span struct {
	Median, P95 time.Duration
	Of          int // finishes; 0 if none is known
}

// Times returns how long the latest tasks waited and ran.
func (p *Progress[K]) Times() (waited, ran Span) {
	var waits, runs []time.Duration
	for _, r := range p.recent() {
		if d, ok := r.waited(); ok {
			waits = append(waits, d)
		}
		if d, ok := r.ran(); ok {
			runs = append(runs, d)
		}
	}
	return spanOf(waits), spanOf(runs)
}

func spanOf(ds []time.Duration) Span {
	if len(ds) == 0 {
		return Span{}
	}
	slices.Sort(ds)
	return Span{ds[len(ds)/2], ds[min(len(ds)-1, len(ds)*95/100)], len(ds)}
}
