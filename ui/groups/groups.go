// Package groups is the screen that groups tasks by what they have in common,
// and the page that explains a group.
package groups

import (
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/picker"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
	"hubwatch/ui/task"
)

// Screen groups the tasks. The cursor belongs to a group, not to a line.
type Screen struct {
	*screen.Env
	pending func() string // what waits for the user elsewhere

	by     string // the name of the grouping
	Chosen string // the same as a user chose it last; "" is by cause
	all    []cluster
	made   time.Time // when all was made, the zero time: it must be made again
	cursor string    // the id of the group under it; "" is the first
	index  int
	top    int
	page   *page.Page // what is known about the group under the cursor, nil unless it is shown
	sought string     // words of the groups that are shown; "" is all
	line   *seekLine  // in which these are typed; nil if none are

	detail    []string // the same in short, as drawn of a group at a width
	of        *cluster
	drawnWide int // 0 has it redrawn
}

// groupEvery is how often the groups are rebuilt if only time passes.
const groupEvery = time.Second

// New groups the tasks by the grouping with that name, by cause if there is none.
func New(e *screen.Env, pending func() string, by string) *Screen {
	g := &Screen{Env: e, pending: pending, by: by, Chosen: by}
	g.regroup()
	g.describe()
	return g
}

// regroup rebuilds the groups.
func (g *Screen) regroup() {
	ways, i := g.groupings()
	g.by, g.made = ways[i].name, g.Now
	g.all = slices.DeleteFunc(ways[i].of(g), func(c cluster) bool { return !c.has(g.sought) })
	g.seek()
}

// Changed has the groups rebuilt before they are drawn again, so that they
// agree with the headline above them.
func (g *Screen) Changed() { g.made = time.Time{} }

// Refresh rebuilds what is shown.
func (g *Screen) Refresh() {
	g.regroup()
	if g.page != nil {
		g.explain()
	}
}

// seek finds the cursor's group again; if it is gone the cursor stays on its line.
func (g *Screen) seek() {
	i := slices.IndexFunc(g.all, func(c cluster) bool { return c.id == g.cursor })
	if g.cursor == "" {
		i = 0
	}
	if i < 0 {
		i = g.index
	}
	g.index = max(0, min(i, len(g.all)-1))
}

func (g *Screen) move(by int) {
	if len(g.all) > 0 {
		g.index = max(0, min(g.index+by, len(g.all)-1))
		g.cursor = g.all[g.index].id
	}
}

// scroll moves the view just enough to show the cursor in n lines.
func (g *Screen) scroll(n int) {
	g.top = max(0, min(max(min(g.top, g.index), g.index-n+1), len(g.all)-n))
}

// Seek puts the cursor on the group of a task, if it has one.
func (g *Screen) Seek(id model.TaskID) {
	if i := slices.IndexFunc(g.all, func(c cluster) bool { return slices.Contains(c.ids, id) }); i >= 0 {
		g.move(i - g.index)
	}
}

// seekToDo puts the cursor on the next (by = 1) or previous (-1) group with
// something to do.
func (g *Screen) seekToDo(by int) {
	for i := g.index + by; i >= 0 && i < len(g.all); i += by {
		if g.all[i].bad > 0 {
			g.move(i - g.index)
			return
		}
	}
}

// Called returns what the screen is called.
func (g *Screen) Called() string {
	if g.by == byCause {
		return "the causes"
	}
	return "the groups"
}

// current returns the group under the cursor, nil if there is none.
func (g *Screen) current() *cluster {
	if g.index < len(g.all) {
		return &g.all[g.index]
	}
	return nil
}

// Do does an action.
func (g *Screen) Do(p keys.Press) []screen.Intent {
	if p.Action == keys.Journal {
		return []screen.Intent{screen.OpenSheet{Sheet: sheet.NewJournal(g.Env)}}
	}
	if g.page != nil {
		g.explainDo(p)
		return nil
	}
	if by, moves := p.Action.Step(g.frame().rows, len(g.all)); moves {
		g.move(by)
	}
	switch p.Action {
	case keys.First:
		g.cursor = ""
	case keys.NextMatch:
		g.seekToDo(+1)
	case keys.PreviousMatch:
		g.seekToDo(-1)
	case keys.Filter:
		g.openSeek()
	case keys.NextGrouping:
		g.turn(+1)
	case keys.PreviousGrouping:
		g.turn(-1)
	case keys.Explain:
		g.explain()
	default:
		return g.ask(p)
	}
	return nil
}

// ask returns the intents of an action on a group.
func (g *Screen) ask(p keys.Press) []screen.Intent {
	c := g.current()
	switch p.Action {
	case keys.Tab:
		return []screen.Intent{screen.Tab{Number: p.Digit}}
	case keys.Problems:
		return []screen.Intent{screen.Tab{Number: frame.ToDoTab}}
	case keys.Group:
		return g.pickGrouping()
	case keys.Open:
		return g.open()
	case keys.MarkShown:
		if c != nil {
			return []screen.Intent{screen.Mark{IDs: c.ids}}
		}
	case keys.CopyMenu:
		if c != nil && c.cause != nil {
			return task.Menu(g.Env, g.List().Task(c.cause.SampleTask))
		}
	case keys.Contrast:
		return g.pickContrast()
	case keys.Rerun:
		if c != nil && len(c.rows) > 0 {
			return []screen.Intent{screen.Rerun{Rows: c.rows}}
		} else if c != nil {
			return []screen.Intent{screen.Rerun{Tasks: g.List().Find(c.ids), Picked: true}}
		}
	case keys.Back, keys.Out:
		if g.sought != "" {
			g.find("")
			return nil
		}
		return []screen.Intent{screen.Leave{}}
	default:
	}
	return nil
}

// Cause returns the cause under the cursor, nil if it is on something else.
func (g *Screen) Cause() *cause.Cause {
	if c := g.current(); c != nil {
		return c.cause
	}
	return nil
}

// turn switches to the next grouping (by = 1) or the previous one (by = -1).
func (g *Screen) turn(by int) {
	ways, i := g.groupings()
	g.group(ways[(i+by+len(ways))%len(ways)].name)
}

// group switches to the grouping with that name, with the cursor on the first
// group.
func (g *Screen) group(by string) { *g = *New(g.Env, g.pending, by) }

// pickGrouping offers the ways to group.
func (g *Screen) pickGrouping() []screen.Intent {
	var picks []picker.Pick
	ways, _ := g.groupings()
	for _, w := range ways {
		picks = append(picks, picker.Pick{Text: model.Text(w.name).Line(), About: w.about, On: w.name == g.by})
	}
	return []screen.Intent{screen.OpenSheet{Sheet: picker.New(g.Env, "group by", picks, func(i int) []screen.Intent {
		g.group(ways[i].name)
		return nil
	})}}
}

// open shows the tasks of the group in the table, or the rows of the plan that
// were never started.
func (g *Screen) open() []screen.Intent {
	switch c := g.current(); {
	case c == nil:
	case c.filter == "":
		g.explain()
	default:
		return []screen.Intent{screen.Narrow{Filter: c.filter}}
	}
	return nil
}

// Click puts the cursor on a group, or shows its tasks if it is there.
func (g *Screen) Click(_, y int) []screen.Intent {
	f := g.frame()
	line := y - f.rowsAt
	switch at := g.top + line; {
	case g.page != nil || line < 0 || line >= f.rows || at >= len(g.all):
	case at == g.index:
		return g.open()
	default:
		g.move(at - g.index)
	}
	return nil
}

// Wheel moves what is in view.
func (g *Screen) Wheel(by int) {
	if g.page != nil {
		g.page.Scroll(by)
	} else {
		g.move(by)
	}
}

// Layout keeps the cursor in view. again means that the screen has another size
// or other colors.
func (g *Screen) Layout(anew bool) {
	if anew {
		g.drawnWide = 0
	}
	if g.page != nil && anew {
		g.explain()
	}
	if g.Now.Sub(g.made) >= groupEvery {
		g.regroup()
	}
	g.describe()
	f := g.frame()
	if g.line != nil {
		g.line.layout(f.noticeAt)
	}
	g.scroll(f.rows)
}

// Place returns the groups.
func (g *Screen) Place() keys.Place { return keys.Groups }

// Input returns the line of a search, nil if none is typed.
func (g *Screen) Input() screen.Input {
	if g.line == nil {
		return nil
	}
	return g.line
}

// Tasks returns none: an action here is about a group.
func (g *Screen) Tasks() []*model.Task { return nil }

// Shown returns none: the screen shows groups, not tasks.
func (g *Screen) Shown() []model.TaskID { return nil }
