package table

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/task"
)

// Do carries out an action.
func (t *Screen) Do(p keys.Press) []screen.Intent {
	switch by, moves := p.Action.Step(t.page(), len(t.rows)); {
	case p.Action == keys.First:
		t.release()
	case moves:
		t.move(by)
	}
	switch p.Action {
	case keys.Open:
		return t.open()
	case keys.PreviewDown:
		t.preview.Scroll(true)
	case keys.PreviewUp:
		t.preview.Scroll(false)
	case keys.Preview:
		t.split.hidden = !t.split.hidden
	case keys.Group:
		return []screen.Intent{screen.Groups{}}
	case keys.Rerun:
		return []screen.Intent{screen.Rerun{Tasks: t.Tasks(), Picked: len(t.marks.ids) > 0, Shown: t.shownToDo()}}
	case keys.Sort:
		return t.pickOrder()
	case keys.Columns:
		return t.pickColumns()
	case keys.NextProblem, keys.NextMatch:
		return t.seekProblem(+1)
	case keys.PreviousProblem, keys.PreviousMatch:
		return t.seekProblem(-1)
	case keys.Clear, keys.Out:
		return t.back()
	case keys.Journal:
		return t.showJournal()
	case keys.Copy:
		return t.copy()
	case keys.CopyMenu:
		return task.Menu(t.Env, t.Current())
	case keys.Browse:
		return t.browse()
	case keys.Quit:
		return []screen.Intent{screen.Quit{}}
	default:
		t.narrowDo(p)
		t.markDo(p.Action)
	}
	return nil
}

// copy copies the IDs of the tasks that an action is about.
func (t *Screen) copy() []screen.Intent {
	var ids []string
	for _, of := range t.Tasks() {
		ids = append(ids, string(of.ID))
	}
	what := "the ID"
	if len(ids) > 1 {
		what = model.Plural(len(ids), "ID")
	}
	return []screen.Intent{screen.Copy{What: what, Text: strings.Join(ids, "\n")}}
}

// browse opens the folder of the task under the cursor in HubSpot.
func (t *Screen) browse() []screen.Intent {
	of := t.Current()
	if of == nil {
		return nil
	}
	return task.Browse(t.Env, of)
}

// narrowDo carries out an action that changes which tasks the table shows, and how.
func (t *Screen) narrowDo(p keys.Press) {
	switch p.Action {
	case keys.Filter:
		t.openFilter()
	case keys.Problems:
		t.toDo()
	case keys.Tab:
		t.ShowTab(p.Digit - 1)
	case keys.NextTab:
		t.ShowTab((t.inFront + 1) % len(t.tabs))
	case keys.PreviousTab:
		t.ShowTab((t.inFront + len(t.tabs) - 1) % len(t.tabs))
	case keys.Reverse:
		t.sortBy(t.tab().order)
	default:
	}
}

// markDo carries out an action that changes the marks.
func (t *Screen) markDo(does keys.Action) {
	switch does {
	case keys.Mark:
		t.mark()
	case keys.Range:
		t.span()
	case keys.MarkShown:
		t.markShown()
	case keys.Unmark:
		t.marks.clear()
	default:
	}
}

// open opens the task under the cursor.
func (t *Screen) open() []screen.Intent {
	if t.Current() == nil {
		return nil
	}
	return []screen.Intent{screen.Open{Task: t.Current()}}
}

// seekProblem goes to the next or previous row that is to do.
func (t *Screen) seekProblem(by int) []screen.Intent {
	if t.problem(by) {
		return nil
	}
	return []screen.Intent{screen.Say{Text: "nothing shown here is to do"}}
}

// back undoes, one step at a time, what the user did on this screen: the marks,
// the filter, and on the first screen the tab.
func (t *Screen) back() []screen.Intent {
	came := t.cameWith()
	switch {
	case t.marks.from != "":
		t.marks.close()
	case len(t.marks.ids) > 0:
		t.marks.clear()
	case t.tab().filter != came:
		_ = t.filter(came) // nothing can be wrong with it
	case t.Back != "":
		return []screen.Intent{screen.Leave{}}
	case t.inFront != 0:
		t.ShowTab(0)
	default:
		return []screen.Intent{screen.Say{Text: t.Keys.Name(keys.Quit) + " quits"}}
	}
	return nil
}

// cameWith returns the filter with which the user came to the tab in front.
func (t *Screen) cameWith() string {
	if t.inFront == 0 {
		return t.came
	}
	return ""
}
