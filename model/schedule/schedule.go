package schedule

import (
	"slices"
	"time"
)

// Phase is what the last answer said, as far as it matters for asking again.
type Phase int

// The phases of a task that can still change.
const (
	Unasked Phase = iota // nothing is known yet
	Waiting              // in HubSpot's queue
	Running              // HubSpot works on it, or may
)

// Rules are the politeness rules. The zero value has none.
type Rules struct {
	Spacing time.Duration // between two checks of a task, at least
	Part    float64       // of the time in a phase that passes between two checks
	Longest time.Duration // that Part asks for, of a task that runs or is on the screen
}

// Polite is what hubwatch keeps to: you learn of a change within 5 % of how
// long it took, and more requests than that buy nothing.
var Polite = Rules{Spacing: 2 * time.Second, Part: 0.05, Longest: time.Minute}

// Schedule orders the tasks that may be asked. K names a task. It is not safe
// for concurrent use.
type Schedule[K comparable] struct {
	rules   Rules
	items   map[K]*item[K]
	queue   queue[K]                // the waiting tasks, in the order they were requested
	ready   [classes][kinds]heap[K] // may be asked now, by when they were asked
	resting heap[K]                 // may be asked later, by when
	hazards hazards
	lives   lifetimes
	presumptions
	front    *item[K] // the last one that was presumed to have started
	running  int      // tasks that run
	wanted   []K      // a person wants these first, in order
	shown    map[K]bool
	inView   []K // the same, from top to bottom
	first    firstLook[K]
	search   search[K]
	scout    scout[K]
	asks     pulse         // checks, first looks apart
	proof    float64       // turns saved up for the task asked longest ago
	idle     bool          // no task was worth a request
	interval time.Duration // between two checks of a running task, of late
	live     bool          // the queue moves because a task was seen to start
}

// item is one task.
type item[K comparable] struct {
	key       K
	phase     Phase
	class     class
	since     time.Time // of the phase
	requested time.Time // zero: unknown
	asked     time.Time // zero: never
	added     time.Time
	moved     time.Time // when a task close to it in the queue has last started
	live      bool      // one was seen to start
	looked    bool      // asked since it was added, or since the last gap
	failedTo  time.Time // not asked before, because checks fail
	node      node[K]
	beside    [2]*item[K] // when it has left the queue: its neighbors then, behind and before it
	presumed  time.Time   // since when it runs, as far as can be told; zero: it is not presumed to
	why       presumption
	heap      *heap[K]
	at        int     // in heap
	key2      int64   // what the heap is ordered by: nanoseconds
	seq       int     // as added
	score     float64 // when it was last looked at
	shown     bool
	out       bool // being asked
	lost      bool // its place in the order of first looks

	located   bool // a search can tell of it
	sought    bool // one that is under way will
	suspected bool // it was asked because it had not arrived while others had
	sighted   Sighting
	searched  time.Time // when one last told
	arrived   time.Time // zero: not, as far as known
	appeared  time.Time // about when a search would first have shown that; zero: unknown
	unfound   int       // searches in a row that did not find it
}

// New makes an empty schedule.
func New[K comparable](rules Rules) *Schedule[K] {
	return &Schedule[K]{rules: rules, items: map[K]*item[K]{}, hazards: newHazards(), lives: newLifetimes(), presumptions: newPresumptions(), scout: newScout[K]()}
}

// Len is how many tasks can be asked, now or later.
func (s *Schedule[K]) Len() int { return len(s.items) }

// Add puts a task at the end of the queue. A task that is there already stays
// as it is.
func (s *Schedule[K]) Add(k K, now time.Time) {
	if s.items[k] != nil {
		return
	}
	it := &item[K]{key: k, seq: len(s.search.order), added: now, since: now, shown: s.shown[k]}
	s.items[k] = it
	s.search.add(k)
	s.first.add(it)
	s.queue.append(it)
	s.place(it, now)
	s.reclass(now)
}

// Put is Add for a task of which something is known already, from asked on.
// Nothing is learned from it.
func (s *Schedule[K]) Put(k K, phase Phase, requested, since, asked time.Time) {
	s.Add(k, asked)
	it := s.items[k]
	s.set(it, phase, requested, since, asked)
	s.first.previous = time.Time{} // what is known may be old
}

// Remove forgets a task: it has ended, or is not watched any more.
func (s *Schedule[K]) Remove(k K, now time.Time) {
	it := s.items[k]
	if it == nil {
		return
	}
	s.search.drop(k)
	s.first.done(it)
	s.scout.forget(it)
	delete(s.items, k)
	s.running -= b2i(it.phase == Running)
	s.leave(it)
	s.unqueue(it, false)
	s.reclass(now)
}

// Answer notes what a check said of a task that can still change.
func (s *Schedule[K]) Answer(k K, phase Phase, requested, since, now time.Time) {
	it := s.items[k]
	if it == nil {
		return
	}
	surprise := phase == Running && it.phase != Running && it.presumed.IsZero() && !it.asked.IsZero() && it.arrived.IsZero()
	s.learn(it, phase != Waiting && it.phase != Running, since, now)
	s.search.answer(k, phase != Waiting)
	s.set(it, phase, requested, since, now)
	if surprise {
		s.presume(s.next(it), it.since, byStart, now)
	}
}

// set puts a task where it belongs with what is known of it now.
func (s *Schedule[K]) set(it *item[K], phase Phase, requested, since, now time.Time) {
	s.first.done(it)
	s.leave(it)
	if it.phase != Running && phase == Running {
		s.started(it, since, now)
	} else if phase == Waiting {
		s.waits(it)
	}
	if phase == Running {
		s.unqueue(it, true)
	}
	s.running += b2i(phase == Running) - b2i(it.phase == Running)
	if !it.arrived.IsZero() { // before its end: searches do not tell of that
		it.arrived, it.appeared, it.unfound = time.Time{}, time.Time{}, unfoundMost
	}
	it.phase, it.asked, it.out, it.failedTo = phase, now, false, time.Time{}
	it.since = now
	if !since.IsZero() && since.Before(now) {
		it.since = since
	}
	if phase == Waiting {
		if !it.node.in {
			s.queue.append(it)
		}
		s.queue.requested(it, requested)
	}
	s.place(it, now)
	s.reclass(now)
}

// Ended notes that a check found the end of a task, and forgets it. started and
// ended are when that was, the zero time if it is not known.
func (s *Schedule[K]) Ended(k K, started, ended, now time.Time) {
	it := s.items[k]
	if it == nil {
		return
	}
	changed := started
	if it.phase == Running {
		changed = ended
	}
	s.learn(it, true, changed, now)
	s.ended(it, started, ended, now)
	arrived := !it.arrived.IsZero()
	if !it.appeared.IsZero() && !ended.IsZero() {
		s.scout.lag.learn(it.appeared.Sub(ended))
	}
	if it.phase != Running && !arrived {
		s.started(it, started, now)
	}
	s.search.answer(k, true)
	s.first.done(it)
	s.scout.forget(it)
	delete(s.items, k)
	s.running -= b2i(it.phase == Running)
	s.leave(it)
	s.unqueue(it, true)
	s.reclass(now)
	if ended.IsZero() || ended.After(now) {
		ended = now
	}
	if !ended.Before(it.added) && !arrived {
		s.first.foundEnd(now)
	}
	if !arrived && !s.explained(ended) {
		s.presume(s.next(it), ended, byEnd, now)
	}
}

// ended counts how long a task ran.
func (s *Schedule[K]) ended(it *item[K], started, ended, now time.Time) {
	if started.IsZero() || ended.Before(started) {
		return
	}
	known := started
	if it.phase == Running && it.asked.After(started) {
		known = it.asked
	}
	s.lives.lived(known.Sub(started), max(known.Sub(started), ended.Sub(started)), true)
}

// Failed notes that a check taught nothing; the task is not asked again before
// until.
func (s *Schedule[K]) Failed(k K, until, now time.Time) {
	if it := s.items[k]; it != nil {
		s.first.done(it)
		s.Again(k, until, now)
	}
}

// Again is Failed for a check that did not take place.
func (s *Schedule[K]) Again(k K, until, now time.Time) {
	if it := s.items[k]; it != nil {
		s.search.drop(k)
		s.leave(it)
		it.out, it.failedTo = false, until
		s.place(it, now)
	}
}

// Want puts a task before all others, whenever it was asked.
func (s *Schedule[K]) Want(k K) { s.wanted = append(s.wanted, k) }

// Show says which tasks are on the screen. They are asked sooner.
func (s *Schedule[K]) Show(keys []K, now time.Time) {
	if slices.Equal(keys, s.inView) {
		return
	}
	s.inView = slices.Clone(keys)
	shown := make(map[K]bool, len(keys))
	for _, k := range keys {
		shown[k] = true
	}
	for k := range s.shown {
		if !shown[k] {
			s.show(k, false, now)
		}
	}
	for k := range shown {
		if !s.shown[k] {
			s.show(k, true, now)
		}
	}
	s.shown = shown
}

func (s *Schedule[K]) show(k K, on bool, now time.Time) {
	it := s.items[k]
	if it == nil || it.shown == on {
		return
	}
	it.shown = on
	if on && !it.looked {
		s.first.pushTo(1, it)
	}
	if !it.out {
		s.leave(it)
		s.place(it, now)
	}
}

// NextWanted takes out the next task that a person wants.
func (s *Schedule[K]) NextWanted() (k K, ok bool) {
	for len(s.wanted) > 0 {
		k, s.wanted = s.wanted[0], s.wanted[1:]
		it := s.items[k]
		if it != nil && it.out {
			continue // it is being asked
		}
		if it != nil {
			s.take(it)
		}
		return k, true
	}
	return k, false
}

// last is when the task was asked, or added if it never was.
func (it *item[K]) last() time.Time {
	if it.asked.IsZero() {
		return it.added
	}
	return it.asked
}

// learn counts what a check of a task found, for its class. Where it is known
// when the answer changed only the time until then counts, and nothing at all
// if that was before the task was added.
func (s *Schedule[K]) learn(it *item[K], changed bool, changedAt, now time.Time) {
	switch {
	case !it.arrived.IsZero():
		return // it was known before
	case it.asked.IsZero():
		s.first.answered(changed && changedAt.Before(it.added))
	case it.phase == Running:
		s.paced(now.Sub(it.asked))
	}
	if it.phase == Running {
		if !changed {
			s.lives.lived(it.asked.Sub(it.since), now.Sub(it.since), false)
		}
		return
	}
	if !it.presumed.IsZero() {
		return // it is the presumption that is tested
	}
	if !changed || changedAt.IsZero() || changedAt.After(now) || it.class == backlogClass {
		changedAt = now
	}
	if it.asked.IsZero() && changedAt.Before(it.added) {
		return
	}
	s.hazards.count(it.class, changed, changedAt.Sub(it.last()))
}

// place puts a task where it waits for its turn.
func (s *Schedule[K]) place(it *item[K], now time.Time) {
	if it.out {
		return
	}
	if !it.arrived.IsZero() {
		s.confirm(it)
		return
	}
	if rested := s.rested(it); rested.After(now) {
		it.key2, it.lost = rested.UnixNano(), true
		s.resting.push(it)
		return
	}
	it.class = s.classOf(it, now)
	it.key2 = it.last().UnixNano()
	if it.class == presumedClass {
		it.key2 = it.presumed.UnixNano()
	}
	s.ready[it.class][it.kind()].push(it)
	if !it.looked && it.lost {
		s.first.push(it)
	}
	it.lost = false
}

// rested is when the rules allow to ask the task again.
func (s *Schedule[K]) rested(it *item[K]) time.Time {
	if it.asked.IsZero() {
		return it.failedTo
	}
	if !it.presumed.IsZero() {
		return later(it.failedTo, it.asked.Add(s.rules.Spacing))
	}
	rested := it.asked.Add(s.rules.rest(it.shown || it.phase == Running, it.asked.Sub(it.standing())))
	return later(it.failedTo, rested)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// standing is since when nothing has moved here: in the queue, how long it has
// stood still counts.
func (it *item[K]) standing() time.Time {
	if it.phase == Waiting && it.moved.After(it.since) {
		return it.moved
	}
	return it.since
}

// rest is how long a task is left alone that has been in its phase for age.
func (r *Rules) rest(closely bool, age time.Duration) time.Duration {
	rest := time.Duration(r.Part * float64(age))
	if closely {
		rest = min(rest, r.Longest)
	}
	return max(r.Spacing, rest)
}

// wake moves the tasks that have rested to those that may be asked.
func (s *Schedule[K]) wake(now time.Time) {
	s.startle(now)
	for it := s.resting.first(); it != nil && it.key2 <= now.UnixNano(); it = s.resting.first() {
		s.leave(it)
		s.place(it, now)
	}
}

func (s *Schedule[K]) leave(it *item[K]) {
	if it.heap != nil {
		it.heap.remove(it)
	}
}

// unqueue takes a task out of the queue. started tells whether its neighbours
// may be next.
func (s *Schedule[K]) unqueue(it *item[K], started bool) {
	if it.node.in {
		it.beside = [2]*item[K]{it.node.next, it.node.prev}
		s.queue.remove(it, started)
		s.live = started && !it.asked.IsZero()
	}
}

// reclass puts the tasks near a place of the queue where something happened
// into the classes they belong to now.
func (s *Schedule[K]) reclass(now time.Time) {
	for _, it := range s.queue.touched {
		turned := s.live && !it.live
		it.moved, it.live = now, it.live || s.live
		if it.heap == nil {
			continue
		}
		if turned || it.heap == &s.resting || s.classOf(it, now) != it.class {
			s.leave(it)
			s.place(it, now)
		}
	}
	s.queue.touched, s.live = s.queue.touched[:0], false
}

// The kinds of tasks of one class: each is a heap of its own.
const (
	plain = iota
	shown
	plainUnasked
	shownUnasked
	kinds
)

func (it *item[K]) kind() int { return b2i(it.shown) + 2*b2i(it.first()) }

// first tells whether nothing is known of the task, not even that its
// neighbours have just started.
func (it *item[K]) first() bool {
	return !it.looked && it.asked.IsZero() && !it.live && it.presumed.IsZero()
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
