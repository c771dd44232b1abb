package row

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// Column is one column of the table.
type Column struct {
	Name  string // what it is called in the pickers of columns and orders; "" has no order
	Cells int
	At    int // the column of the screen where it begins
	title string
	right bool // its heading is aligned right
	draw  func(r *Row, l *page.Line, cells int)
}

// GutterCells is how many cells the cursor and the mark take before the first
// column.
const GutterCells = 2

// The cells of the columns that are always there, of those between them, and of
// the others.
const (
	stateCells = 12
	sinceCells = 5
	taskCells  = 12
	freshCells = 3
	gapCells   = 2

	fixedCells   = GutterCells + stateCells + sinceCells + freshCells + 4*gapCells // the edge included
	leastFolder  = 26
	amplFolder   = 36 // cells of the folder in tables of at least amplFrom
	amplFrom     = 92
	leastWhy     = 24
	countsFrom   = 30 // cells of WHY with room for how many have the same cause
	taskFrom     = 124
	folderShares = 52 // percent of what FOLDER and WHY share
)

// chosenColumns are our optional columns; those of the plan come in addition.
var chosenColumns = []Column{
	{Name: "label", title: "LABEL", Cells: 14, draw: (*Row).drawLabel},
	{Name: "note", title: "NOTE", Cells: 14, draw: (*Row).drawNote},
	{Name: "errors", title: "ERR", Cells: 4, right: true, draw: (*Row).drawErrors},
	{Name: "waited", title: "WAITED", Cells: 7, right: true, draw: (*Row).drawWaited},
	{Name: "ran", title: "RAN", Cells: 7, right: true, draw: (*Row).drawRan},
	{Name: "checked", title: "CHECKED", Cells: 10, right: true, draw: (*Row).drawChecked},
	taskColumn,
}

var taskColumn = Column{Name: "task", title: "TASK", Cells: taskCells, draw: (*Row).drawTask}

// Choosable returns the columns that the user may show or hide.
func Choosable(plan []string) []Column {
	all := slices.Clone(chosenColumns)
	for _, name := range plan {
		if !slices.ContainsFunc(all, func(c Column) bool { return c.Name == name }) {
			all = append(all, planColumn(name))
		}
	}
	return all
}

// planColumn returns the column that shows one column of the plan.
func planColumn(name string) Column {
	return Column{Name: name, title: strings.ToUpper(model.Text(name).Line()), Cells: 14, draw: func(r *Row, l *page.Line, cells int) {
		r.drawText(l, r.task.PlanValue(name), cells)
	}}
}

// longestShown is more cells than any screen has for a path.
const longestShown = 160

// Longest returns the length of the longest path in cells, given that of the tasks
// before, or a little more than any screen shows. Columns follow the whole list
// rather than the rows in view. It only grows, so that they stay in place.
func Longest(th *theme.Theme, before int, of *model.Task) int {
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

// Choice is the optional columns the user has chosen, the latest last.
type Choice []string

// Set adds a column, or removes it.
func (c *Choice) Set(name string, on bool) {
	*c = slices.DeleteFunc(*c, func(old string) bool { return old == name })
	if on {
		*c = append(*c, name)
	}
}

// Layout returns the columns of a table that is width cells wide and whose
// longest path has longest cells. FOLDER and WHY keep their minimum; if there
// is no room, the column chosen last goes first.
func Layout(width int, chosen Choice, plan []string, longest int) []Column {
	free := width - fixedCells
	folder, task := leastFolder, width >= taskFrom
	if width >= amplFrom {
		folder = amplFolder
	}
	if task {
		free -= taskCells + gapCells
	}
	var more []Column
	all := Choosable(plan)
	for _, name := range chosen {
		i := slices.IndexFunc(all, func(c Column) bool { return c.Name == name })
		if i < 0 || name == taskColumn.Name && task {
			continue
		}
		if free-all[i].Cells-gapCells < min(folder, longest)+leastWhy {
			break
		}
		free -= all[i].Cells + gapCells
		if name == taskColumn.Name {
			task = true
		} else {
			more = append(more, all[i])
		}
	}
	folder = max(folder, (free*folderShares+99)/100)
	folder = min(folder, max(longest, len("FOLDER")+1))
	shown := []Column{
		{Name: "state", title: "STATE", Cells: stateCells, draw: (*Row).drawState},
		{Name: "folder", title: "FOLDER", Cells: folder, draw: (*Row).drawFolder},
		{Name: "why", title: "WHY", Cells: max(0, free-folder), draw: (*Row).drawWhy},
	}
	shown = append(shown, more...)
	shown = append(shown, Column{Name: "since", title: "SINCE", Cells: sinceCells, right: true, draw: (*Row).drawSince})
	if task {
		shown = append(shown, taskColumn)
	}
	at := GutterCells
	for i := range shown {
		shown[i].At = at
		at += shown[i].Cells + gapCells
	}
	return append(shown, Column{Cells: freshCells, At: at - gapCells + 1, draw: (*Row).drawFresh})
}

// Headings returns the line above the rows, with a sign for the order behind
// the heading of its column.
func Headings(th *theme.Theme, cols []Column, order string, reverse bool) string {
	l := page.Line{Theme: th}
	for _, c := range cols {
		sign := ""
		switch {
		case c.Name != order || c.Name == "":
		case reverse:
			sign = th.Sign("▴", "^")
		default:
			sign = th.Sign("▾", "v")
		}
		title, at := c.title, c.At
		if c.right { // the sign stands in the gap
			title = th.UpTo(title, c.Cells)
			at += c.Cells - th.Width(title)
		} else {
			title = th.UpTo(title, c.Cells-th.Width(sign))
		}
		l.To(at)
		l.Put(th.Heading, title+sign)
	}
	return l.String()
}
