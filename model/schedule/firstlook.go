package schedule

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

const (
	mostFirst  = 0.93 // of the turns are first looks, while there are any to take
	leastFirst = 0.5  // while many tasks end, and other turns are needed to see that
	firstWorth = 0.15 // what a task must be worth to be asked rather than one of them
	oneEnd     = 2.5  // turns that it takes to see one end, beside first looks
	endsOver   = 20 * time.Second
	late       = 0.1 // how much one first answer moves the estimate

	// gapAfter is the time without a choice after which what was known is
	// out of date: the machine slept, or nobody could be asked.
	gapAfter = 30 * time.Second
)

// firstLook is the tasks that were not asked since they were added, or since
// the last gap. Each of them is asked once before long, whatever else goes on,
// in an order in which any number of them is spread over the whole list: the
// first, the middle, the quarters, the eighths.
type firstLook[K comparable] struct {
	waiting  [2][]*item[K] // not looked at, as min-heaps of place: all, and those on the screen; others may stand among them
	later    []*item[K]    // not looked at, and expected to start soon
	base     int           // seq of the first of them
	left     int           // tasks not looked at
	size     int           // the most that left was
	share    float64       // of the turns that are first looks now
	owed     float64       // turns of first looks that others have had
	before   float64       // part of the first answers of late that found a change from before the task was added
	previous time.Time     // when a task was last chosen, or might have been
	pulse    time.Duration // between two turns
	found    float64       // ends of late, see endRate
	foundAt  time.Time
	turnAt   time.Time // the last turn
}

// place is where a task stands in the order of first looks.
func (f *firstLook[K]) place(it *item[K]) uint32 { return bits.Reverse32(uint32(it.seq - f.base)) }

// add puts a task among those to be looked at.
func (f *firstLook[K]) add(it *item[K]) {
	if f.left == 0 {
		f.waiting[0], f.waiting[1], f.base = f.waiting[0][:0], f.waiting[1][:0], it.seq
	}
	f.left++
	f.size = max(f.size, f.left)
	f.push(it)
}

// push puts a task where it is found.
func (f *firstLook[K]) push(it *item[K]) {
	f.pushTo(0, it)
	if it.shown {
		f.pushTo(1, it)
	}
}

func (f *firstLook[K]) pushTo(heap int, it *item[K]) {
	w := append(f.waiting[heap], it)
	f.waiting[heap] = w
	for at := len(w) - 1; at > 0; {
		parent := (at - 1) / 2
		if f.place(w[parent]) <= f.place(it) {
			return
		}
		w[at], w[parent] = w[parent], w[at]
		at = parent
	}
}

// pop takes out the first of a heap.
func (f *firstLook[K]) pop(heap int) {
	w := f.waiting[heap]
	last := len(w) - 1
	w[0], w[last] = w[last], nil
	w = w[:last]
	f.waiting[heap] = w
	for at := 0; ; {
		least := at
		for _, child := range [2]int{2*at + 1, 2*at + 2} {
			if child < last && f.place(w[child]) < f.place(w[least]) {
				least = child
			}
		}
		if least == at {
			return
		}
		w[at], w[least] = w[least], w[at]
		at = least
	}
}

// done takes a task out of those to be looked at.
func (f *firstLook[K]) done(it *item[K]) {
	f.left -= b2i(!it.looked)
	it.looked = true
}

// due tells whether a turn is one for a first look rather than for a task that
// is worth so much to be asked. Some may be owed, so that the turns of others
// come when they are worth most.
func (f *firstLook[K]) due(worth float64) bool {
	return f.left > 0 && (f.owed >= f.mostOwed() || worth < firstWorth)
}

func (f *firstLook[K]) mostOwed() float64 { return 1 + min(19, float64(f.size)/25) }

// taken notes who has had a turn.
func (f *firstLook[K]) taken(first bool) {
	if f.left == 0 {
		f.size, f.owed, f.later = 0, 0, f.later[:0]
		return
	}
	f.owed = min(f.mostOwed()+1, f.owed+f.share-float64(b2i(first)))
}

// firstShare is the part of the turns that are first looks. The more tasks end,
// the more turns it takes to see that.
func (s *Schedule[K]) firstShare(now time.Time) float64 {
	return max(leastFirst, min(mostFirst, 1-oneEnd*s.first.endRate(now)*s.first.pulse.Seconds()))
}

// endRate is how many tasks were found to have ended in a second of late.
func (f *firstLook[K]) endRate(now time.Time) float64 {
	return f.found * math.Exp(-now.Sub(f.foundAt).Seconds()/endsOver.Seconds()) / endsOver.Seconds()
}

// turn takes note of the time between two turns.
func (f *firstLook[K]) turn(now time.Time) {
	if gap := now.Sub(f.turnAt); gap < gapAfter {
		f.pulse += (gap - f.pulse) / 16
	}
	f.turnAt = now
}

// foundEnd counts that a task was found to have ended.
func (f *firstLook[K]) foundEnd(now time.Time) {
	f.found = 1 + f.endRate(now)*endsOver.Seconds()
	f.foundAt = now
}

// answered notes whether a first answer told of a change from before the task
// was added.
func (f *firstLook[K]) answered(before bool) { f.before += late * (float64(b2i(before)) - f.before) }

// late tells whether we came when much had happened already.
func (f *firstLook[K]) late() bool { return f.before > 0.5 }

// unlooked is the task to take a first look at now, nil if there is none: one on
// the screen, or the next in the order.
func (s *Schedule[K]) unlooked() *item[K] {
	f := &s.first
	for heap := len(f.waiting) - 1; heap >= 0 && f.left > 0; heap-- {
		for len(f.waiting[heap]) > 0 {
			it := f.waiting[heap][0]
			if !it.looked && s.items[it.key] == it && it.mayBeAsked(s) && (heap == 0 || it.shown) {
				if heap == 1 || !s.soon(it) {
					return it
				}
				f.later = append(f.later, it)
			}
			f.pop(heap) // place brings it back when it has rested
		}
	}
	for len(f.later) > 0 {
		last := len(f.later) - 1
		it := f.later[last]
		if !it.looked && s.items[it.key] == it && it.mayBeAsked(s) {
			return it
		}
		f.later = f.later[:last]
	}
	return nil
}

// soon tells whether a task is expected to start while first looks go on: the
// first look at it may wait until it has ended.
func (s *Schedule[K]) soon(it *item[K]) bool {
	if s.front == nil || !s.presumptions.reliable() {
		return false
	}
	d := it.seq - s.front.seq
	if s.presumptions.backward() {
		d = -d
	}
	return d > 0 && float64(d) < s.endsPerSecond()*float64(s.first.left)/mostFirst*s.first.pulse.Seconds()
}

// mayBeAsked tells whether the task waits for its turn: it is not being asked,
// and has rested.
func (it *item[K]) mayBeAsked(s *Schedule[K]) bool {
	return it.heap != nil && it.heap != &s.resting && it.heap != &s.scout.confirms
}

// NextFirst takes out a task of which nothing is known, or nothing since the
// last gap. It is for requests that go out at once, which are nobody's turn.
func (s *Schedule[K]) NextFirst(now time.Time) (k K, ok bool) {
	s.wake(now)
	it := s.probe()
	if it == nil {
		it = s.suspect(now)
	}
	if it == nil {
		it = s.unlooked()
	}
	if it == nil {
		return k, false
	}
	owed := s.first.owed
	k = s.take(it)
	s.first.owed = owed
	return k, true
}

// Wanted is how many tasks a person wants that were not asked yet.
func (s *Schedule[K]) Wanted() int { return len(s.wanted) }

// Unlooked is how many tasks nothing is known of, or nothing since the last gap.
func (s *Schedule[K]) Unlooked() int { return s.first.left }

// startle notes that a turn can be had now. After a gap everything may have
// changed, and all tasks are looked at anew.
func (s *Schedule[K]) startle(now time.Time) {
	f := &s.first
	gap := now.Sub(f.previous)
	f.previous = now
	if gap < gapAfter {
		return
	}
	var old []*item[K]
	for _, it := range s.items {
		if it.looked && it.arrived.IsZero() && now.Sub(it.asked) >= gapAfter {
			old = append(old, it)
		}
	}
	slices.SortFunc(old, func(a, b *item[K]) int { return a.seq - b.seq })
	for _, it := range old {
		it.looked = false
		f.add(it)
	}
}
