package progress

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// lasting is how long tasks run: log-normal, in seconds. The zero value is
// nothing known: they take no time.
type lasting struct {
	mean, spread float64 // of the logarithm; a spread of 0 is nothing known
	of           int     // runs it is made of
}

// newLasting fits runs that have ended. Those that go on count by what is known
// about them: that they are longer than they have lasted. Without them a run
// would seem as short as the first ones to end (Kaplan and Meier, 1958).
func newLasting(ended []float64, running []time.Duration) lasting {
	type span struct {
		seconds float64
		over    bool
	}
	spans := make([]span, 0, len(ended)+len(running))
	for _, d := range ended {
		spans = append(spans, span{max(d, 0.001), true})
	}
	for _, age := range running {
		spans = append(spans, span{age.Seconds(), false})
	}
	slices.SortFunc(spans, func(a, b span) int {
		if a.seconds < b.seconds {
			return -1
		}
		return 1
	})
	var xs, ys []float64 // standard scores, and logarithms of seconds
	survive := 1.0
	for i, s := range spans {
		if !s.over {
			continue
		}
		next := survive * (1 - 1/float64(len(spans)-i))
		xs, ys = append(xs, score(1-(survive+next)/2)), append(ys, math.Log(s.seconds))
		survive = next
	}
	return line(xs, ys)
}

// line returns the straight line through the points, by least squares.
func line(xs, ys []float64) lasting {
	n := float64(len(xs))
	if n < 2 {
		return lasting{}
	}
	var mx, my, xx, xy float64
	for i := range xs {
		mx, my = mx+xs[i]/n, my+ys[i]/n
	}
	for i := range xs {
		xx += (xs[i] - mx) * (xs[i] - mx)
		xy += (xs[i] - mx) * (ys[i] - my)
	}
	if xx == 0 {
		return lasting{}
	}
	spread := max(0.02, xy/xx)
	return lasting{my - spread*mx, spread, len(xs)}
}

// score returns the standard score that a part of a normal distribution lies
// below, share the reverse.
func score(part float64) float64  { return math.Sqrt2 * math.Erfinv(2*min(max(part, 1e-9), 1-1e-9)-1) }
func share(score float64) float64 { return (1 + math.Erf(score/math.Sqrt2)) / 2 }

// quantile returns how long a part of the tasks runs at most.
func (l lasting) quantile(part float64) time.Duration {
	if l.spread == 0 {
		return 0
	}
	return time.Duration(math.Exp(l.mean+l.spread*score(part)) * float64(time.Second))
}

// varied returns what l could be as well, made of so few runs.
func (l lasting) varied(random *rand.Rand) lasting {
	if l.spread == 0 {
		return l
	}
	n := math.Sqrt(float64(l.of))
	return lasting{l.mean + random.NormFloat64()*l.spread/n, l.spread * math.Exp(random.NormFloat64()/(n*math.Sqrt2)), l.of}
}

// met returns the seconds that a task still runs which is met at random while
// it does: long ones are met more often.
func (l lasting) met(random *rand.Rand) float64 {
	if l.spread == 0 {
		return 0
	}
	return random.Float64() * math.Exp(l.mean+l.spread*l.spread+l.spread*random.NormFloat64())
}

// rest returns the seconds that a task still runs which has run for age seconds.
func (l lasting) rest(random *rand.Rand, age float64) float64 {
	if l.spread == 0 {
		return 0
	}
	past := share((math.Log(max(age, 0.001)) - l.mean) / l.spread)
	part := past + (1-past)*random.Float64()
	return max(0, math.Exp(l.mean+l.spread*score(part))-age)
}
