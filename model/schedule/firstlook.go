package schedule

import (
	"math/bits"
	"slices"
	"time"
)

const (
	firstShare = 0.5 // of the turns are first looks, while there are any to take
	mostOwed   = 3.0 // turns that are saved up for either side
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
	base     int           // seq of the first of them
	left     int           // tasks not looked at
	owed     float64       // turns of first looks that others have had
	before   float64       // part of the first answers of late that found a change from before the task was added
	previous time.Time     // when a task was last chosen, or might have been
}

// place is where a task stands in the order of first looks.
func (f *firstLook[K]) place(it *item[K]) uint32 { return bits.Reverse32(uint32(it.seq - f.base)) }

// add puts a task among those to be looked at.
func (f *firstLook[K]) add(it *item[K]) {
	if f.left == 0 {
		f.waiting[0], f.waiting[1], f.base = f.waiting[0][:0], f.waiting[1][:0], it.seq
	}
	f.left++
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

// due counts a turn and tells whether it is one for a first look.
func (f *firstLook[K]) due() bool {
	f.owed = min(mostOwed, f.owed+firstShare)
	return f.left > 0 && f.owed >= 1
}

// taken notes who has had the turn.
func (f *firstLook[K]) taken(first bool) {
	if first {
		f.owed = max(-mostOwed, f.owed-1)
	}
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
				return it
			}
			f.pop(heap) // place brings it back when it has rested
		}
	}
	return nil
}

// mayBeAsked tells whether the task waits for its turn: it is not being asked,
// and has rested.
func (it *item[K]) mayBeAsked(s *Schedule[K]) bool { return it.heap != nil && it.heap != &s.resting }

// NextFirst takes out a task of which nothing is known, or nothing since the
// last gap. It is for requests that go out at once, which are nobody's turn.
func (s *Schedule[K]) NextFirst(now time.Time) (k K, ok bool) {
	s.wake(now)
	it := s.probe()
	if it == nil {
		it = s.unlooked()
	}
	if it == nil {
		return k, false
	}
	return s.take(it), true
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
		if it.looked && now.Sub(it.asked) >= gapAfter {
			old = append(old, it)
		}
	}
	slices.SortFunc(old, func(a, b *item[K]) int { return a.seq - b.seq })
	for _, it := range old {
		it.looked = false
		f.add(it)
	}
}
