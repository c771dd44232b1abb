package cause

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

// Groups keeps the causes of a watchlist as its tasks change. A task is counted
// once in every cause it has. The result depends only on the tasks in it, not
// on the order in which they came. The zero value is empty and ready to use; it
// is not safe for concurrent use.
type Groups struct {
	classes map[Signature]*class // by signature without a message
	groups  map[Signature]*group
	tasks   map[model.TaskID]*entry
	reader  reader
	sorted  []*Cause             // nil when something changed
	found   map[string][]*Cause  // what Find found since then
	named   map[string]*sentence // by ID
	former  former               // nil until it is asked for
	aliases map[string][]string  // see Remember
	changes []Change
}

// entry is what a task contributes.
type entry struct {
	columns  map[string]model.Text
	mentions []mention
	traces   []*trace
}

// Apply adds or updates a task. columns is what else is known about it, such as its
// parent folder or its row of the plan. The task's report must not change later.
func (g *Groups) Apply(t *model.Task, columns map[string]model.Text) {
	if g.groups == nil {
		g.classes, g.groups, g.tasks = map[Signature]*class{}, map[Signature]*group{}, map[model.TaskID]*entry{}
		g.named = map[string]*sentence{}
	}
	now, before := g.mentions(t), g.tasks[t.ID]
	if len(now) == 0 {
		g.Remove(t.ID)
		return
	}
	g.sorted, g.found = nil, nil
	next := &entry{columns: columns, mentions: now}
	for _, m := range now {
		m.sentence.add(m.skeleton)
	}
	if g.former != nil {
		g.former.add(now)
	}
	if before != nil {
		next.traces = before.traces
		g.unsay(before.mentions)
	}
	g.tasks[t.ID] = next
	g.place(t.ID, next)
}

// Remove forgets a task.
func (g *Groups) Remove(id model.TaskID) {
	before := g.tasks[id]
	if before == nil {
		return
	}
	g.sorted, g.found = nil, nil
	g.unsay(before.mentions)
	for _, old := range before.traces {
		g.drop(old)
	}
	delete(g.tasks, id)
}

// place puts a task into the groups that it belongs to now.
func (g *Groups) place(id model.TaskID, e *entry) {
	now := g.traces(id, e)
	for _, tr := range now {
		if i := slices.IndexFunc(e.traces, tr.same); i >= 0 {
			tr.group.replace(e.traces[i], tr)
		} else {
			tr.group.insert(tr)
		}
	}
	for _, old := range e.traces {
		if !slices.ContainsFunc(now, old.same) {
			g.drop(old)
		}
	}
	e.traces = now
}

// settle moves every task into the groups that its sentences belong to, now
// that all are known.
func (g *Groups) settle() {
	any := false
	for _, c := range g.classes {
		moved, changes := c.find()
		any = any || moved
		g.changes = append(g.changes, changes...)
	}
	if !any {
		return
	}
	g.sorted, g.found = nil, nil
	for id, e := range g.tasks {
		if slices.ContainsFunc(e.mentions, func(m mention) bool { return m.sentence.moved }) {
			g.place(id, e)
		}
	}
	for _, c := range g.classes {
		for _, n := range c.sentences {
			n.moved = false
		}
	}
}

// Tasks returns how many tasks have a cause.
func (g *Groups) Tasks() int { return len(g.tasks) }

// Causes returns the causes, those with the most tasks first. On a change, the
// slice and what it points to are replaced, never modified.
func (g *Groups) Causes() []*Cause {
	g.settle()
	if g.sorted != nil || len(g.groups) == 0 {
		return g.sorted
	}
	all := slices.SortedFunc(maps.Values(g.groups), func(a, b *group) int {
		return cmp.Or(len(b.traces)-len(a.traces), strings.Compare(a.text, b.text))
	})
	g.sorted = make([]*Cause, len(all))
	for i, gr := range all {
		g.sorted[i] = gr.summary()
	}
	return g.sorted
}

// Of returns the causes of one task, the one of its first error first.
func (g *Groups) Of(id model.TaskID) []*Cause {
	g.settle()
	e := g.tasks[id]
	if e == nil {
		return nil
	}
	all := make([]*Cause, 0, len(e.traces))
	for _, tr := range e.traces {
		all = append(all, tr.group.summary())
	}
	return all
}

// First returns the cause of a task's first error, nil if it has none.
func (g *Groups) First(id model.TaskID) *Cause {
	g.settle()
	if e := g.tasks[id]; e != nil && len(e.traces) > 0 {
		return e.traces[0].group.summary()
	}
	return nil
}

// IDs returns the tasks of the cause with that signature, in the order in which
// they got it. The caller may keep and change the slice.
func (g *Groups) IDs(sig Signature) []model.TaskID {
	g.settle()
	gr := g.groups[sig]
	if gr == nil {
		return nil
	}
	gr.settle()
	ids := make([]model.TaskID, len(gr.traces))
	for i, tr := range gr.traces {
		ids[i] = tr.id
	}
	return ids
}

// Trend counts how many tasks got the cause in each of the last n spans of time
// before now, oldest first. Anything after now counts as now.
func (g *Groups) Trend(sig Signature, now time.Time, span time.Duration, n int) []int {
	g.settle()
	counts := make([]int, max(n, 0))
	gr := g.groups[sig]
	if gr == nil || span <= 0 {
		return counts
	}
	gr.settle()
	for _, tr := range slices.Backward(gr.traces) {
		i := len(counts) - 1 - int(max(0, now.Sub(tr.at))/span)
		if i < 0 {
			break
		}
		counts[i]++
	}
	return counts
}

// sentence returns the errors of that signature, new ones if need be.
func (g *Groups) sentence(sig Signature, s *skeleton) *sentence {
	key := sig.class()
	c := g.classes[key]
	if c == nil {
		c = &class{sentences: map[string]*sentence{}}
		g.classes[key] = c
	}
	n := c.sentences[sig.Message]
	if n == nil {
		n = newSentence(c, sig, s, &g.reader.words)
		c.sentences[sig.Message], c.stale = n, true
		g.named[n.id] = n
	}
	s.text = n.sig.Message
	return n
}

// unsay removes mentions of a task.
func (g *Groups) unsay(mentions []mention) {
	if g.former != nil {
		g.former.remove(mentions)
	}
	for _, m := range mentions {
		n := m.sentence
		if n.remove(m.skeleton); n.uses > 0 {
			continue
		}
		n.class.stale = true
		if g.named[n.id] == n {
			delete(g.named, n.id)
		}
		if delete(n.class.sentences, n.sig.Message); len(n.class.sentences) == 0 {
			delete(g.classes, n.sig.class())
		}
	}
}

// group returns the group that has the sentence's words, a new one if need be.
func (g *Groups) group(of *sentence) *group {
	if of.group == nil {
		of.group = &group{of: of, text: of.sig.text()}
		g.groups[of.sig] = of.group
	}
	return of.group
}

func (g *Groups) drop(tr *trace) {
	if tr.group.remove(tr); len(tr.group.traces) == 0 {
		tr.group.of.group = nil
		if sig := tr.group.of.sig; g.groups[sig] == tr.group { // there may be a new one of the same words
			delete(g.groups, sig)
		}
	}
}
