package schedule

// heap is a min-heap of items by key2 that can give up any of them. The
// standard library's heap does the same by way of an interface, at several
// times the cost.
type heap[K comparable] struct{ items []*item[K] }

func (h *heap[K]) first() *item[K] {
	if len(h.items) == 0 {
		return nil
	}
	return h.items[0]
}

func (h *heap[K]) push(it *item[K]) {
	it.heap, it.at = h, len(h.items)
	h.items = append(h.items, it)
	h.up(it.at)
}

func (h *heap[K]) remove(it *item[K]) {
	at, last := it.at, len(h.items)-1
	h.swap(at, last)
	h.items[last] = nil
	h.items = h.items[:last]
	it.heap = nil
	if at < last {
		h.down(at)
		h.up(at)
	}
}

// before orders by time, then as added.
func before[K comparable](a, b *item[K]) bool {
	return a.key2 < b.key2 || a.key2 == b.key2 && a.seq < b.seq
}

func (h *heap[K]) swap(i, j int) {
	h.items[i], h.items[j] = h.items[j], h.items[i]
	h.items[i].at, h.items[j].at = i, j
}

func (h *heap[K]) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !before(h.items[i], h.items[parent]) {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h *heap[K]) down(i int) {
	for {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(h.items) && before(h.items[child], h.items[least]) {
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
