package progress

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Fewest is how many ended tasks an estimate needs.
const Fewest = 20

// Verdict is what can be said about the end.
type Verdict int

// The verdicts. There is no zero verdict.
const (
	TooFew  Verdict = iota + 1 // fewer than Fewest finishes
	Ranged                     // From and To hold the end in nine of ten cases, if it goes on like this
	Stalled                    // nothing has ended for far longer than usual; the only rule of what is called stalled
	Done                       // nothing is left
)

// Estimate is when the last task may end.
type Estimate struct {
	Verdict  Verdict
	From, To time.Duration // from now; only when Ranged
	Basis    int           // finishes it rests on
	Quiet    time.Duration // for which nothing is known to have ended
	Usual    time.Duration // what passes at most between two finishes of late, 19 times of 20
}

// Left is what has not ended: how many tasks, how long each of the running ones
// has been running, as far as known, and until when they were seen not to end,
// by HubSpot's clock. What nobody has checked since may have ended: with a zero
// Seen nothing is called stalled.
type Left struct {
	Tasks   int
	Running []time.Duration
	Seen    time.Time
}

const (
	replicates   = 200             // ways in which it may go on
	effort       = 50_000          // runs that are drawn for all of them together
	stalledLeast = 2 * time.Minute // nothing is called stalled sooner
	stalledTimes = 10              // how many times the usual gap is far longer than usual
)

// Estimate returns when the last of the tasks that are left may end, based on
// the latest ends. The same data gives the same answer.
func (p *Progress[K]) Estimate(now time.Time, left Left) Estimate {
	runs := p.recent()
	e := Estimate{Basis: len(runs)}
	switch {
	case left.Tasks == 0:
		e.Verdict = Done
		return e
	case len(runs) < Fewest:
		e.Verdict = TooFew
		return e
	}
	s := newSample(runs, left.Running)
	e.Quiet, e.Usual = max(0, left.Seen.Sub(p.Last())), s.usual()
	if e.Quiet > max(stalledLeast, stalledTimes*e.Usual, s.runs.quantile(0.95)) {
		e.Verdict = Stalled
		return e
	}
	ends := make([]time.Duration, max(20, min(replicates, effort/(1+len(left.Running)))))
	random := rand.New(rand.NewPCG(uint64(len(p.ends)), uint64(left.Tasks)))
	for i := range ends {
		ends[i] = s.end(random, left, max(0, now.Sub(p.Last())))
	}
	slices.Sort(ends)
	e.Verdict, e.From, e.To = Ranged, ends[len(ends)*5/100], ends[len(ends)*95/100]
	return e
}

// sample is what the latest finishes were like.
type sample struct {
	gaps    []float64 // seconds between one finish and the next
	workers int       // how many tasks run at once
	runs    lasting
}

func newSample(recent []Run, running []time.Duration) *sample {
	s := &sample{workers: 1}
	var runs []float64
	total := 0.0
	for i, r := range recent {
		if i > 0 {
			gap := r.CompletedAt.Sub(recent[i-1].CompletedAt)
			s.gaps = append(s.gaps, gap.Seconds())
		}
		if d, ok := r.ran(); ok {
			runs = append(runs, d.Seconds())
			total += d.Seconds()
		}
	}
	s.runs = newLasting(runs, running)
	span := recent[len(recent)-1].CompletedAt.Sub(recent[0].CompletedAt).Seconds()
	if span > 0 { // as many as run in a stream that flows like this
		s.workers = max(1, int(math.Round(total/span)))
	}
	return s
}

// usual returns what passes at most between two finishes, 19 times of 20: one
// long pause between two waves does not count.
func (s *sample) usual() time.Duration {
	gaps := slices.Sorted(slices.Values(s.gaps))
	return time.Duration(gaps[(len(gaps)*95+99)/100-1] * float64(time.Second))
}

// end returns one way in which it may go on: the queue flows as the finishes
// did, the last ones that run then take as long as tasks take, and so do those
// that run now.
func (s *sample) end(random *rand.Rand, left Left, quiet time.Duration) time.Duration {
	last := min(left.Tasks, s.workers)
	flow := s.flow(random, left.Tasks-last)
	runs := s.runs.varied(random)
	end := 0.0
	if flow > 0 || len(left.Running) == 0 {
		tail := 0.0
		for range last {
			tail = max(tail, runs.met(random))
		}
		end = max(0, flow-quiet.Seconds()) + tail
	}
	for _, age := range left.Running {
		end = max(end, runs.rest(random, age.Seconds()))
	}
	return max(time.Second, time.Duration(end*float64(time.Second)))
}

// flow returns the seconds until n more tasks have ended: by the mean and the
// spread of gaps that are redrawn, so that few finishes give a wide answer.
func (s *sample) flow(random *rand.Rand, n int) float64 {
	if n <= 0 {
		return 0
	}
	sum, squares := 0.0, 0.0
	for range s.gaps {
		g := s.gaps[random.IntN(len(s.gaps))]
		sum += g
		squares += g * g
	}
	mean := sum / float64(len(s.gaps))
	spread := math.Sqrt(max(0, squares/float64(len(s.gaps))-mean*mean))
	drift := math.Exp(0.08 * random.NormFloat64()) // no stream goes on quite as it did
	return max(0, float64(n)*mean*drift+math.Sqrt(float64(n))*spread*random.NormFloat64())
}
