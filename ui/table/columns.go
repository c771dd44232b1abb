package table

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// column is one column of the table.
type column struct {
	name  string // what it is called in the pickers of columns and orders; "" has no order
	title string
	cells int
	at    int  // the column of the screen where it begins
	right bool // its heading is aligned right
	draw  func(r *row, l *page.Line, cells int)
}

// The cells of the columns that are always there, of those between them, and of
// the others.
const (
	gutterCells = 2
	stateCells  = 12
	sinceCells  = 5
	taskCells   = 12
	freshCells  = 3
	gapCells    = 2

	fixedCells   = gutterCells + stateCells + sinceCells + freshCells + 4*gapCells // the edge included
	leastFolder  = 26
	amplFolder   = 36 // cells of the folder in tables of at least amplFrom
	amplFrom     = 92
	leastWhy     = 24
	countsFrom   = 30 // cells of WHY with room for how many have the same cause
	taskFrom     = 124
	folderShares = 52 // percent of what FOLDER and WHY share
)

// chosenColumns are the columns that are shown only where a person chose them,
// with those of the plan.
var chosenColumns = []column{
	{name: "label", title: "LABEL", cells: 14, draw: (*row).drawLabel},
	{name: "note", title: "NOTE", cells: 14, draw: (*row).drawNote},
	{name: "errors", title: "ERR", cells: 4, right: true, draw: (*row).drawErrors},
	{name: "waited", title: "WAITED", cells: 7, right: true, draw: (*row).drawWaited},
	{name: "ran", title: "RAN", cells: 7, right: true, draw: (*row).drawRan},
	{name: "checked", title: "CHECKED", cells: 10, right: true, draw: (*row).drawChecked},
	taskColumn,
}

var taskColumn = column{name: "task", title: "TASK", cells: taskCells, draw: (*row).drawTask}

// choosable is the columns that a person may choose.
func choosable(plan []string) []column {
	all := slices.Clone(chosenColumns)
	for _, name := range plan {
		if !slices.ContainsFunc(all, func(c column) bool { return c.name == name }) {
			all = append(all, planColumn(name))
		}
	}
	return all
}

// planColumn shows what the plan says in one of its columns.
func planColumn(name string) column {
	return column{name: name, title: strings.ToUpper(model.Text(name).Line()), cells: 14, draw: func(r *row, l *page.Line, cells int) {
		r.drawText(l, r.task.PlanValue(name), cells)
	}}
}

// longestShown is more cells than any screen has for a path.
const longestShown = 160

// longest is how many cells the longest path has, or a little more than any screen
// shows, where those of the tasks before have that many: the columns follow the
// list, and not the rows in view. It only grows, so that they stay where they are.
func longest(th *theme.Theme, before int, of *model.Task) int {
	if before >= longestShown {
		return before
	}
	name := cmp.Or(of.Name(), model.Text(of.ID))
	label := min(len(of.Label), labelCells) + 3
	if len(name)+label <= before {
		return before
	}
	cells := th.Width(name.Tail(theme.LongestLine).Line())
	if of.Label != "" && of.Label != name {
		cells += label
	}
	return max(before, min(longestShown, cells))
}

// choice is the columns a person chose, the latest last.
type choice []string

// set takes a column in, or out.
func (c *choice) set(name string, on bool) {
	*c = slices.DeleteFunc(*c, func(old string) bool { return old == name })
	if on {
		*c = append(*c, name)
	}
}

// layout picks the columns of a table that is width cells wide and whose longest
// path has that many. FOLDER and WHY keep their least; the column that was chosen
// last goes first.
func layout(width int, chosen choice, plan []string, longest int) []column {
	free := width - fixedCells
	folder, task := leastFolder, width >= taskFrom
	if width >= amplFrom {
		folder = amplFolder
	}
	if task {
		free -= taskCells + gapCells
	}
	var more []column
	all := choosable(plan)
	for _, name := range chosen {
		i := slices.IndexFunc(all, func(c column) bool { return c.name == name })
		if i < 0 || name == taskColumn.name && task {
			continue
		}
		if free-all[i].cells-gapCells < min(folder, longest)+leastWhy {
			break
		}
		free -= all[i].cells + gapCells
		if name == taskColumn.name {
			task = true
		} else {
			more = append(more, all[i])
		}
	}
	folder = max(folder, (free*folderShares+99)/100)
	folder = min(folder, max(longest, len("FOLDER")+1))
	shown := []column{
		{name: "state", title: "STATE", cells: stateCells, draw: (*row).drawState},
		{name: "folder", title: "FOLDER", cells: folder, draw: (*row).drawFolder},
		{name: "why", title: "WHY", cells: max(0, free-folder), draw: (*row).drawWhy},
	}
	shown = append(shown, more...)
	shown = append(shown, column{name: "since", title: "SINCE", cells: sinceCells, right: true, draw: (*row).drawSince})
	if task {
		shown = append(shown, taskColumn)
	}
	at := gutterCells
	for i := range shown {
		shown[i].at = at
		at += shown[i].cells + gapCells
	}
	return append(shown, column{cells: freshCells, at: at - gapCells + 1, draw: (*row).drawFresh})
}

// headings is the line above the rows. The order, reversed or not, stands behind
// the heading of its column.
func headings(th *theme.Theme, cols []column, order string, reverse bool) string {
	l := page.Line{Theme: th}
	for _, c := range cols {
		sign := ""
		switch {
		case c.name != order || c.name == "":
		case reverse:
			sign = th.Sign("▴", "^")
		default:
			sign = th.Sign("▾", "v")
		}
		title, at := c.title, c.at
		if c.right { // the sign stands in the gap
			title = th.UpTo(title, c.cells)
			at += c.cells - th.Width(title)
		} else {
			title = th.UpTo(title, c.cells-th.Width(sign))
		}
		l.To(at)
		l.Put(th.Heading, title+sign)
	}
	return l.String()
}
