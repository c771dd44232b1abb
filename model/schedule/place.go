package schedule

import "time"

// put puts a task where it waits for its turn.
func (s *Schedule[K]) put(it *item[K], now time.Time) {
	if it.out {
		return
	}
	if !it.arrived.IsZero() {
		s.confirm(it)
		return
	}
	if rested := s.rested(it); rested.After(now) {
		it.rank, it.lost = rested.UnixNano(), true
		s.enter(&s.resting, it)
		return
	}
	it.class = s.classOf(it, now)
	it.rank = it.last().UnixNano()
	switch {
	case it.class == earlierClass:
		it.rank = -it.presumed.UnixNano() // the more likely it runs still
	case !it.presumed.IsZero():
		it.rank = it.presumed.UnixNano()
	}
	s.enter(&s.ready[it.class][it.kind()], it)
	if !it.looked && it.lost {
		s.first.putBack(it)
	}
	it.lost = false
}

// enter puts a task into a heap. What it tells about others may have put it
// into one already: it is in one only.
func (s *Schedule[K]) enter(h *heap[*item[K]], it *item[K]) {
	s.leave(it)
	it.heap = h
	h.push(it)
}

func (s *Schedule[K]) leave(it *item[K]) {
	if it.heap != nil {
		it.heap.remove(it)
		it.heap = nil
	}
}

// unqueue takes a task out of the queue. started reports whether its neighbours
// may be next.
func (s *Schedule[K]) unqueue(it *item[K], started bool) {
	if it.node.in {
		it.beside = [2]*item[K]{it.node.next, it.node.prev}
		s.queue.remove(it, started)
		s.live = started && !it.asked.IsZero()
	}
}

// reclassify puts the tasks near a place of the queue where something happened
// into the classes they belong to now.
func (s *Schedule[K]) reclassify(now time.Time) {
	for _, it := range s.queue.touched {
		turned := s.live && !it.live
		it.moved, it.live = now, it.live || s.live
		if it.heap == nil {
			continue
		}
		if turned || it.heap == &s.resting || s.classOf(it, now) != it.class {
			s.leave(it)
			s.put(it, now)
		}
	}
	s.queue.touched, s.live = s.queue.touched[:0], false
}

// The kinds of tasks of one class: each is a heap of its own.
const (
	plain = iota
	shown
	plainUnasked // from here on nothing is known about them
	shownUnasked
	kinds
)

func (it *item[K]) kind() int { return b2i(it.shown) + 2*b2i(it.first()) }

// first reports whether nothing is known about the task, not even that its
// neighbours have just started.
func (it *item[K]) first() bool {
	return !it.looked && it.asked.IsZero() && !it.live && it.presumed.IsZero()
}
