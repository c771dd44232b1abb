package cause

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// group is the traces of one cause, in the order of time.
type group struct {
	of     *sentence // the words that it has
	text   string    // the signature in one string, to sort by
	traces []*trace

	inserted int       // how many were put in their place since all were in order
	loose    bool      // they are not in order
	last     time.Time // the latest trace.last; zero when it is to be found
	cause    *Cause    // nil when something changed
	spread   []Spread  // nil when something changed
}

// maxInserted is how many traces are inserted one by one. If more come before
// the next query, all are sorted at once.
const maxInserted = 8

// earlier orders traces by time and then by task.
func earlier(a, b *trace) int {
	return cmp.Or(a.at.Compare(b.at), strings.Compare(string(a.id), string(b.id)))
}

func (gr *group) insert(tr *trace) {
	gr.changed()
	if !gr.last.IsZero() && tr.last.After(gr.last) {
		gr.last = tr.last
	}
	n := len(gr.traces)
	switch {
	case n == 0 || gr.loose || earlier(gr.traces[n-1], tr) < 0:
		gr.traces = append(gr.traces, tr)
	case gr.inserted < maxInserted:
		gr.inserted++
		i, _ := slices.BinarySearchFunc(gr.traces, tr, earlier)
		gr.traces = slices.Insert(gr.traces, i, tr)
	default:
		gr.loose = true
		gr.traces = append(gr.traces, tr)
	}
}

func (gr *group) remove(tr *trace) {
	i := gr.find(tr)
	if i < 0 {
		return
	}
	gr.changed()
	if !tr.last.Before(gr.last) {
		gr.last = time.Time{}
	}
	gr.traces = slices.Delete(gr.traces, i, i+1)
}

// replace replaces the trace of the same task.
func (gr *group) replace(old, tr *trace) {
	gr.changed()
	gr.traces[gr.find(old)] = tr
	gr.last = time.Time{}
}

// same reports whether two traces of a task are in the same place.
func (tr *trace) same(other *trace) bool { return tr.group == other.group && tr.at.Equal(other.at) }

func (gr *group) find(tr *trace) int {
	if gr.loose {
		return slices.Index(gr.traces, tr)
	}
	i, _ := slices.BinarySearchFunc(gr.traces, tr, earlier)
	return i
}

func (gr *group) changed() { gr.cause, gr.spread = nil, nil }

// settle sorts the traces.
func (gr *group) settle() {
	if gr.loose {
		slices.SortFunc(gr.traces, earlier)
	}
	gr.loose, gr.inserted = false, 0
	if gr.last.IsZero() {
		for _, tr := range gr.traces {
			if tr.last.After(gr.last) {
				gr.last = tr.last
			}
		}
	}
}

// summary returns the cause that the group stands for.
func (gr *group) summary() *Cause {
	if gr.cause != nil {
		return gr.cause
	}
	gr.settle()
	first := gr.first()
	masked := first.sentence.title(first.skeleton)
	gr.cause = &Cause{
		ID: gr.of.id, Signature: gr.of.sig, Tasks: len(gr.traces),
		FirstSeen: first.at, LastSeen: gr.last,
		Sample: first.message, SampleTask: first.id, masked: masked, folded: fold(masked), nested: first.nested,
	}
	return gr.cause
}

// first returns the earliest trace that has the words of the group itself, not
// of a case of it.
func (gr *group) first() *trace {
	for _, tr := range gr.traces {
		if tr.sentence == gr.of {
			return tr
		}
	}
	return gr.traces[0]
}
