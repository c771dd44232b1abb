package schedule

// sight is what a look at a task showed.
type sight byte

const (
	unseen    sight = iota // nothing yet
	seenWait               // it has not started
	seenRun                // it has, and goes on
	seenEnded              // it has ended
	sights    = iota
)

// brings returns what it is worth to have seen that.
func (s sight) brings() float64 {
	return [sights]float64{seenRun: 0.8, seenEnded: 1}[s]
}

// seenAs returns what is seen of a task in a phase.
func seenAs(p Phase) sight {
	if p == Running {
		return seenRun
	}
	return seenWait
}

// span is tasks in a row that were not looked at, between two that were. lo is
// the first of them, hi the one behind the last.
type span struct {
	lo, hi int
	kind   spanKind
	at     int // in the heap of its kind
}

func (s *span) place() *int { return &s.at }

// before has the largest span come first.
func (s *span) before(o *span) bool {
	a, b := s.hi-s.lo, o.hi-o.lo
	return a > b || a == b && s.lo < o.lo
}

// runs reports whether a span lies between two tasks that run.
func (s *span) runs() bool { return s != nil && s.lo > 0 && s.kind == kindOf(seenRun, seenRun) }

// spanKind is what was seen on either side of a span, the lesser sight first.
type spanKind int

const spanKinds = spanKind(sights * sights)

func kindOf(a, b sight) spanKind { return spanKind(min(a, b))*sights + spanKind(max(a, b)) }

// border reports whether a border between tasks that are in different states
// may lie in such a span, like the place up to which the queue has been worked
// off.
func (k spanKind) border() bool {
	a, b := sight(k/sights), sight(k%sights)
	return a != b && (a != unseen || b == seenWait)
}

// guess returns what a look in such a span brings, before any was looked at.
func (k spanKind) guess() float64 {
	each := [sights]float64{unseen: 0.3, seenWait: 0.02, seenRun: 0.8, seenEnded: 0.9}
	return (each[k/sights] + each[k%sights]) / 2
}

// spans is the tasks that were not looked at. The zero value has none.
type spans struct {
	seen  []sight // by place in the list
	begun bool    // a task was seen that has started
	heaps [spanKinds]heap[*span]
	from  map[int]*span // by lo
	to    map[int]*span // by hi
}

// sightAt returns what was seen at a place. Before the head of the list tasks
// have started and behind its tail they wait, since most queues are worked off
// in order; until any was seen to have started that is not so sure of the tail.
func (p *spans) sightAt(at int) sight {
	switch {
	case at < 0:
		return seenRun
	case at < len(p.seen):
		return p.seen[at]
	case p.begun:
		return seenWait
	}
	return unseen
}

// clear forgets all spans.
func (p *spans) clear() {
	p.heaps = [spanKinds]heap[*span]{}
	p.from, p.to = map[int]*span{}, map[int]*span{}
}

// extend puts the task at a place into the span that ends there, or into one of
// its own.
func (p *spans) extend(at int) {
	lo := at
	if s := p.to[at]; s != nil {
		p.drop(s)
		lo = s.lo
	}
	p.insert(lo, at+1)
}

func (p *spans) insert(lo, hi int) {
	if lo >= hi {
		return
	}
	s := &span{lo: lo, hi: hi, kind: kindOf(p.sightAt(lo-1), p.sightAt(hi))}
	p.from[lo], p.to[hi] = s, s
	p.heaps[s.kind].push(s)
}

func (p *spans) drop(s *span) {
	delete(p.from, s.lo)
	delete(p.to, s.hi)
	p.heaps[s.kind].remove(s)
}

// split takes a task out of its span: what stands on either side of it are spans
// of their own.
func (p *spans) split(s *span, at int) {
	p.drop(s)
	p.insert(s.lo, at)
	p.insert(at+1, s.hi)
}

// see notes what a look at a place showed.
func (p *spans) see(at int, what sight) {
	p.seen[at] = what
	p.rekind(p.to[at])
	p.rekind(p.from[at+1])
	if !p.begun && what > seenWait {
		p.begun = true
		p.rekind(p.to[len(p.seen)])
	}
}

// rekind puts a span where it belongs with what is seen on either side now.
func (p *spans) rekind(s *span) {
	if s == nil {
		return
	}
	p.heaps[s.kind].remove(s)
	s.kind = kindOf(p.sightAt(s.lo-1), p.sightAt(s.hi))
	p.heaps[s.kind].push(s)
}
