package schedule

import (
	"math"
	"slices"
	"time"
)

// insider is a policy that knows when each task starts and how long tasks run, as
// a whole: not when this one ends. It keeps to the spacing, takes no first looks,
// and asks by urgency.
type insider struct {
	jobs    []job
	line    []int // the tasks by when they start
	started int   // the first in line that has not started
	asked   map[int]float64
	ran     []float64 // how long tasks run, shortest first
	rules   Rules     // that it keeps; of those the longest rest is that of tasks that run
}

func newInsider(jobs []job) *insider {
	n := &insider{jobs: jobs, line: inOrder(len(jobs)), asked: map[int]float64{}, rules: Rules{Spacing: Polite.Spacing}}
	slices.SortStableFunc(n.line, func(a, b int) int { return int(math.Copysign(1, jobs[a].start-jobs[b].start)) })
	for _, j := range jobs {
		n.ran = append(n.ran, j.end-j.start)
	}
	slices.Sort(n.ran)
	return n
}

func (n *insider) add(int, float64) {}

func (n *insider) next(now float64) int {
	for ; n.started < len(n.line) && n.jobs[n.line[n.started]].start <= now; n.started++ {
		n.asked[n.line[n.started]] = math.Inf(-1)
	}
	best, most := -1, 0.0
	for i, asked := range n.asked {
		last := max(asked, n.jobs[i].start)
		if rest := n.rules.rest(true, time.Duration((asked-n.jobs[i].start)*float64(time.Second))); now-asked < rest.Seconds() {
			continue
		}
		sum := math.Log(n.lasts(last-n.jobs[i].start) / n.lasts(now-n.jobs[i].start))
		if u := urgency(sum, time.Duration((now-last)*float64(time.Second))); u > most || u == most && i < best {
			best, most = i, u
		}
	}
	return best
}

// lasts is the part of the tasks that run for longer.
func (n *insider) lasts(age float64) float64 {
	at, _ := slices.BinarySearch(n.ran, age)
	return max(0.5, float64(len(n.ran)-at)) / float64(len(n.ran))
}

func (n *insider) answer(i int, _ Phase, ended bool, _ job, now float64) {
	n.asked[i] = now
	if ended {
		delete(n.asked, i)
	}
}

// lender is an insider who keeps all rules, and leaves requests to first looks: some
// at once, and a part of the turns until a time.
type lender struct {
	*insider
	atOnce            int
	until, part, owed float64
}

// rush looks at tasks that wait.
func (l *lender) rush(float64) int {
	if l.atOnce == 0 {
		return -1
	}
	l.atOnce--
	return l.line[len(l.line)-1-l.atOnce]
}

func (l *lender) next(now float64) int {
	if l.owed += l.part; now < l.until && l.owed >= 1 {
		l.owed--
		return -1
	}
	return l.insider.next(now)
}
