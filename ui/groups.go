package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
)

// groups is the screen that groups the tasks. Its cursor belongs to a group,
// not to a line.
type groups struct {
	by     string // the name of the grouping
	all    []cluster
	made   time.Time // when all was made
	cursor string    // the id of the group under it; "" is the first
	index  int
	top    int
	page   *page.Page // what is known of the group under the cursor, nil unless it is shown

	detail []string // the same in short, as drawn of a group at a width
	of     *cluster
	width  int
}

// groupEvery is how often the groups are made anew.
const groupEvery = time.Second

// openGroups groups the tasks, by cause unless a person has chosen another way.
func (a *app) openGroups() {
	if a.groups == nil {
		a.groups = &groups{by: a.groupedBy}
	}
	a.keys.grouped = true
	a.keys.enable(a.List().Len() > 0, false)
	a.regroup()
}

func (a *app) closeGroups() {
	a.groups, a.keys.grouped = nil, false
	a.keys.enable(a.List().Len() > 0, false)
}

// regroup makes the groups anew.
func (a *app) regroup() {
	g := a.groups
	ways := a.groupings()
	i := slices.IndexFunc(ways, func(w grouping) bool { return w.name == g.by })
	if i < 0 {
		i = 0
	}
	g.by, g.made = ways[i].name, a.Now
	g.all = ways[i].of(a)
	g.seek()
}

// follow keeps the groups up to date while they are shown.
func (a *app) follow() {
	if a.groups != nil && a.Now.Sub(a.groups.made) >= groupEvery {
		a.regroup()
	}
}

// seek finds the cursor's group again; one that is gone leaves the cursor on
// its line.
func (g *groups) seek() {
	i := slices.IndexFunc(g.all, func(c cluster) bool { return c.id == g.cursor })
	if g.cursor == "" {
		i = 0
	}
	if i < 0 {
		i = g.index
	}
	g.index = max(0, min(i, len(g.all)-1))
}

func (g *groups) move(by int) {
	if len(g.all) > 0 {
		g.index = max(0, min(g.index+by, len(g.all)-1))
		g.cursor = g.all[g.index].id
	}
}

// scroll moves the view no more than it must to show the cursor in n lines.
func (g *groups) scroll(n int) {
	g.top = max(0, min(max(min(g.top, g.index), g.index-n+1), len(g.all)-n))
}

// current is the group under the cursor, nil if there is none.
func (g *groups) current() *cluster {
	if g.index < len(g.all) {
		return &g.all[g.index]
	}
	return nil
}

func (a *app) groupsKey(msg tea.KeyPressMsg) tea.Cmd {
	k, g := &a.keys, a.groups
	if g.page != nil {
		return a.explainKey(msg)
	}
	by, moves := k.step(msg, a.groupsFrame().rows, len(g.all))
	switch {
	case moves:
		g.move(by)
		if key.Matches(msg, k.First) {
			g.cursor = ""
		}
	case key.Matches(msg, k.Group):
		a.pickGrouping()
	case key.Matches(msg, k.Open):
		a.openGroup()
	case key.Matches(msg, k.MarkShown):
		a.markGroup()
	case key.Matches(msg, k.Explain):
		a.explain()
	case key.Matches(msg, k.Contrast):
		a.pickContrast()
	case key.Matches(msg, k.Rerun):
		if c := g.current(); c != nil && len(c.rows) > 0 {
			a.openStart(c.rows)
		} else if c != nil {
			a.openRerun(a.tasksOf(c.ids))
		}
	case key.Matches(msg, k.Back):
		a.closeGroups()
	}
	return nil
}

// pickGrouping offers the ways to group, and the table without groups.
func (a *app) pickGrouping() {
	var picks []pick
	at := 0
	ways := a.groupings()
	for i, w := range ways {
		if w.name == a.groups.by {
			at = i
		}
		picks = append(picks, pick{text: model.Text(w.name).Line(), about: w.about, on: w.name == a.groups.by})
	}
	picks = append(picks, pick{text: "none", about: "the table"})
	a.over(newPicker(&a.env, "group by", picks, at, func(i int) []screen.Intent {
		if i == len(ways) {
			a.closeGroups()
			return nil
		}
		a.groupedBy = ways[i].name
		a.groups = &groups{by: a.groupedBy}
		a.regroup()
		return nil
	}))
}

// openGroup shows the tasks of the group in the table, or the rows of the plan
// that were never started.
func (a *app) openGroup() {
	switch c := a.groups.current(); {
	case c == nil:
	case c.filter == "":
		a.explain()
	default:
		a.closeGroups()
		a.table.front(0, a.List())
		a.narrow(c.filter)
	}
}

// markGroup marks the tasks of the group, or takes the marks away if all have
// one.
func (a *app) markGroup() {
	c := a.groups.current()
	if c == nil || len(c.ids) == 0 {
		a.say("there is no task to mark")
		return
	}
	m := &a.table.marks
	all := !slices.ContainsFunc(c.ids, func(id model.TaskID) bool { return !m.has(id) })
	for _, id := range c.ids {
		m.set(id, !all)
	}
	if all {
		a.say("the marks of %s are gone", model.Plural(len(c.ids), "task"))
	} else {
		a.say("%s marked", model.Plural(len(c.ids), "task"))
	}
}

// tasksOf are the tasks with those IDs that are still watched.
func (a *app) tasksOf(ids []model.TaskID) []*model.Task {
	var tasks []*model.Task
	for _, id := range ids {
		if t := a.List().Task(id); t != nil {
			tasks = append(tasks, t)
		}
	}
	return tasks
}
