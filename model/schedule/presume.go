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
	reasons
)

// presumptions are how often those of late were right, by their reason, and on
// which side of a task the next one starts.
type presumptions struct {
	right [reasons]estimate // changes are those that were right, exposure all of them
	sides [2]estimate       // starts right behind a task that has started, and right before one

	unexplained []time.Time // starts that nothing told of; the end they followed is found later
}

// judged is how many presumptions count.
const judged = 10

const unexplainedMost = 64

func newPresumptions() presumptions {
	return presumptions{
		right: [reasons]estimate{byEnd: {3, 4}, byStart: {0.5, 2}},
		sides: [2]estimate{{1, 2}, {0.5, 2}},
	}
}

// reliable tells whether it has turned out that most ends tell which task starts.
func (p *presumptions) reliable() bool {
	r := p.right[byEnd]
	return r.exposure > 8 && r.rate() > 0.5
}

// backward tells whether the next to start is rather looked for before a task.
func (p *presumptions) backward() bool { return p.sides[1].rate() > p.sides[0].rate() }

// next is the waiting task closest to one that has started that is not presumed
// to run, on the side where tasks start; nil if there is none.
func (s *Schedule[K]) next(it *item[K]) *item[K] {
	side := b2i(s.presumptions.backward())
	found := it.beside[side]
	for found != nil && (!found.node.in || !found.presumed.IsZero()) {
		switch {
		case !found.node.in:
			found = found.beside[side]
		case side == 0:
			found = found.node.next
		default:
			found = found.node.prev
		}
	}
	for at := it; at != nil && at != found && !at.node.in; { // shortens the way for the next time
		at, at.beside[side] = at.beside[side], found
	}
	return found
}

// presume takes it that a waiting task runs since a time.
func (s *Schedule[K]) presume(it *item[K], since time.Time, why presumption, now time.Time) {
	if it == nil || since.Before(it.added.Add(-2*s.lives.typical())) {
		return // or it has ended long ago: the first look at it tells
	}
	it.presumed, it.why = since, why
	s.front = it
	s.replace(it, now)
	side := b2i(s.presumptions.backward())
	for n := 0; n < reach; n++ { // ends are not found in their order, but tasks start in theirs
		prev := it.node.prev
		if side == 1 {
			prev = it.node.next
		}
		if prev == nil || !prev.presumed.After(it.presumed) {
			return
		}
		it.presumed, prev.presumed = prev.presumed, it.presumed
		s.replace(it, now)
		s.replace(prev, now)
		it = prev
	}
}

// replace puts a task where it waits for its turn, if it does.
func (s *Schedule[K]) replace(it *item[K], now time.Time) {
	if !it.out {
		s.leave(it)
		s.place(it, now)
	}
}

// started notes when a waiting task has started: what was presumed of it was
// right or wrong, or nothing was.
func (s *Schedule[K]) started(it *item[K], at, now time.Time) {
	p := &s.presumptions
	p.sides[0].count(it.node.above == 1, 1, judged)
	p.sides[1].count(it.node.below == 1, 1, judged)
	if it.presumed.IsZero() {
		if len(p.unexplained) == unexplainedMost {
			p.unexplained = p.unexplained[1:]
		}
		p.unexplained = append(p.unexplained, at)
		return
	}
	p.right[it.why].count(true, 1, judged)
	it.presumed = time.Time{}
	side := b2i(p.backward())
	for it = it.beyond(side); it != nil && !it.presumed.IsZero() && it.presumed.Before(at); it = it.beyond(side) {
		it.presumed = at // what comes later in the queue starts later
		s.replace(it, now)
	}
}

// beyond is the next task in the queue on a side.
func (it *item[K]) beyond(side int) *item[K] {
	if side == 0 {
		return it.node.next
	}
	return it.node.prev
}

// explained tells whether a start that nothing told of followed from this end,
// and takes it off the list.
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
		s.presumptions.unexplained = slices.Delete(list, best, best+1)
	}
	return best >= 0
}

// waits notes that a task has not started.
func (s *Schedule[K]) waits(it *item[K]) {
	if !it.presumed.IsZero() {
		s.presumptions.right[it.why].count(false, 1, judged)
		it.presumed = time.Time{}
	}
}
