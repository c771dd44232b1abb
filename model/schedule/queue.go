package schedule

import "time"

// reach is how far from a place where tasks start, in tasks, one is looked for
// to be next.
const reach = 32

// queue is the tasks that have not started, in the order they were requested.
// Where others between them have started there is a gap. A task close to a gap
// is likely to be next: at the first gap if HubSpot works in order, at the last
// one if it works backwards, at several for several batches at once.
type queue[K comparable] struct {
	head, tail *item[K]
	touched    []*item[K] // whose distance from a gap has changed
}

// node is a task's place in the queue.
type node[K comparable] struct {
	in         bool
	prev, next *item[K]
	gap        bool // tasks have started between prev and this one
	above      int  // distance from the gap before it, 1 is next to it; 0 is far
	below      int  // the same from the gap after it
}

func (q *queue[K]) append(it *item[K]) {
	it.node = node[K]{in: true, prev: q.tail}
	if q.tail == nil {
		q.head = it
	} else {
		q.tail.node.next = it
	}
	q.tail = it
	q.upward(it)
	if p := it.node.prev; p != nil && p.node.above != 0 && p.node.above < reach {
		it.node.above = p.node.above + 1
	}
	if it.node.prev == nil {
		it.node.above = 1
	}
}

// remove takes a task out. If it has started it leaves a gap.
func (q *queue[K]) remove(it *item[K], started bool) {
	n := it.node
	if n.prev == nil {
		q.head = n.next
	} else {
		n.prev.node.next = n.next
	}
	if n.next == nil {
		q.tail = n.prev
	} else {
		n.next.node.prev = n.prev
		n.next.node.gap = n.next.node.gap || n.gap || started
	}
	it.node = node[K]{}
	if n.next != nil {
		q.downward(n.next)
	}
	if n.prev != nil {
		q.upward(n.prev)
	}
}

// downward counts again from the gap before it, if there is one.
func (q *queue[K]) downward(it *item[K]) {
	if it.node.prev != nil && !it.node.gap {
		return
	}
	for d := 1; it != nil && d <= reach && (d == 1 || !it.node.gap); d++ {
		it.node.above = d
		q.touched = append(q.touched, it)
		it = it.node.next
	}
	if it != nil && !it.node.gap && it.node.above == reach {
		it.node.above = 0 // pushed out of reach
		q.touched = append(q.touched, it)
	}
}

// upward counts again from the gap after it, if there is one.
func (q *queue[K]) upward(it *item[K]) {
	if it.node.next != nil && !it.node.next.node.gap {
		return
	}
	for d := 1; it != nil && d <= reach; d++ {
		it.node.below = d
		q.touched = append(q.touched, it)
		if it.node.gap {
			return
		}
		it = it.node.prev
	}
	if it != nil && it.node.below == reach {
		it.node.below = 0 // pushed out of reach
		q.touched = append(q.touched, it)
	}
}

// requested notes when a task was requested, and moves it to its place in the
// order of requests if it stands elsewhere. Tasks of which that is not known
// stay where they were added.
func (q *queue[K]) requested(it *item[K], at time.Time) {
	if at.IsZero() || at.Equal(it.requested) {
		return
	}
	it.requested = at
	before, after := it.node.prev, it.node.next
	for before != nil && before.requested.After(at) {
		before = before.node.prev
	}
	if before != it.node.prev {
		q.move(it, before)
		return
	}
	for after != nil && !after.requested.IsZero() && after.requested.Before(at) {
		after = after.node.next
	}
	if after != it.node.next {
		if after == nil {
			q.move(it, q.tail)
		} else {
			q.move(it, after.node.prev)
		}
	}
}

// move puts a task behind another one; nil is the head.
func (q *queue[K]) move(it, behind *item[K]) {
	q.remove(it, false)
	if behind == q.tail {
		q.append(it)
		return
	}
	next := q.head
	if behind != nil {
		next = behind.node.next
	}
	it.node = node[K]{in: true, prev: behind, next: next}
	if behind == nil {
		q.head = it
	} else {
		behind.node.next = it
	}
	next.node.prev = it
	it.node.gap, next.node.gap = next.node.gap, false
	q.downward(it)
	q.upward(it)
}
