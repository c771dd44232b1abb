package schedule

import (
	"slices"
	"time"
)

const (
	// mostSearched is how many tasks one search tells of.
	mostSearched = 100

	searchPart  = 0.2              // of the requests may be searches, apart from passes
	mostCredit  = 3                // searches that may be saved up
	passAt      = 25               // tasks never searched for that are worth a search whatever else is to do
	explore     = 30 * time.Second // until one search that is not expected to be worth it, to learn whether it is; doubled while it shows nothing
	exploreMost = 16               // times explore
	searchFades = 50               // searches after which what one has taught has faded to a third
	unfoundMost = 2                // searches in a row that do not find a task, then it is searched for no more
)

// Sighting is what a search told about a task.
type Sighting int

// The sightings.
const (
	Unfound Sighting = iota // nothing: the search does not know it
	Astray                  // it is not where it is to be in the end
	Arrived                 // it is
)

// scout decides when to search rather than to check. A search tells about many
// tasks whether they have arrived where they are to be in the end. That is not
// their end, which only a check tells; but those that have arrived can be asked
// last, and those that have not, among others that have, are asked first.
type scout[K comparable] struct {
	off      bool
	line     []*item[K]    // what can be searched for, and what no longer can; the one searched longest ago first
	fresh    int           // of them, never searched for
	credit   float64       // searches that may be made now
	last     time.Time     // a search
	vain     time.Duration // times explore, until the next search that is not expected to be worth it
	lag      lag
	running  estimate       // arrivals of running tasks that searches showed, over what the run times let expect
	others   estimate       // arrivals of other tasks, over the seconds since they were searched for
	confirms heap[*item[K]] // arrived, and to be asked, by when
	suspects suspects[K]
}

func newScout[K comparable]() scout[K] {
	return scout[K]{credit: 1, vain: 4, running: estimate{0.15, 0.5}, others: estimate{0.1, 500}}
}

// Locate says that a search can find the task, which was added before.
func (s *Schedule[K]) Locate(k K) {
	it := s.items[k]
	if it == nil || it.located {
		return
	}
	it.located = true
	s.scout.line = append(s.scout.line, it)
	s.scout.fresh++
}

// NoSearch says that searches are not possible from now on.
func (s *Schedule[K]) NoSearch() { s.scout.off = true }

// PassDue reports whether there are tasks that were never searched for; searching
// for them goes before everything else.
func (s *Schedule[K]) PassDue() bool { return !s.scout.off && s.scout.fresh >= passAt }

// NextSearch takes out the tasks to search for now, nil if a check is worth
// more. They come back with Searched or Unsearched.
func (s *Schedule[K]) NextSearch(now time.Time) []K {
	f := &s.scout
	if f.off || !s.PassDue() && f.credit < 1 {
		return nil
	}
	batch := f.batch(s, now)
	if len(batch) == 0 || !s.PassDue() && now.Sub(f.last) < explore*f.vain && s.worthOf(batch, now) <= s.worthOfCheck(now) {
		return nil
	}
	f.credit = max(0, f.credit-1)
	f.last = now
	keys := make([]K, 0, len(batch))
	for _, it := range batch {
		it.sought = true
		keys = append(keys, it.key)
	}
	return keys
}

// asked counts a check.
func (f *scout[K]) asked() {
	f.credit = min(mostCredit, f.credit+searchPart/(1-searchPart))
}

// forget takes a task out that has ended or is not watched any more.
func (f *scout[K]) forget(it *item[K]) {
	if it.located && it.searched.IsZero() {
		f.fresh--
	}
}

// batch returns what one search would be for: the tasks that run, and those
// that were searched for longest ago.
func (f *scout[K]) batch(s *Schedule[K], now time.Time) []*item[K] {
	f.line = slices.DeleteFunc(f.line, func(it *item[K]) bool {
		return s.items[it.key] != it || !it.arrived.IsZero() || it.unfound >= unfoundMost
	})
	var batch, rest []*item[K]
	pass := s.PassDue()
	for _, it := range f.line {
		switch {
		case it.sought || !pass && now.Sub(it.searched) < s.rules.Spacing/2:
		case pass && !it.searched.IsZero():
		case !pass && (it.phase == Running || !it.presumed.IsZero()):
			batch = append(batch, it)
		case len(rest) < mostSearched:
			rest = append(rest, it)
		}
		if len(batch) == mostSearched || pass && len(rest) == mostSearched {
			break
		}
	}
	return append(batch, rest[:min(len(rest), mostSearched-len(batch))]...)
}

// expected returns how likely it is that a search finds that a task has
// arrived, added up over the time that neither the last search nor the last
// check has told of; that time; and by which estimate. A search tells about a
// moment that is past by the lag.
func (s *Schedule[K]) expected(it *item[K], now time.Time) (sum float64, unknown time.Duration, by *estimate) {
	f := &s.scout
	lag := max(0, f.lag.mean)
	from, to := later(it.searched.Add(-lag), it.last()), now.Add(-lag)
	if !to.After(from) {
		from = to
	}
	switch {
	case it.phase == Running:
		return s.lives.between(from.Sub(it.since), to.Sub(it.since)), to.Sub(from), &f.running
	case !it.presumed.IsZero():
		sum = s.lives.between(from.Sub(it.presumed), to.Sub(it.presumed))
		return sum, to.Sub(later(from, it.presumed)), &f.running
	}
	return to.Sub(from).Seconds(), to.Sub(from), &f.others
}

// worthOf returns what a search is worth, as [urgency] has it.
func (s *Schedule[K]) worthOf(batch []*item[K], now time.Time) float64 {
	worth := 0.0
	for _, it := range batch {
		sum, unknown, by := s.expected(it, now)
		if y := by.rate(); sum > 0 && y > 0 {
			worth += urgency(y*sum, unknown)
		}
	}
	return worth
}

// worthOfCheck returns what the next check is worth.
func (s *Schedule[K]) worthOfCheck(now time.Time) float64 {
	s.wake(now)
	worth := 0.0
	if best := s.highest(now).asked; best != nil {
		worth = best.score
	}
	_, look := s.nextLook()
	return max(worth, look)
}

// Unsearched puts back the tasks of a failed search.
func (s *Schedule[K]) Unsearched(keys []K) {
	for _, k := range keys {
		if it := s.items[k]; it != nil {
			it.sought = false
		}
	}
}

// Searched records the result of a search. found is in the order of keys.
func (s *Schedule[K]) Searched(keys []K, found []Sighting, now time.Time) {
	f := &s.scout
	var shown, hoped [2]float64
	for i, k := range keys {
		it := s.items[k]
		if it == nil || !it.sought {
			continue
		}
		it.sought = false
		first := it.searched.IsZero()
		f.fresh -= b2i(first)
		arrived := found[i] == Arrived && it.arrived.IsZero()
		if sum, _, by := s.expected(it, now); !first {
			which := b2i(by == &f.others)
			hoped[which] += sum
			shown[which] += float64(b2i(arrived))
		}
		if it.unfound++; found[i] != Unfound {
			it.unfound = 0
		}
		if arrived {
			s.arrive(it, now)
		}
		it.searched, it.sighted = now, found[i]
	}
	if f.vain = min(2*f.vain, exploreMost); shown != [2]float64{} {
		f.vain = 1
	}
	f.running.add(shown[0], hoped[0], searchFades)
	f.others.add(shown[1], hoped[1], searchFades)
	f.line = rotate(f.line)
	f.suspects.old = true
}

// rotate puts those last that were searched for last.
func rotate[K comparable](line []*item[K]) []*item[K] {
	slices.SortStableFunc(line, func(a, b *item[K]) int { return a.searched.Compare(b.searched) })
	return line
}

// arrive notes that a task has arrived: it is taken to have ended, and is asked
// when there is nothing better to do. Where an earlier search did not show it, the
// next task of the queue is presumed to run, as after an end.
func (s *Schedule[K]) arrive(it *item[K], now time.Time) {
	s.first.record(it, seenEnded)
	s.leave(it)
	s.unqueue(it, true)
	if !it.presumed.IsZero() {
		s.presumptions.right[it.why].count(true, 1, judged)
		s.unpresume(it)
	}
	s.running -= b2i(it.phase == Running)
	it.phase, it.arrived = Waiting, now
	s.put(it, now)
	s.reclassify(now)
	if it.searched.IsZero() {
		return // it may have ended long ago
	}
	it.appeared = it.searched.Add(now.Sub(it.searched) / 2)
	if ended := it.appeared.Add(-s.scout.lag.mean); !s.explained(ended) {
		s.presume(s.next(it), ended, byEnd, now)
	}
}

// lag is how long after the end of a task a search shows that it has arrived, of
// late. It is negative where folders move before their tasks end.
type lag struct {
	mean time.Duration
	n    int // arrivals that tell
}

// lagOver is how many arrivals the lag is the average of.
const lagOver = 16

func (l *lag) learn(d time.Duration) {
	l.n++
	l.mean += (d - l.mean) / time.Duration(min(l.n, lagOver))
}

// confirm puts a task that has arrived among those to be asked when there is
// nothing better to do.
func (s *Schedule[K]) confirm(it *item[K]) {
	at := later(it.arrived.Add(max(0, -s.scout.lag.mean)), it.failedTo)
	if !it.asked.IsZero() {
		at = later(at, it.asked.Add(s.rules.Spacing))
	}
	it.rank = at.UnixNano()
	s.enter(&s.scout.confirms, it)
}

// confirmation returns the task that has arrived and may be asked, nil if there
// is none.
func (s *Schedule[K]) confirmation(now time.Time) *item[K] {
	if it := s.scout.confirms.first(); it != nil && it.rank <= now.UnixNano() {
		return it
	}
	return nil
}
