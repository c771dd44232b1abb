package ui

import (
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
)

// column is one column of the table. Columns disappear as the screen gets
// narrower; the state never does.
type column struct {
	title string
	cells int  // width; the flexible ones share what is left
	flex  int  // part of what is left
	from  int  // the narrowest screen, in cells, that shows it
	right bool // aligned right
	text  func(row) (string, ink)
}

// row is what the cells of one line are made of.
type row struct {
	task  *model.Task
	state model.State
	stale bool
	now   time.Time
	looks *looks
}

var columns = []column{
	{title: "STATE", cells: 13, text: row.stateCell},
	{title: "TASK", cells: 12, text: row.idCell},
	{title: "FOLDER", flex: 3, from: 60, text: row.folderCell},
	{title: "ERR", cells: 4, right: true, text: row.errorsCell},
	{title: "IN STATE", cells: 8, from: 60, right: true, text: row.inStateCell},
	{title: "FOR", cells: 5, right: true, text: row.inStateCell}, // the same, narrow
	{title: "WAITED", cells: 7, from: 120, right: true, text: row.waitedCell},
	{title: "RAN", cells: 7, from: 110, right: true, text: row.ranCell},
	{title: "CHECKED", cells: 10, from: 70, right: true, text: row.checkedCell},
	{title: "REASON", flex: 4, from: 140, text: row.reasonCell},
}

// layout picks the columns for a screen of that width and gives the flexible
// ones their share.
func layout(width int) []column {
	var shown []column
	left, flex := width-2, 0 // the marker takes two
	for _, c := range columns {
		if width < c.from || c.title == "FOR" && width >= 60 {
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
func headings(cols []column, l *looks) string {
	var b strings.Builder
	b.WriteString("  ")
	for i, c := range cols {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(align(c, c.title, l))
	}
	return l.heading.paint(b.String())
}

// line draws a row over the whole width of the screen.
func (r row) line(cols []column, selected bool, width int) string {
	var b strings.Builder
	under := ink{}
	if selected {
		under = r.looks.selected
		b.WriteString(r.looks.notice.on(under).paint(r.looks.sign("▌ ", "> ")))
	} else {
		b.WriteString("  ")
	}
	used := 2
	for i, c := range cols {
		if i > 0 {
			b.WriteString(under.paint(" "))
			used++
		}
		text, color := c.text(r)
		b.WriteString(color.on(under).paint(align(c, text, r.looks)))
		used += c.cells
	}
	b.WriteString(under.paint(spaces(width - used)))
	return b.String()
}

// align makes text as wide as its column. IDs and paths keep their ends.
func align(c column, text string, l *looks) string {
	switch {
	case c.right:
		return l.fitRight(text, c.cells)
	case c.title == "TASK", c.title == "FOLDER":
		return l.fitTail(text, c.cells)
	}
	return l.fit(text, c.cells)
}

func (r row) stateCell() (string, ink) {
	look := r.looks.state[r.state]
	text := look.glyph + " " + r.state.Word()
	if r.state == model.StateUnknown && r.task.Report.Word != "" {
		text = look.glyph + " " + r.task.Report.Word.Line() // as HubSpot sent it
	}
	if r.stale {
		return r.looks.fit(text, 12) + "~", r.looks.faint
	}
	return text, look.ink
}

func (r row) idCell() (string, ink) { return string(r.task.ID), r.plain() }

func (r row) folderCell() (string, ink) {
	if name := r.task.Name(); name != "" {
		return name.Line(), r.plain()
	}
	return "-", r.looks.faint
}

func (r row) errorsCell() (string, ink) {
	if r.task.Report == nil {
		return "", r.looks.faint
	}
	n := r.task.Report.ErrorCount()
	switch {
	case n == 0:
		return "-", r.looks.faint
	case n > 9999:
		return strconv.Itoa(n/1000) + "k", r.looks.state[model.StateErrors].ink
	}
	return strconv.Itoa(n), r.looks.state[model.StateErrors].ink
}

func (r row) inStateCell() (string, ink) {
	if d, ok := r.task.InState(r.now); ok {
		return ageText(d), r.plain()
	}
	return "-", r.looks.faint
}

func (r row) waitedCell() (string, ink) { return r.span((*model.Report).Waited) }
func (r row) ranCell() (string, ink)    { return r.span((*model.Report).Ran) }

func (r row) span(of func(*model.Report) time.Duration) (string, ink) {
	if r.task.Report != nil {
		if d := of(r.task.Report); d > 0 {
			return spanText(d), r.plain()
		}
	}
	return "-", r.looks.faint
}

// checkedCell is how old the answer is: the age belongs to the answer, not to
// the last attempt.
func (r row) checkedCell() (string, ink) {
	at := r.task.CheckedAt()
	switch {
	case at.IsZero() && r.task.Err != nil:
		return "failed", r.looks.stale
	case at.IsZero():
		return "never", r.looks.faint
	case r.stale:
		return "stale " + ageText(r.now.Sub(at)), r.looks.stale
	}
	return ageText(r.now.Sub(at)), r.looks.faint
}

func (r row) reasonCell() (string, ink) { return r.task.Reason(), r.looks.faint }

// plain is for the facts of a row: dimmed when they may be out of date.
func (r row) plain() ink {
	if r.stale {
		return r.looks.faint
	}
	return r.looks.text
}
