package cause

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

// Groups are the causes of a watchlist, kept as its tasks change. A task is
// counted once in every cause it has. What Groups answers depends only on the
// tasks that are in it, not on the order in which they came. The zero value is
// empty and ready to use; it is not safe for concurrent use.
type Groups struct {
	groups map[Signature]*group
	tasks  map[model.TaskID][]*trace
	reader reader
	sorted []*Cause // nil when something changed
}

// Apply takes in the task as it is now, in place of what it was before, with
// what else is known about it, such as its parent folder or its row of the
// plan. The task's report must not change later.
func (g *Groups) Apply(t *model.Task, columns map[string]model.Text) {
	if g.groups == nil {
		g.groups, g.tasks = map[Signature]*group{}, map[model.TaskID][]*trace{}
	}
	now, before := g.traces(t, columns), g.tasks[t.ID]
	if len(now) == 0 && len(before) == 0 {
		return
	}
	g.sorted = nil
	for _, tr := range now {
		if i := slices.IndexFunc(before, tr.same); i >= 0 {
			tr.group.replace(before[i], tr)
		} else {
			tr.group.insert(tr)
		}
	}
	for _, old := range before {
		if !slices.ContainsFunc(now, old.same) {
			g.drop(old)
		}
	}
	if g.tasks[t.ID] = now; len(now) == 0 {
		delete(g.tasks, t.ID)
	}
}

// Remove forgets a task.
func (g *Groups) Remove(id model.TaskID) {
	before := g.tasks[id]
	if len(before) == 0 {
		return
	}
	g.sorted = nil
	for _, old := range before {
		g.drop(old)
	}
	delete(g.tasks, id)
}

// Tasks is how many tasks have a cause.
func (g *Groups) Tasks() int { return len(g.tasks) }

// Causes are the causes, those with the most tasks first. The slice and what it
// points to are replaced when something changes, never altered.
func (g *Groups) Causes() []*Cause {
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

// Of are the causes of one task, that of its first error first.
func (g *Groups) Of(id model.TaskID) []*Cause {
	var all []*Cause
	for _, tr := range g.tasks[id] {
		all = append(all, tr.group.summary())
	}
	return all
}

// IDs are the tasks of the cause with that signature, in the order in which
// they got it. They are the caller's.
func (g *Groups) IDs(sig Signature) []model.TaskID {
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
// before now, the oldest first. What lies after now counts as now.
func (g *Groups) Trend(sig Signature, now time.Time, span time.Duration, n int) []int {
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

// group is the group of that signature, a new one if need be.
func (g *Groups) group(sig Signature) *group {
	gr := g.groups[sig]
	if gr == nil {
		gr = &group{sig: sig, text: sig.text(), id: sig.ID()}
		g.groups[sig] = gr
	}
	return gr
}

func (g *Groups) drop(tr *trace) {
	if tr.group.remove(tr); len(tr.group.traces) == 0 {
		delete(g.groups, tr.group.sig)
	}
}
