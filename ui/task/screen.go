// Package task is the screen of one open task: what is known about it as a
// tree, HubSpot's answer as it came, what can be copied, and a small preview
// beside the table. It answers actions with intents.
package task

import (
	"cmp"
	"time"

	"hubwatch/model"
	"hubwatch/model/ticket"
	"hubwatch/ui/facts"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
	"hubwatch/ui/tree"
)

// Screen is one open task: what happened in a sentence, and a tree of everything
// that is known. It is kept, so that the user's choices hold for the next task.
type Screen struct {
	*screen.Env
	id     model.TaskID // "" while no task is open
	level  int          // that trees are opened to, 0 until somebody chose one
	at, of int          // its place among the tasks of the table, counted from 1
	tree   tree.Tree
	made   version // what the tree was made from
	raw    *raw    // HubSpot's answer as it came, in place of the tree; nil if it is not shown
	brief  bool    // its cause is told elsewhere
	fresh  bool    // its cursor goes where it begins
	bodyAt int     // the line of the screen where the tree begins

	news   string // what the last answer changed while the task was open
	newsAt time.Time

	paging bool      // the answer goes to the pager once it is read
	line   *seekLine // for a search; nil if none is typed
}

// New returns a screen on which no task is open yet.
func New(e *screen.Env) *Screen { return &Screen{Env: e} }

// version reports whether anything is known of a task that was not before.
type version struct {
	report      *model.Report
	err         *model.CheckError
	events      int
	last        time.Time
	label, note model.Text
	plan        int
	attempts    int // at its folder
}

func versionOf(e *screen.Env, t *model.Task) version {
	v := version{t.Report, t.Err, len(t.History), time.Time{}, t.Label, t.Note, len(t.Plan), len(e.Tracker().Attempts(t.ID))}
	if v.events > 0 {
		v.last = t.History[v.events-1].At
	}
	return v
}

// Tree returns the tree on the screen.
func (s *Screen) Tree() *tree.Tree {
	if s.raw != nil {
		return &s.raw.tree
	}
	return &s.tree
}

// Open shows a task, in the form in which the one before was shown.
func (s *Screen) Open(id model.TaskID) {
	if s.id == id {
		return
	}
	next := Screen{Env: s.Env, id: id, level: s.level}
	if s.raw != nil {
		next.raw = &raw{}
	}
	*s = next
}

// Close closes the task. An answer that is still being read is not waited for.
func (s *Screen) Close() { *s = Screen{Env: s.Env, level: s.level} }

// ID returns the ID of the open task, "" if none is.
func (s *Screen) ID() model.TaskID { return s.id }

// Task returns the open task, nil if there is none.
func (s *Screen) Task() *model.Task { return s.List().Task(s.id) }

// mostErrors is how many errors a level unfolds at most.
const mostErrors = 5000

// deepestLevel is the level that unfolds every node of a task.
const deepestLevel = 3

// Layout updates the open task and gives its tree the lines below the summary.
// The task is number at among the of tasks of the table.
func (s *Screen) Layout(at, of int) {
	t := s.Task()
	if t == nil {
		return
	}
	s.at, s.of = at, of
	if s.line != nil {
		s.line.layout()
	}
	s.update(t)
	s.bodyAt = taskHeader
	height := s.Height - s.bodyAt - taskFooter
	if s.fresh {
		s.fresh = false
		s.tree.Resize(s.Width, height)
		s.begin(t)
	}
	s.Tree().Resize(s.Width, height)
}

// begin puts the cursor on the most useful node, if that is in view without
// scrolling.
func (s *Screen) begin(t *model.Task) {
	s.tree.To(0)
	path := ""
	switch {
	case t.State() == model.StateErrors && len(t.Report.Errors) > 0:
		path = "errors[0]"
	case t.State() == model.StateElsewhere:
		path = "result"
	}
	if s.tree.Seek(path); path == "" || s.tree.Top > 0 || s.tree.Skip > 0 {
		s.tree.To(0)
	}
}

// update rebuilds the tree if the task has changed.
func (s *Screen) update(t *model.Task) {
	made := versionOf(s.Env, t)
	if s.tree.Roots != nil && s.made == made {
		return
	}
	before := s.made.report
	if s.tree.Roots == nil {
		s.tree.Theme, s.tree.Level, s.tree.Deepest = s.Theme, levelFor(t, s.level), deepestLevel
	} else if text := changes(before, t.Report); text != "" {
		s.news, s.newsAt = text, s.Now
	}
	untouched := s.tree.Cursor == 0
	s.made = made
	s.tree.Load(facts.Nodes(s.Env, t, s.brief), func(path string) string { return follow(path, before, t.Report) })
	s.fresh = untouched
}

// levelFor returns the level to which a task is unfolded if the user has chosen
// one, or 0 for the default.
func levelFor(t *model.Task, chosen int) int {
	if chosen > 1 && t.Report != nil && len(t.Report.Errors) > mostErrors {
		return 1
	}
	return chosen
}

// Do carries out an action.
func (s *Screen) Do(p keys.Press) []screen.Intent {
	switch p.Action {
	case keys.Back:
		return s.back()
	case keys.NextTask:
		return []screen.Intent{screen.Step{By: +1}}
	case keys.PreviousTask:
		return []screen.Intent{screen.Step{By: -1}}
	case keys.NextProblem:
		return []screen.Intent{screen.Step{By: +1, ToDo: true}}
	case keys.Group:
		return []screen.Intent{screen.Groups{Of: s.Task()}}
	case keys.Rerun:
		return []screen.Intent{screen.Rerun{Tasks: s.Tasks(), Picked: true}}
	case keys.Journal:
		return []screen.Intent{screen.OpenSheet{Sheet: sheet.NewJournal(s.Env)}}
	case keys.Raw:
		s.toggleRaw()
	case keys.Pager:
		return s.page()
	case keys.Evidence:
		return s.evidence()
	case keys.Copy:
		return s.copy()
	case keys.CopyMenu:
		return s.copyMenu()
	case keys.Browse:
		return s.browse()
	case keys.Search:
		s.openSeek()
	case keys.NextMatch:
		return s.nextMatch(+1)
	case keys.PreviousMatch:
		return s.nextMatch(-1)
	default:
		s.treeDo(p)
	}
	return s.Want()
}

// back undoes, one step at a time, what the user did on this screen, and then
// leaves it.
func (s *Screen) back() []screen.Intent {
	switch {
	case s.Tree().Sought != "":
		s.Tree().Search("")
	case s.raw != nil:
		s.toggleRaw()
	default:
		return []screen.Intent{screen.Leave{}}
	}
	return nil
}

// treeDo moves in the tree on the screen and folds it.
func (s *Screen) treeDo(p keys.Press) {
	t := s.Tree()
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
		s.foldTo(p.Digit)
	case keys.ExpandAll:
		if t.Level >= t.Deepest && t.Folds == nil {
			s.foldTo(1)
		} else {
			s.foldTo(t.Deepest)
		}
	default:
	}
}

// foldTo unfolds the tree to a level, which the next tasks keep.
func (s *Screen) foldTo(level int) {
	s.Tree().Fold(level)
	if s.raw == nil {
		s.level = min(level, deepestLevel)
	}
}

// evidence saves what proves how the task ended.
func (s *Screen) evidence() []screen.Intent {
	t := s.Task()
	if t == nil {
		return nil
	}
	return []screen.Intent{screen.Prove{Task: t, Ticket: ticket.Of(t, s.Account, s.Now)}}
}

// copy copies the value of what the cursor is on.
func (s *Screen) copy() []screen.Intent {
	n := s.Tree().Current()
	if n == nil {
		return nil
	}
	path := cmp.Or(n.Path(), "the answer")
	return []screen.Intent{screen.Copy{What: model.Text(path).Line(), Text: n.Value()}}
}

// Click puts the cursor on a line of the tree.
func (s *Screen) Click(_, y int) []screen.Intent {
	s.Tree().Click(y - s.bodyAt)
	return nil
}

// Wheel moves what is in view.
func (s *Screen) Wheel(by int) { s.Tree().Scroll(by) }

// Input returns the line of a search, nil if none is typed.
func (s *Screen) Input() screen.Input {
	if s.line == nil {
		return nil
	}
	return s.line
}

// Place returns the open task.
func (s *Screen) Place() keys.Place { return keys.Task }

// Tasks returns the open one, none if it is gone.
func (s *Screen) Tasks() []*model.Task {
	if t := s.Task(); t != nil {
		return []*model.Task{t}
	}
	return nil
}

// Shown returns the open task.
func (s *Screen) Shown() []model.TaskID { return []model.TaskID{s.id} }
