package schedule

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

const narrow = 4

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
	case f.hi-f.lo > narrow && (f.halved || f.hi-f.lo > worthwhile):
		f.probe, f.halved = f.order[(f.lo+f.hi)/2], true
		return f.probe, true
	}
	if f.halved {
		f.near = f.order[max(0, f.lo-8):f.hi]
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
