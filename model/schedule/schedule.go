package schedule

import (
	"time"
)

// Phase is what the last answer said, as far as it matters for the next check.
type Phase int

// The phases of a task that can still change.
const (
	Unasked Phase = iota // nothing is known yet
	Waiting              // in HubSpot's queue
	Running              // HubSpot works on it, or may
)

// Schedule orders the tasks that may be checked. K names a task. It is not safe
// for concurrent use.
type Schedule[K comparable] struct {
	rules   Rules
	items   map[K]*item[K]
	queue   queue[K]                       // the waiting tasks, in the order they were requested
	ready   [classes][kinds]heap[*item[K]] // may be asked now, by when they were asked
	resting heap[*item[K]]                 // may be asked later, by when
	hazards hazards
	lives   lifetimes
	presumptions
	front    *item[K] // the last one that was presumed to have started
	running  int      // tasks that run
	presumed int      // tasks that are presumed to
	wanted   []K      // a user wants these first, in order
	shown    map[K]bool
	inView   []K // the same, from top to bottom
	first    firstLook[K]
	scout    scout[K]
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
	glanced   bool      // a first look at it, in the middle of a span, is under way
	between   spanKind  // of that span
	failedTo  time.Time // not asked before, because checks fail
	node      node[K]
	beside    [2]*item[K] // when it has left the queue: its neighbors then, behind and before it
	presumed  time.Time   // since when it runs, as far as can be told; zero: it is not presumed to
	why       presumption
	handed    time.Time // when the task has started that handed the end on of which that follows; zero: none has
	heap      *heap[*item[K]]
	at        int     // in heap
	rank      int64   // what the heap is ordered by: nanoseconds
	seq       int     // as added
	score     float64 // when it was last looked at
	shown     bool
	out       bool // being asked
	lost      bool // its place in the order of first looks

	located   bool // a search can tell about it
	sought    bool // one that is under way will
	suspected bool // it was asked because it had not arrived while others had
	sighted   Sighting
	searched  time.Time // when one last told
	arrived   time.Time // zero: not, as far as known
	appeared  time.Time // about when a search would first have shown that; zero: unknown
	unfound   int       // searches in a row that did not find it
}

// before orders by time, then as added.
func (it *item[K]) before(o *item[K]) bool {
	return it.rank < o.rank || it.rank == o.rank && it.seq < o.seq
}

func (it *item[K]) place() *int { return &it.at }

// New returns an empty schedule.
func New[K comparable](rules Rules) *Schedule[K] {
	return &Schedule[K]{rules: rules, items: map[K]*item[K]{}, hazards: newHazards(), lives: newLifetimes(), presumptions: newPresumptions(), scout: newScout[K]()}
}

// Len returns how many tasks can be checked, now or later.
func (s *Schedule[K]) Len() int { return len(s.items) }

// Add puts a task at the end of the queue. A task that is already there stays
// as it is.
func (s *Schedule[K]) Add(k K, now time.Time) {
	if s.items[k] != nil {
		return
	}
	it := &item[K]{key: k, seq: len(s.first.order), added: now, since: now, shown: s.shown[k]}
	s.items[k] = it
	s.first.append(it)
	s.queue.append(it)
	s.put(it, now)
	s.reclassify(now)
}

// AddKnown is Add for a task about which something has been known since asked.
// Nothing is learned from it.
func (s *Schedule[K]) AddKnown(k K, phase Phase, requested, since, asked time.Time) {
	s.Add(k, asked)
	it := s.items[k]
	s.first.skip(it, seenAs(phase))
	s.set(it, phase, requested, since, asked)
	s.first.previous = time.Time{} // what is known may be old
}

// Remove removes a task that has ended or is no longer watched.
func (s *Schedule[K]) Remove(k K, now time.Time) {
	it := s.items[k]
	if it == nil {
		return
	}
	s.first.remove(it)
	s.scout.forget(it)
	delete(s.items, k)
	s.running -= b2i(it.phase == Running)
	s.unpresume(it)
	s.leave(it)
	s.unqueue(it, false)
	s.reclassify(now)
}

// Answer records what a check said about a task that can still change.
func (s *Schedule[K]) Answer(k K, phase Phase, requested, since, now time.Time) {
	it := s.items[k]
	if it == nil {
		return
	}
	surprise := phase == Running && it.phase != Running && it.presumed.IsZero() && !it.asked.IsZero() && it.arrived.IsZero()
	s.learn(it, phase != Waiting && it.phase != Running, since, now)
	s.set(it, phase, requested, since, now)
	if surprise {
		s.presume(s.next(it), it.since, byStart, now)
	}
}

// set puts a task where it belongs with what is known about it now.
func (s *Schedule[K]) set(it *item[K], phase Phase, requested, since, now time.Time) {
	s.leave(it)
	begun := it.phase != Running && phase == Running
	if begun {
		s.started(it, since, now)
	} else if phase == Waiting {
		s.notStarted(it)
	}
	s.first.record(it, seenAs(phase))
	if phase == Running {
		s.unqueue(it, true)
	}
	s.running += b2i(phase == Running) - b2i(it.phase == Running)
	if !it.arrived.IsZero() { // before its end: searches do not tell of that
		it.arrived, it.appeared, it.unfound = time.Time{}, time.Time{}, unfoundMost
	}
	it.phase, it.asked, it.out, it.failedTo = phase, now, false, time.Time{}
	if it.since = now; !since.IsZero() && since.Before(now) {
		it.since = since
	}
	if begun && !since.IsZero() {
		s.lives.count(0, now.Sub(it.since), false)
	}
	if phase == Waiting {
		if !it.node.in {
			s.queue.append(it)
		}
		s.queue.requested(it, requested)
	}
	s.put(it, now)
	s.reclassify(now)
}

// Ended records that a check found the end of a task, and removes it. started
// and ended are when that was, the zero time if it is not known.
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
	s.first.record(it, seenEnded)
	s.first.remove(it)
	s.scout.forget(it)
	delete(s.items, k)
	s.running -= b2i(it.phase == Running)
	s.leave(it)
	s.unqueue(it, true)
	s.reclassify(now)
	if ended.IsZero() || ended.After(now) {
		ended = now
	}
	if !arrived && !ended.Before(it.added) && !s.explained(ended) {
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
	s.lives.count(known.Sub(started), max(known.Sub(started), ended.Sub(started)), true)
}

// Failed records that a check taught nothing; the task is not checked again
// before until.
func (s *Schedule[K]) Failed(k K, until, now time.Time) {
	if it := s.items[k]; it != nil {
		s.first.record(it, unseen)
		s.Postpone(k, until, now)
	}
}

// Postpone is Failed for a check that did not take place.
func (s *Schedule[K]) Postpone(k K, until, now time.Time) {
	if it := s.items[k]; it != nil {
		s.leave(it)
		if s.first.asking == it {
			s.first.asking = nil
		}
		it.out, it.glanced, it.failedTo = false, false, until
		s.put(it, now)
	}
}

// last returns when the task was asked, or added if it never was.
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
	if !it.arrived.IsZero() {
		return // it was known before
	}
	if it.phase == Running {
		s.noteInterval(now.Sub(it.asked))
		if !changed {
			s.lives.count(it.asked.Sub(it.since), now.Sub(it.since), false)
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

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
