package schedule

import (
	"slices"
	"time"
)

// Want puts a task before all others, whenever it was last checked.
func (s *Schedule[K]) Want(k K) { s.wanted = append(s.wanted, k) }

// WantFirst is Want for a task to be asked before all others.
func (s *Schedule[K]) WantFirst(k K) { s.wanted = slices.Insert(s.wanted, 0, k) }

// Wanted returns how many wanted tasks have not been checked yet.
func (s *Schedule[K]) Wanted() int { return len(s.wanted) }

// Awaited returns how many tasks a user waits to see: those that are wanted or
// were not looked at. A task that is both counts once.
func (s *Schedule[K]) Awaited() int {
	n := s.first.left
	for _, k := range s.wanted {
		if it := s.items[k]; it == nil || it.looked {
			n++
		}
	}
	return n
}

// Show tells which tasks are on the screen; they are checked sooner.
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
	if !it.out {
		s.leave(it)
		s.put(it, now)
	}
}

// NextWanted takes out the next wanted task.
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
