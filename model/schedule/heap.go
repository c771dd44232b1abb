package schedule

// ranked is what a heap holds: something that knows what it goes before, and
// keeps its place.
type ranked[T any] interface {
	before(T) bool
	place() *int
}

// heap is a min-heap that can give up any of its elements. The standard
// library's heap does the same by way of an interface, at several times the cost.
type heap[T ranked[T]] struct{ items []T }

// first returns the least element, the zero value if there is none.
func (h *heap[T]) first() (least T) {
	if len(h.items) > 0 {
		least = h.items[0]
	}
	return least
}

func (h *heap[T]) push(it T) {
	*it.place() = len(h.items)
	h.items = append(h.items, it)
	h.up(len(h.items) - 1)
}

func (h *heap[T]) remove(it T) {
	at, last := *it.place(), len(h.items)-1
	h.swap(at, last)
	var none T
	h.items[last] = none
	h.items = h.items[:last]
	if at < last {
		h.down(at)
		h.up(at)
	}
}

func (h *heap[T]) swap(i, j int) {
	h.items[i], h.items[j] = h.items[j], h.items[i]
	*h.items[i].place(), *h.items[j].place() = i, j
}

func (h *heap[T]) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h.items[i].before(h.items[parent]) {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h *heap[T]) down(i int) {
	for {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(h.items) && h.items[child].before(h.items[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		h.swap(i, least)
		i = least
	}
}
