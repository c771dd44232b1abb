package schedule

// A new task must be asked once before anything is known of it. The backlog is
// the tasks never asked; it gets a share of the turns, more while it turns out
// that many of them have ended long ago.
const (
	leastShare = 0.1 // of the turns, while there is a backlog
	mostShare  = 0.8
	moved      = 0.1 // how much one first answer moves the estimate
)

// backlog shares the turns out between first checks and others.
type backlog struct {
	turn    float64 // saved up for first checks: from 1 on it is their turn
	room    float64 // saved up for first checks of any kind
	started float64 // part of the first answers of late that found a task begun or ended
	before  float64 // and before it was added
}

// due tells whether it is the turn of a first check, and counts the turns.
func (b *backlog) due() bool {
	b.turn = min(2, b.turn+leastShare+(mostShare-leastShare)*b.started)
	if b.turn < 1 {
		return false
	}
	b.turn--
	return true
}

// allowed tells whether a first check is within the largest share.
func (b *backlog) allowed() bool { return b.room >= 0 }

// taken counts a turn.
func (b *backlog) taken(first bool) {
	b.room = min(2, b.room+mostShare)
	if first {
		b.room--
	}
}

// first counts a first answer: whether it found a task begun or ended, and
// whether that was before the task was added.
func (b *backlog) first(started, before bool) {
	b.started += moved * (float64(b2i(started)) - b.started)
	b.before += moved * (float64(b2i(before)) - b.before)
}

// late tells whether we came when much had happened already.
func (b *backlog) late() bool { return b.before > 0.5 }

// search looks for the place up to which a long list has been worked off, by
// halves, so that a dashboard opened in the middle of a migration finds it
// within a dozen requests.
type search[K comparable] struct {
	order  []K // all tasks ever added
	on     bool
	lo, hi int // in order: lo has started or is the beginning, hi has not or is the end
	probe  K
	asking bool // probe has no answer yet
	halved bool // at least once
	near   []K  // the tasks around the place, once it is found
}

// worthwhile is how many tasks are too many to find the place by walking.
const worthwhile = 2 * reach

func (f *search[K]) add(k K) {
	if !f.on {
		f.on, f.lo = true, len(f.order)
	}
	f.order = append(f.order, k)
	f.hi = len(f.order)
}

// next is the task to ask for the search, false if it has ended or waits for
// an answer. When the place is found, the tasks around it are asked: they are
// the ones that change now.
func (f *search[K]) next() (k K, ok bool) {
	switch {
	case len(f.near) > 0:
		k, f.near = f.near[0], f.near[1:]
		return k, true
	case !f.on || f.asking:
		return k, false
	case f.hi-f.lo > worthwhile:
		f.probe, f.halved = f.order[(f.lo+f.hi)/2], true
		return f.probe, true
	}
	if f.halved {
		f.near = f.order[max(0, f.lo-reach):f.hi]
	}
	f.on, f.halved = false, false
	return k, false
}

// answer takes in what the probe told.
func (f *search[K]) answer(k K, started bool) {
	if !f.asking || k != f.probe {
		return
	}
	f.asking = false
	if mid := (f.lo + f.hi) / 2; started {
		f.lo = mid
	} else {
		f.hi = mid
	}
}

// drop gives the search up if it waits for a task that gives no answer.
func (f *search[K]) drop(k K) {
	if f.asking && k == f.probe {
		f.skip()
	}
}

// skip gives the search up for now.
func (f *search[K]) skip() { f.on, f.asking = false, false }
