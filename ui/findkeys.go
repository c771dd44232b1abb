package ui

import (
	"hubwatch/model/digest"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// findAct is an action that changes what the table shows, or the marks.
func (a *app) findAct(p keys.Press) {
	t := a.table
	switch p.Action {
	case keys.Filter:
		a.openFilter()
	case keys.Problems:
		t.onlyProblems()
	case keys.NextProblem:
		a.seekProblem(+1)
	case keys.PreviousProblem:
		a.seekProblem(-1)
	case keys.Tab:
		t.front(p.Digit - 1)
	case keys.NextTab:
		t.front((t.at + 1) % len(t.views))
	case keys.PreviousTab:
		t.front((t.at + len(t.views) - 1) % len(t.views))
	case keys.Sort:
		a.openSort()
	case keys.Reverse:
		t.sortBy(t.view().order)
	case keys.Columns:
		a.openColumns()
	case keys.Mark:
		t.mark()
	case keys.Range:
		t.span()
	case keys.MarkShown:
		t.markShown()
	case keys.Group:
		a.openGroups()
	case keys.Rerun:
		a.openRerun(a.tasks())
	case keys.Unmark:
		t.marks.clear()
	default:
	}
}

// seekProblem goes to the next or previous row with a problem.
func (a *app) seekProblem(by int) {
	if !a.table.problem(by) {
		a.say("nothing shown here has a problem")
	}
}

// clear takes away what stands between the person and the whole table, one
// thing at a time: the marks, the filter, the tab, the held order.
func (a *app) clear() {
	t := a.table
	switch {
	case frame.Digest(a.Env) != "":
		a.Away = digest.Digest{}
	case t.marks.from != "":
		t.marks.close()
	case len(t.marks.ids) > 0:
		t.marks.clear()
	case t.view().problems:
		t.onlyProblems()
	case t.view().narrowed():
		_ = t.filter("") // nothing can be wrong with it
	case t.at != 0:
		t.front(0)
	case t.held():
		t.release()
	}
}
