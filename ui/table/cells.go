package table

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// column is one column of the table. Columns disappear as the screen gets
// narrower; the state never does.
type column struct {
	name  string // what it is called in the picker; "" cannot be hidden
	title string
	cells int  // width; the flexible ones share what is left
	flex  int  // part of what is left
	from  int  // the narrowest screen, in cells, that shows it
	until int  // the first width that does not; 0 is none
	right bool // aligned right
	extra bool // only shown if a person asks for it
	cell  func(row) cell
}

// cell is what stands in one column of one row.
type cell struct {
	text string
	ink  theme.Ink
	tail bool // when there is no room, the end is kept: IDs and paths differ there
}

// row is what the cells of one line are made of.
type row struct {
	task   *model.Task
	state  model.State
	stale  bool
	marked bool
	fresh  bool // it has changed and was not seen since
	slow   bool
	cause  string // why it has a problem; "" if it has none
	now    time.Time
	theme  *theme.Theme
}

var columns = []column{
	{title: "STATE", cells: 13, cell: row.stateCell},
	{title: "TASK", cells: 12, cell: row.idCell},
	{name: "folder", title: "FOLDER OR REASON", flex: 1, from: 60, until: 140, cell: row.folderOrReasonCell},
	{name: "folder", title: "FOLDER", flex: 3, from: 140, cell: row.folderCell},
	{name: "label", title: "LABEL", cells: 14, extra: true, cell: func(r row) cell { return r.textCell(r.task.Label) }},
	{name: "note", title: "NOTE", cells: 14, extra: true, cell: func(r row) cell { return r.textCell(r.task.Note) }},
	{name: "cause", title: "CAUSE", cells: 24, extra: true, cell: row.causeCell},
	{name: "errors", title: "ERR", cells: 4, right: true, cell: row.errorsCell},
	{name: "in state", title: "FOR", cells: 5, until: 60, right: true, cell: row.inStateCell},
	{name: "in state", title: "IN STATE", cells: 8, from: 60, right: true, cell: row.inStateCell},
	{name: "waited", title: "WAITED", cells: 7, from: 120, right: true, cell: row.waitedCell},
	{name: "ran", title: "RAN", cells: 7, from: 110, right: true, cell: row.ranCell},
	{name: "checked", title: "CHECKED", cells: 10, from: 70, right: true, cell: row.checkedCell},
	{name: "reason", title: "REASON", flex: 4, from: 140, cell: row.reasonCell},
	{cells: 4, from: 60, cell: func(r row) cell { return cell{text: r.badge(), ink: r.theme.Notice} }},
}

// planColumn shows what the plan says in one of its columns.
func planColumn(name string) column {
	return column{name: name, title: strings.ToUpper(model.Text(name).Line()), cells: 14, extra: true, cell: func(r row) cell {
		return r.textCell(r.task.PlanValue(name))
	}}
}

// choice is the columns a person chose to see (true) or not to (false); the
// others are shown where there is room for them.
type choice map[string]bool

// narrowest is the least that is left for the flexible column.
const narrowest = 12

// layout picks the columns for a screen of that width and gives the flexible
// ones their share. What a person chose is shown on any screen that has room
// for it.
func layout(width int, chosen choice, plan []string) []column {
	all := columns
	for _, name := range plan {
		if chosen[name] {
			all = append(slices.Clone(all), planColumn(name))
		}
	}
	var shown []column
	left, flex := width-2, 0 // the marker takes two
	for _, c := range all {
		on, said := chosen[c.name]
		switch {
		case said && !on, c.extra && (!on || left-c.cells-1 < narrowest):
			continue
		case width < c.from && !(on && c.cells > 0 && left-c.cells-1 >= narrowest) || c.until > 0 && width >= c.until:
			continue
		}
		shown = append(shown, c)
		left -= c.cells + 1
		flex += c.flex
	}
	left = max(0, left+1)
	for i := range shown {
		if f := shown[i].flex; f > 0 {
			shown[i].cells = left * f / flex
			left, flex = left-shown[i].cells, flex-f
		}
	}
	return shown
}

// headings is the line above the rows.
func headings(cols []column, l *theme.Theme) string {
	var b strings.Builder
	b.WriteString("  ")
	for i, c := range cols {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(align(c, cell{text: c.title}, l))
	}
	return l.Heading.Paint(b.String())
}

// line draws a row over the whole width of the screen.
func (r row) line(cols []column, selected bool, width int) string {
	var b strings.Builder
	under := theme.Ink{}
	if selected {
		under = r.theme.Selected
	}
	b.WriteString(r.marker(selected))
	used := 2
	for i, c := range cols {
		if i > 0 {
			b.WriteString(under.Paint(" "))
			used++
		}
		content := c.cell(r)
		b.WriteString(content.ink.On(under).Paint(align(c, content, r.theme)))
		used += c.cells
	}
	b.WriteString(under.Paint(theme.Spaces(width - used)))
	return b.String()
}

// marker is the cursor and the mark, two cells.
func (r row) marker(selected bool) string {
	under, cursor, mark := theme.Ink{}, " ", " "
	if selected {
		under, cursor = r.theme.Selected, r.theme.Sign("▌", ">")
	}
	if r.marked {
		mark = r.theme.Sign("●", "*")
	}
	return r.theme.Notice.On(under).Paint(cursor + mark)
}

// badge is what stands out about the task besides its state.
func (r row) badge() string {
	switch {
	case r.fresh:
		return "NEW"
	case r.slow:
		return "SLOW"
	}
	return ""
}

// align makes the cell as wide as its column.
func align(c column, content cell, l *theme.Theme) string {
	switch {
	case c.right:
		return l.FitRight(content.text, c.cells)
	case content.tail:
		return l.FitTail(content.text, c.cells)
	}
	return l.Fit(content.text, c.cells)
}

func (r row) none() cell { return cell{text: "-", ink: r.theme.Faint} }

func (r row) stateCell() cell {
	look := r.theme.States[r.state]
	text := look.Glyph + " " + r.state.Word()
	if r.state == model.StateUnknown && r.task.Report.Word != "" {
		text = look.Glyph + " " + r.task.Report.Word.Head(theme.LongestLine).Line() // as HubSpot sent it
	}
	if r.stale {
		return cell{text: r.theme.Fit(text, 12) + "~", ink: r.theme.Faint}
	}
	return cell{text: text, ink: look.Ink}
}

func (r row) textCell(text model.Text) cell {
	if text == "" {
		return r.none()
	}
	return cell{text: text.Head(theme.LongestLine).Line(), ink: r.plain()}
}

func (r row) causeCell() cell {
	if r.cause == "" {
		return r.none()
	}
	return cell{text: r.cause, ink: r.plain()}
}

func (r row) idCell() cell { return cell{text: string(r.task.ID), ink: r.plain(), tail: true} }

func (r row) folderCell() cell {
	if name := r.called(); name != "" {
		return cell{text: name, ink: r.plain(), tail: true}
	}
	return r.none()
}

// labelCells is how much of a label stands behind a folder.
const labelCells = 14

// called is what the task is called: the folder, and behind it the person's own
// label. It is safe to print.
func (r row) called() string {
	name, label := r.task.Name(), r.task.Label
	if label == "" || strings.HasSuffix(string(name), string(label)) {
		return name.Tail(theme.LongestLine).Line()
	}
	return name.Tail(theme.LongestLine).Line() + " [" + r.theme.UpTo(label.Head(theme.LongestLine).Line(), labelCells) + "]"
}

// folderOrReasonCell tells a failed task without a folder by what is wrong.
func (r row) folderOrReasonCell() cell {
	if r.task.Name() == "" && r.task.Reason() != "" {
		return r.reasonCell()
	}
	return r.folderCell()
}

func (r row) errorsCell() cell {
	n := r.errorCount()
	if n == 0 {
		return r.none()
	}
	text := strconv.Itoa(n)
	if n > 9999 {
		text = strconv.Itoa(n/1000) + "k"
	}
	return cell{text: text, ink: r.theme.States[model.StateErrors].Ink}
}

func (r row) errorCount() int {
	if r.task.Report == nil {
		return 0
	}
	return r.task.Report.ErrorCount()
}

func (r row) inStateCell() cell {
	if d, ok := r.task.InState(r.now); ok {
		return cell{text: model.Age(d), ink: r.plain()}
	}
	return r.none()
}

func (r row) waitedCell() cell { return r.span((*model.Report).Waited) }
func (r row) ranCell() cell    { return r.span((*model.Report).Ran) }

func (r row) span(of func(*model.Report) time.Duration) cell {
	if r.task.Report != nil {
		if d := of(r.task.Report); d > 0 {
			return cell{text: model.Span(d), ink: r.plain()}
		}
	}
	return r.none()
}

// checkedCell is how old the answer is: the age belongs to the answer, not to
// the last attempt.
func (r row) checkedCell() cell {
	at := r.task.CheckedAt()
	switch {
	case at.IsZero() && r.task.Err != nil:
		return cell{text: "failed", ink: r.theme.Stale}
	case at.IsZero():
		return cell{text: "never", ink: r.theme.Faint}
	case r.stale:
		return cell{text: "stale " + model.Age(r.now.Sub(at)), ink: r.theme.Stale}
	}
	return cell{text: model.Age(r.now.Sub(at)), ink: r.theme.Faint}
}

func (r row) reasonCell() cell { return cell{text: r.task.Reason(), ink: r.theme.Faint} }

// plain is for the facts of a row: dimmed when they may be out of date.
func (r row) plain() theme.Ink {
	if r.stale {
		return r.theme.Faint
	}
	return r.theme.Text
}
