package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/tree"
)

// taskScreen is one task opened: what happened in a sentence, and a tree of
// everything that is known.
type taskScreen struct {
	id     model.TaskID
	tree   tree.Tree
	made   version // what the tree was made from
	raw    *raw    // HubSpot's answer as it came, in place of the tree; nil if it is not shown
	bodyAt int     // the line of the screen where the tree begins

	news   string // what the last answer changed while the task was open
	newsAt time.Time

	paging bool      // the answer goes to the pager once it is read
	line   *seekLine // for a search; nil if none is typed
}

// version tells whether anything is known of a task that was not before.
type version struct {
	report      *model.Report
	err         *model.CheckError
	events      int
	last        time.Time
	label, note model.Text
	plan        int
}

func versionOf(t *model.Task) version {
	v := version{t.Report, t.Err, len(t.History), time.Time{}, t.Label, t.Note, len(t.Plan)}
	if v.events > 0 {
		v.last = t.History[v.events-1].At
	}
	return v
}

// front is the tree on the screen.
func (s *taskScreen) front() *tree.Tree {
	if s.raw != nil {
		return &s.raw.tree
	}
	return &s.tree
}

// openTask shows the task.
func (a *app) openTask(t *model.Task) {
	if t == nil {
		return
	}
	if a.task == nil || a.task.id != t.ID {
		s := &taskScreen{id: t.ID}
		if a.task != nil && a.task.raw != nil {
			s.raw = &raw{}
		}
		a.task = s
		a.table.hold(t.ID)
	}
	a.layout()
}

func (a *app) closeTask() {
	a.task = nil
}

// From how many errors on they are shown as a list first: unless a person has
// chosen a level, and in any case.
const (
	manyErrors = 10
	mostErrors = 5000
)

// deepestLevel is the level that opens every node of a task.
const deepestLevel = 3

// layoutTask takes in what is new of the open task, and gives its tree the lines
// below what is said of it.
func (a *app) layoutTask() {
	s, t := a.task, a.List().Task(a.task.id)
	if t == nil {
		return
	}
	a.updateTask(s, t)
	s.bodyAt = taskHeader + len(a.taskHead(t))
	s.front().Resize(a.Width, a.Height-s.bodyAt-taskFooter)
}

// updateTask brings the screen up to date; without news it costs nothing.
func (a *app) updateTask(s *taskScreen, t *model.Task) {
	made := versionOf(t)
	if s.tree.Roots != nil && s.made == made {
		return
	}
	before := s.made.report
	if s.tree.Roots == nil {
		s.tree.Theme, s.tree.Level, s.tree.Deepest = a.Theme, levelFor(t, a.level), deepestLevel
	} else if text := changes(before, t.Report); text != "" {
		s.news, s.newsAt = text, a.Now
	}
	untouched := s.tree.Cursor == 0
	s.made = made
	s.tree.Load(author{a.Theme, a.Keys, func(at time.Time) string { return a.Times.Show(at, a.Now) }, a.Causes()}.nodes(t), func(path string) string { return follow(path, before, t.Report) })
	if untouched && t.State() == model.StateErrors {
		s.tree.Top, s.tree.Skip, s.tree.Cursor = 0, 0, max(0, slices.IndexFunc(s.tree.Flat, isError))
	}
}

// levelFor is to which level a task is opened when a person has chosen one, or
// 0.
func levelFor(t *model.Task, chosen int) int {
	n := 0
	if t.Report != nil {
		n = len(t.Report.Errors)
	}
	switch {
	case n > mostErrors, n > manyErrors && chosen == 0:
		return 1
	case chosen == 0:
		return deepestLevel
	}
	return chosen
}

// taskAct is an action on the open task.
func (a *app) taskAct(p keys.Press) tea.Cmd {
	switch p.Action {
	case keys.Back:
		a.backFromTask()
		return nil
	case keys.NextTask:
		a.stepTask(+1)
	case keys.PreviousTask:
		a.stepTask(-1)
	case keys.NextProblem:
		a.stepProblem()
	case keys.Raw:
		a.toggleRaw()
	case keys.Pager:
		return a.openPager()
	case keys.Evidence:
		return a.saveEvidence()
	case keys.Search:
		a.task.openSeek(a.Env)
	case keys.NextMatch:
		a.nextMatch(+1)
	case keys.PreviousMatch:
		a.nextMatch(-1)
	default:
		a.treeAct(p)
	}
	return a.wantRaw()
}

// backFromTask takes away what stands between the person and the table, one
// thing at a time.
func (a *app) backFromTask() {
	switch s := a.task; {
	case s.front().Sought != "":
		s.front().Search("")
	case s.raw != nil:
		a.toggleRaw()
	default:
		a.closeTask()
	}
}

// treeAct moves in the tree on the screen and folds it.
func (a *app) treeAct(p keys.Press) {
	t := a.task.front()
	if by, moves := p.Action.Step(t.Height, tree.Whole); moves {
		t.Move(by)
	}
	switch p.Action {
	case keys.NextSibling:
		t.Sibling(+1)
	case keys.PreviousSibling:
		t.Sibling(-1)
	case keys.Fold:
		t.Out()
	case keys.Unfold:
		t.In()
	case keys.Toggle:
		t.Toggle()
	case keys.Level:
		a.foldTo(p.Digit)
	case keys.ExpandAll:
		if t.Level >= t.Deepest && t.Folds == nil {
			a.foldTo(1)
		} else {
			a.foldTo(t.Deepest)
		}
	default:
	}
}

// foldTo opens the tree to a level, which the next tasks keep.
func (a *app) foldTo(level int) {
	a.task.front().Fold(level)
	if a.task.raw == nil {
		a.level = min(level, deepestLevel)
	}
}

// stepTask opens the next or previous task of the table.
func (a *app) stepTask(by int) {
	a.table.move(by)
	a.openTask(a.table.current())
}

// stepProblem opens the next task that a person should look at.
func (a *app) stepProblem() {
	if !a.table.problem(+1) {
		a.say("nothing shown in the table has a problem")
		return
	}
	a.openTask(a.table.current())
}
