package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model/digest"
)

// findKey is the keys that change what the table shows, and the marks.
func (a *app) findKey(msg tea.KeyPressMsg) {
	k, t := &a.keys, &a.table
	switch {
	case key.Matches(msg, k.Filter):
		a.openFilter()
	case key.Matches(msg, k.Problems):
		t.onlyProblems(a.List())
	case key.Matches(msg, k.NextProblem), key.Matches(msg, k.PrevProblem):
		by := 1
		if key.Matches(msg, k.PrevProblem) {
			by = -1
		}
		if !t.problem(by) {
			a.say("nothing shown here has a problem")
		}
	case key.Matches(msg, k.Tab):
		t.front(slices.Index(k.Tab.Keys(), msg.String()), a.List())
	case key.Matches(msg, k.NextTab):
		t.front((t.at+1)%len(t.views), a.List())
	case key.Matches(msg, k.PrevTab):
		t.front((t.at+len(t.views)-1)%len(t.views), a.List())
	case key.Matches(msg, k.Sort):
		a.openSort()
	case key.Matches(msg, k.Reverse):
		t.sortBy(t.view().order, a.List())
	case key.Matches(msg, k.Columns):
		a.openColumns()
	case key.Matches(msg, k.Mark):
		t.mark()
	case key.Matches(msg, k.Range):
		t.span()
	case key.Matches(msg, k.MarkShown):
		t.markShown()
	case key.Matches(msg, k.Group):
		a.openGroups()
		return
	case key.Matches(msg, k.Rerun):
		a.openRerun(a.marked(a.front()))
		return
	case key.Matches(msg, k.Unmark):
		t.marks.clear()
	default:
		return
	}
}

// clear takes away what stands between the person and the whole table, one
// thing at a time: the marks, the filter, the tab, the held order.
func (a *app) clear() {
	t := &a.table
	switch {
	case a.digestText() != "":
		a.seen.digest = digest.Digest{}
	case t.marks.from != "":
		t.marks.close()
	case len(t.marks.ids) > 0:
		t.marks.clear()
	case t.view().problems:
		t.onlyProblems(a.List())
	case t.view().narrowed():
		_ = t.filter("", a.List()) // nothing can be wrong with it
	case t.at != 0:
		t.front(0, a.List())
	case t.held():
		t.release(a.List())
	}
}
