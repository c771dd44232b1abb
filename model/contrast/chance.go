package contrast

import (
	"math"
	"slices"
)

// logs are the logarithms of the factorials from 0 on.
type logs []float64

func newLogs(n int) logs {
	l := make(logs, n+1)
	for i := 1; i <= n; i++ {
		l[i] = l[i-1] + math.Log(float64(i))
	}
	return l
}

// choose returns the logarithm of n over k.
func (l logs) choose(n, k int) float64 { return l[n] - l[k] - l[n-k] }

// tail returns the logarithm of the probability that of failed tasks, drawn by
// lot from failed and good ones of which have have a value, at least n have it:
// Fisher's exact test, one-sided.
func (l logs) tail(n, failed, have, good int) float64 {
	all := l.choose(failed+good, failed)
	first, sum := math.Inf(-1), 0.0
	for k := max(n, have-good); k <= min(have, failed); k++ {
		p := l.choose(have, k) + l.choose(failed+good-have, failed-k) - all
		if math.IsInf(first, -1) {
			first = p
		}
		term := math.Exp(p - first)
		if sum += term; term < sum*1e-12 {
			break
		}
	}
	return min(0, first+math.Log(sum))
}

// limit returns the logarithm of how unlikely a value must be to be told, so that
// among all of them nothing is told by chance in more cases than level. Values that
// are too rare, or too common, to be that unlikely in any case do not count among
// those that were looked at (Tarone's correction of Bonferroni's). least is the
// logarithm of how unlikely each value could be at most.
func limit(least []float64, level float64) float64 {
	slices.Sort(least)
	for k := 1; ; k++ {
		at := math.Log(level / float64(k))
		n, _ := slices.BinarySearch(least, math.Nextafter(at, 1))
		if n <= k {
			return at
		}
	}
}
