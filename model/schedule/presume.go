package schedule

import (
	"slices"
	"time"
)

// presumption is why a waiting task is presumed to run.
type presumption int

// The reasons.
const (
	byEnd   presumption = iota // another one has ended, so that a worker was free
	byStart                    // its neighbor has started, and nothing told that it would
	byPlace                    // one that stands behind it in the queue has started
	reasons
)

// presumptions are how often those of late were right, by their reason, and on
// which side of a task the next one starts.
type presumptions struct {
	right [reasons]estimate // changes are those that were right, exposure all of them
	sides [2]estimate       // starts right behind a task that has started, and right before one
	told  estimate          // starts of which an end told, out of all

	unexplained []time.Time // starts that nothing told of; the end they followed is found later
}

const (
	judged          = 10   // how many presumptions count
	worthLeast      = 0.05 // of a presumption, however many were wrong
	unexplainedMost = 64   // starts that are kept
	sideSure        = 0.7  // of the starts are on a side that is sure

	// sameTime is how far apart HubSpot's times of an end and of the start that
	// follows it may be.
	sameTime = time.Second
)

func newPresumptions() presumptions {
	return presumptions{
		right: [reasons]estimate{byEnd: {3, 4}, byStart: {0.5, 2}, byPlace: {3, 4}},
		sides: [2]estimate{{1, 2}, {0.5, 2}},
		told:  estimate{0, 2},
	}
}

// worth returns what a presumption is worth: the part of those of late that
// were right, but never so little that no task would be asked for it, and none
// could be right again.
func (p *presumptions) worth(why presumption) float64 {
	return max(worthLeast, p.right[why].rate())
}

// reliable reports whether it has turned out that most ends tell which task
// starts.
func (p *presumptions) reliable() bool {
	r := p.right[byEnd]
	return r.exposure > 8 && r.rate() > 0.5
}

// backward reports whether the next to start is rather looked for before a
// task.
func (p *presumptions) backward() bool { return p.sides[1].rate() > p.sides[0].rate() }

// next returns the waiting task closest to one that has started that is not
// presumed to run, on the side where tasks start; nil if there is none. Behind
// the end of the list it goes on at its other end, if the side is sure and
// something is known about what is there; if it is not, where nothing waits on
// that side the next one can only be on the other.
func (s *Schedule[K]) next(it *item[K]) *item[K] {
	side := b2i(s.presumptions.backward())
	first := it.beyond(side)
	for first != nil && !first.node.in {
		first = first.beside[side]
	}
	for at := it; at != first && !at.node.in; { // shortens the way for the next time
		at, at.beside[side] = at.beside[side], first
	}
	found := first.free(side, false)
	switch {
	case found != nil:
	case s.presumptions.sides[side].rate() < sideSure:
		found = it.beyond(1-side).free(1-side, true) // places tell nothing there
	default:
		if found = [2]*item[K]{s.queue.head, s.queue.tail}[side].free(side, false); found != nil && found.first() {
			return nil // what was never looked at there may have ended long ago
		}
	}
	return found
}

// beyond returns the next task in the queue on a side, or was when this one
// left it.
func (it *item[K]) beyond(side int) *item[K] {
	switch {
	case !it.node.in:
		return it.beside[side]
	case side == 0:
		return it.node.next
	}
	return it.node.prev
}

// earlier returns the task next to this one that starts before it, where the
// next to start is looked for on a side; nil if there is none, or others between
// the two have started.
func (it *item[K]) earlier(side int) *item[K] {
	n := it.node
	switch {
	case side == 0 && !n.gap:
		return n.prev
	case side == 1 && n.next != nil && !n.next.node.gap:
		return n.next
	}
	return nil
}

// free returns the first task from this one on that waits and is not presumed
// to run, or only by its place if that does not count.
func (it *item[K]) free(side int, placed bool) *item[K] {
	for it != nil && (!it.node.in || !it.presumed.IsZero() && !(placed && it.why == byPlace)) {
		it = it.beyond(side)
	}
	return it
}

// doubt returns how far the starts of tasks must be looked for, because ends do
// not tell about them: between 0 and 1.
func (s *Schedule[K]) doubt() float64 {
	if s.running+s.presumed == 0 {
		return 1
	}
	return 1 - min(s.presumptions.right[byEnd].rate(), s.presumptions.told.rate())
}

// presume takes it that a waiting task runs since a time, unless it was seen to wait
// after that.
func (s *Schedule[K]) presume(it *item[K], since time.Time, why presumption, now time.Time) {
	if it == nil || since.Before(it.asked) || since.Before(it.added.Add(-2*s.lives.typical())) {
		return // or it may have ended long ago: the first look at it tells
	}
	s.unpresume(it)
	s.presumed++
	it.presumed, it.why = since, why
	if why != byPlace {
		s.front = it
	}
	s.rerank(it, now)
	side := b2i(s.presumptions.backward())
	for range reach { // ends are not found in their order, but tasks start in theirs
		prev := it.beyond(1 - side)
		if prev == nil || !prev.presumed.After(it.presumed) {
			return
		}
		it.presumed, prev.presumed = prev.presumed, it.presumed
		s.rerank(it, now)
		s.rerank(prev, now)
		it = prev
	}
}

// rerank puts a task where it waits for its turn, if it does.
func (s *Schedule[K]) rerank(it *item[K], now time.Time) {
	if !it.out {
		s.leave(it)
		s.put(it, now)
	}
}

// started notes when a waiting task has started: what was presumed of it was
// right or wrong, or nothing was. If it started before the end that is presumed
// to have made room for it, another one did then.
func (s *Schedule[K]) started(it *item[K], at, now time.Time) {
	p := &s.presumptions
	since, why, handed := it.presumed, it.why, it.handed
	if at.IsZero() {
		at = later(since, it.last())
	}
	if prev := it.earlier(b2i(p.backward())); prev != nil && prev.presumed.IsZero() {
		s.presume(prev, at, byPlace, now)
	}
	early := at.Before(since.Add(-sameTime))
	if !at.Before(it.added) { // nobody was here to be told of what was before
		s.countStart(it, at, early)
	}
	if since.IsZero() {
		return
	}
	p.right[why].count(true, 1, judged)
	s.unpresume(it)
	side := b2i(p.backward())
	for it := it.beyond(side); it != nil && !it.presumed.IsZero() && it.presumed.Before(at); it = it.beyond(side) {
		it.presumed = at // what comes later in the queue starts later
		s.rerank(it, now)
	}
	if !early || why != byEnd {
		return
	}
	if at.Before(handed) { // what comes later in the queue starts later: it is the wrong way
		p.sides[side].count(false, 1, judged)
		p.sides[1-side].count(true, 1, judged)
		return
	}
	if next := s.next(it); next != nil {
		s.presume(next, since, byEnd, now)
		next.handed = at
	}
}

// countStart counts on which side of those that had started a task is, unless it was
// looked for at its place, and whether anything told of its start.
func (s *Schedule[K]) countStart(it *item[K], at time.Time, early bool) {
	p, presumed := &s.presumptions, !it.presumed.IsZero()
	if !it.glanced && !(presumed && it.why == byPlace) {
		p.sides[0].count(it.node.above == 1, 1, judged)
		p.sides[1].count(it.node.below == 1, 1, judged)
	}
	told := presumed && !early && !at.After(it.presumed.Add(max(sameTime, s.lives.typical()/4)))
	if p.told.count(told, 1, 2*judged); !told {
		p.unexplained = append(p.unexplained[max(0, len(p.unexplained)-unexplainedMost+1):], at)
	}
}

// explained reports whether a start that nothing told of followed from this
// end, and takes it off the list.
func (s *Schedule[K]) explained(ended time.Time) bool {
	best, list := -1, s.presumptions.unexplained
	for i, at := range list {
		if at.Before(ended) || at.Sub(ended) > s.lives.typical() {
			continue
		}
		if best < 0 || at.Before(list[best]) {
			best = i
		}
	}
	if best >= 0 {
		s.presumptions.told.changes++
		s.presumptions.unexplained = slices.Delete(list, best, best+1)
	}
	return best >= 0
}

// notStarted notes that a task has not started.
func (s *Schedule[K]) notStarted(it *item[K]) {
	if !it.presumed.IsZero() {
		s.presumptions.right[it.why].count(false, 1, judged)
		s.unpresume(it)
	}
}

// unpresume forgets that a task is presumed to run.
func (s *Schedule[K]) unpresume(it *item[K]) {
	s.presumed -= b2i(!it.presumed.IsZero())
	it.presumed, it.handed = time.Time{}, time.Time{}
}
