package schedule

import (
	"slices"
	"time"
)

const (
	// spareTurns is how many turns each task that is to be looked at brings for
	// others, so that all first looks take little longer than they would alone.
	spareTurns = 0.17
	mostOwed   = 10 // turns that others may have ahead of first looks

	mostBorders = 16 // looks for the place where the queue stands that come before rows on the screen

	// Turns that it takes to see one end: so many that it is seen soon, and so few
	// that it is seen at all. First looks leave the first where they can, and at
	// least leastFirst of what the second leaves is theirs.
	turnsPerEnd = 4
	turnsAtAll  = 4.0 / 3
	leastFirst  = 0.6

	firstMemory = 50.0 // first looks after which a count has faded to a third
	firstTrust  = 2.0  // looks that a guess counts as

	// gapAfter is the time without a choice after which what was known is
	// out of date: the machine slept, or nobody could be asked.
	gapAfter = 30 * time.Second
)

// firstLook is the tasks that were not asked since they were added, or since
// the last gap. Each of them is asked once before long, whatever else goes on:
// see [Schedule.firstShare].
type firstLook[K comparable] struct {
	spans
	order     []*item[K]          // all tasks ever added, nil where one is no longer watched
	later     []*item[K]          // not looked at, and presumed to run or expected to start soon
	left      int                 // tasks not looked at
	spare     float64             // turns that others may have until all were looked at
	owed      float64             // turns of first looks that others have had
	chosen    *span               // in which nextLook has found a task
	borders   int                 // looks for the place where the queue stands
	searching bool                // nextLook has found a task for that
	asking    *item[K]            // the last of them, if its answer is not here
	found     [spanKinds]estimate // what looks have brought, by the kind of their span
	pulse     time.Duration       // between two turns
	turnAt    time.Time           // the last turn
	previous  time.Time           // when a task was last chosen, or might have been
}

// append puts a new task at the end of the list.
func (f *firstLook[K]) append(it *item[K]) {
	f.order, f.seen = append(f.order, it), append(f.seen, unseen)
	f.add(it)
}

// add puts a task among those to be looked at.
func (f *firstLook[K]) add(it *item[K]) {
	if f.left == 0 {
		f.clear()
		f.later, f.owed, f.spare, f.borders = f.later[:0], 0, 0, 0
	}
	f.left++
	f.spare += spareTurns
	f.extend(it.seq)
}

// putBack puts a task back that was taken out, but not looked at.
func (f *firstLook[K]) putBack(it *item[K]) {
	it.glanced = false
	if f.asking == it {
		f.asking = nil
	}
	f.extend(it.seq)
}

// record takes a task out of those to be looked at.
func (f *firstLook[K]) record(it *item[K], what sight) {
	f.see(it.seq, what)
	if f.asking == it {
		f.asking = nil
	}
	if it.glanced && what != unseen {
		f.found[it.between].add(what.brings(), 1, firstMemory)
	}
	it.glanced = false
	f.left -= b2i(!it.looked)
	it.looked = true
}

// skip is record for a task that was not looked at because it is known.
func (f *firstLook[K]) skip(it *item[K], what sight) {
	f.spare -= spareTurns
	f.record(it, what)
}

// remove forgets a task.
func (f *firstLook[K]) remove(it *item[K]) {
	f.order[it.seq] = nil
	if f.asking == it {
		f.asking = nil
	}
	f.left -= b2i(!it.looked)
	it.looked = true
}

// countTurn notes who has had a turn, and for what part of the turns first looks ask.
func (f *firstLook[K]) countTurn(first bool, share float64) {
	if f.left == 0 {
		return
	}
	if !first {
		f.spare = max(0, f.spare-1)
	}
	f.owed = max(-1, min(f.mostOwed()+1, f.owed+share))
}

// due reports whether a turn is one for a first look, whatever other tasks are
// worth. Some may be owed, so that the turns of others come when they are worth
// most.
func (f *firstLook[K]) due() bool { return f.left > 0 && f.owed >= f.mostOwed() }

func (f *firstLook[K]) mostOwed() float64 { return 1 + min(mostOwed, f.spare) }

// notePulse takes note of the time between two turns.
func (f *firstLook[K]) notePulse(now time.Time) {
	if gap := now.Sub(f.turnAt); gap < gapAfter {
		f.pulse += (gap - f.pulse) / 16
	}
	f.turnAt = now
}

// turns returns how many turns there are until all tasks are to have been
// looked at.
func (f *firstLook[K]) turns() float64 { return float64(f.left) + f.spare }

// firstShare returns the part of the turns that first looks ask for: as many as
// all of them need in time, except for those at tasks that are about to start,
// which come by themselves; less where many tasks end, and others need the
// turns to see that.
func (s *Schedule[K]) firstShare() float64 {
	f := &s.first
	if f.left == 0 {
		return 0
	}
	ends := s.endsNow() * f.pulse.Seconds() // in a turn
	most := max(1-turnsPerEnd*ends, leastFirst*(1-turnsAtAll*ends))
	return max(0, min(most, (float64(f.left)-s.starting())/f.turns()))
}

// endsNow returns how many of the tasks that may be asked end in a second.
// While hardly any was seen to end that goes by how old they are: that none is
// known to have ended tells nothing where none was asked.
func (s *Schedule[K]) endsNow() float64 {
	ends := s.endsPerSecond()
	if s.lives.ends >= fewLives {
		return ends
	}
	guess := 0.0
	for c := range firstAbove {
		for k := range s.ready[c] {
			h := &s.ready[c][k]
			if it := h.first(); it != nil {
				age := s.first.previous.Sub(later(it.since, it.presumed))
				guess += float64(len(h.items)) * s.lives.rate(spanOf(age.Seconds()))
			}
		}
	}
	return max(ends, guess)
}

// starting returns how many tasks are expected to start while first looks go
// on.
func (s *Schedule[K]) starting() float64 {
	if !s.presumptions.reliable() {
		return 0
	}
	return s.first.turns() * s.endsPerSecond() * s.first.pulse.Seconds()
}

// soon reports whether a task has just started as it seems, or is expected to
// while first looks go on: the first look at it may wait until it has ended.
func (s *Schedule[K]) soon(it *item[K]) bool {
	switch {
	case !it.presumed.IsZero():
		return it.why != byPlace
	case s.front == nil:
		return false
	}
	d := it.seq - s.front.seq
	if s.presumptions.backward() {
		d = -d
	}
	return d > 0 && float64(d) < s.starting()
}

// nextLook returns the task to take a first look at now, and what that is
// worth; nil if there is none. A few looks are for the place where the queue
// stands, since the tasks that run there are what a user wants to see first,
// and what must not wait; then come the rows on the screen, which are worth a
// request but no more, and then the middle of a span.
func (s *Schedule[K]) nextLook() (it *item[K], worth float64) {
	f := &s.first
	f.chosen, f.searching = nil, false
	if f.left == 0 {
		return nil, 0
	}
	if f.borders < mostBorders {
		it, _ = s.middle(f.edge)
		if f.searching = f.chosen != nil; f.searching {
			return it, 1
		}
	}
	for _, k := range s.inView {
		if it := s.items[k]; it != nil && !it.looked && it.mayBeAsked(s) {
			f.chosen = nil
			return it, onScreen * leastWorth
		}
	}
	return s.middle(f.best)
}

// middle returns the task in the middle of the best span, and what a look at it
// is worth.
func (s *Schedule[K]) middle(best func() (*span, float64)) (it *item[K], worth float64) {
	f := &s.first
	f.chosen = nil
	for {
		sp, worth := best()
		if sp == nil {
			return f.last(s), 0
		}
		mid := (sp.lo + sp.hi) / 2
		it := f.order[mid]
		switch {
		case it == nil, it.looked, !it.mayBeAsked(s): // put brings it back when it has rested
		case s.soon(it):
			f.later = append(f.later, it)
		default:
			f.chosen = sp
			return it, worth
		}
		f.split(sp, mid)
	}
}

// last returns a task whose first look was to wait, nil if there is none.
func (f *firstLook[K]) last(s *Schedule[K]) *item[K] {
	for n := len(f.later); n > 0; n-- {
		it := f.later[n-1]
		if !it.looked && it.mayBeAsked(s) {
			return it
		}
		f.later = f.later[:n-1]
	}
	return nil
}

// best returns the span in which a first look is worth most, the largest of its
// kind: first where there may be a border, and then where tasks have most
// likely ended or started.
func (f *firstLook[K]) best() (best *span, most float64) {
	for k := range spanKinds {
		sp := f.heaps[k].first()
		if sp == nil {
			continue
		}
		worth := (f.found[k].changes + firstTrust*k.guess()) / (f.found[k].exposure + firstTrust)
		if k.border() {
			worth++
		}
		if best == nil || worth > most || worth == most && sp.before(best) {
			best, most = sp, worth
		}
	}
	return best, most
}

// edge returns the largest span between tasks that have started and tasks that
// wait, or the whole list while no look was taken; nil if there is none.
func (f *firstLook[K]) edge() (*span, float64) {
	if f.borders == 0 {
		return f.best()
	}
	run, ended := f.heaps[kindOf(seenWait, seenRun)].first(), f.heaps[kindOf(seenWait, seenEnded)].first()
	if run == nil || ended != nil && ended.before(run) {
		return ended, 1
	}
	return run, 1
}

// begin takes a task that nextLook has named out of its span.
func (f *firstLook[K]) begin(it *item[K]) {
	f.owed--
	if sp := f.chosen; sp != nil {
		if f.searching {
			f.borders++
			f.asking = it
		}
		it.glanced, it.between = true, sp.kind
		f.split(sp, it.seq)
	}
}

// mayBeAsked reports whether the task waits for its turn: it is not being
// asked, and has rested.
func (it *item[K]) mayBeAsked(s *Schedule[K]) bool {
	return it.heap != nil && it.heap != &s.resting && it.heap != &s.scout.confirms
}

// NextFirst takes out a task about which nothing is known, or nothing since the
// last gap, if it is worth a request and may have ended: what stands between two
// tasks that run most likely runs, too. It is for requests that go out at once,
// which take nobody's turn.
func (s *Schedule[K]) NextFirst(now time.Time) (k K, ok bool) {
	s.wake(now)
	owed := s.first.owed
	it := s.suspect(now)
	if it == nil && s.first.asking != nil {
		return k, false // its answer tells where the next look is worth most
	}
	if it == nil {
		var worth float64
		it, worth = s.nextLook()
		if it == nil || worth < leastWorth || s.first.chosen.runs() {
			return k, false
		}
		s.first.begin(it)
	}
	k = s.take(it)
	s.first.owed = owed
	return k, true
}

// FirstLooksLeft returns about how many tasks nothing is known, or nothing since the
// last gap.
func (s *Schedule[K]) FirstLooksLeft() int { return s.first.left }

// noteGap notes that a turn can be had now. After a gap everything may have
// changed, and all tasks are looked at again.
func (s *Schedule[K]) noteGap(now time.Time) {
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
			f.seen[it.seq] = unseen
		}
	}
	slices.SortFunc(old, func(a, b *item[K]) int { return a.seq - b.seq })
	for _, it := range old {
		it.looked = false
		f.add(it)
	}
}
