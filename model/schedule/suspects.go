package schedule

import (
	"slices"
	"time"
)

const (
	neighbors    = 16          // tasks on either side in the list that tell about one
	suspectPart  = 0.75        // of them that have arrived make it suspect that it has not
	suspectTurns = 0.75        // of the turns are for suspects
	suspectEvery = time.Second // between two looks at the list
)

// suspects are the tasks that have not arrived while most around them have: they
// have failed, or a search cannot show them. Those that a search showed somewhere
// else come first.
type suspects[K comparable] struct {
	next []*item[K]
	old  bool      // something was learned since they were found
	at   time.Time // when they were
	owed float64   // turns
}

// suspect returns the next of them that may be asked, nil if there is none.
func (s *Schedule[K]) suspect(now time.Time) *item[K] {
	f := &s.scout.suspects
	if f.old && now.Sub(f.at) >= suspectEvery {
		f.next, f.old, f.at = s.findSuspects(), false, now
	}
	for len(f.next) > 0 {
		it := f.next[0]
		if s.items[it.key] == it && it.suspicious() && it.mayBeAsked(s) {
			return it
		}
		f.next = f.next[1:]
	}
	return nil
}

// turn reports whether the next turn is for a suspect.
func (f *suspects[K]) turn() bool {
	if f.owed += suspectTurns; f.owed >= 1 {
		f.owed--
		return true
	}
	return false
}

// suspicious reports whether a task may be a suspect: it was searched for, has
// not arrived, was not asked since, and is not known to run.
func (it *item[K]) suspicious() bool {
	return it.located && it.arrived.IsZero() && !it.searched.IsZero() && it.asked.Before(it.searched) && it.phase != Running && it.presumed.IsZero() && !it.suspected
}

// findSuspects looks at the whole list.
func (s *Schedule[K]) findSuspects() []*item[K] {
	order := s.first.order
	arrived := make([]int, len(order)+1) // of the tasks before each
	for i, it := range order {
		arrived[i+1] = arrived[i] + b2i(it == nil || !it.arrived.IsZero())
	}
	var found []*item[K]
	for i, it := range order {
		if it == nil || !it.suspicious() {
			continue
		}
		from, to := max(0, i-neighbors), min(len(order), i+neighbors+1)
		if float64(arrived[to]-arrived[from]) >= suspectPart*float64(to-from-1) && to-from > neighbors/2 {
			found = append(found, it)
		}
	}
	slices.SortStableFunc(found, func(a, b *item[K]) int { return int(b.sighted) - int(a.sighted) })
	return found
}
