package output

import (
	"cmp"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// A Terminal is what lists are read on: how wide it is, and how things are
// drawn there. A nil Terminal stands for a pipe or a file, for which nothing is
// cut, wrapped or painted.
type Terminal struct {
	Theme theme.Theme
	Width int // in cells
}

// How lines are laid out.
const (
	fewestCells = 20 // of a terminal that says it has fewer
	CardsBelow  = 80 // cells of a terminal on which a task takes two lines
	countsFrom  = 120
	Gap         = 2  // cells between columns
	MostState   = 16 // cells of a state: HubSpot may send words of any length
	MostFolder  = 52 // percent of what the folder and the reason have
)

// NewTerminal returns a terminal of that many cells, drawn with a theme.
func NewTerminal(width int, look theme.Theme) *Terminal {
	return &Terminal{Theme: look, Width: max(fewestCells, width)}
}

// Wrap returns prose in lines that fit.
func (t *Terminal) Wrap(text string) string {
	if t == nil {
		return text
	}
	return strings.Join(t.Lines(text, t.Width), "\n")
}

// Lines returns prose in lines of at most that many cells.
func (t *Terminal) Lines(text string, cells int) []string {
	lines := t.Theme.Wrap(text, cells)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// summary returns the counts in the words that the lines have.
func (t *Terminal) summary(summary map[string]int) string {
	if t == nil {
		return summaryLine(summary)
	}
	return summed(summary, func(s model.State, n int) string { return model.Thousands(n) + " " + s.Shown() })
}

// Heading returns a heading.
func (t *Terminal) Heading(text string) string {
	if t == nil {
		return text
	}
	return t.Theme.Heading.Paint(t.Theme.UpTo(text, t.Width))
}

// Done returns a text as the terminal can show it.
func (t *Terminal) Done(text string) string {
	if t == nil {
		return text
	}
	return t.Theme.Plain(text)
}

// tasks returns a line for each task, or two where there is little room, and
// above them what stands in the columns.
func (t *Terminal) tasks(all []Task) string {
	rows := make([]shownTask, 0, len(all))
	for i := range all {
		rows = append(rows, t.shown(&all[i]))
	}
	var b strings.Builder
	if t.Width < CardsBelow {
		for _, r := range rows {
			b.WriteString(t.card(r))
		}
		return b.String()
	}
	c := t.columns(rows)
	heads := []string{t.Theme.Fit("STATE", c.state), t.Theme.Fit("TASK", c.task), t.Theme.Fit("FOLDER", c.folder)}
	if c.errors > 0 {
		heads = append(heads, "ERRORS")
	}
	b.WriteString(t.Heading(strings.Join(append(heads, "WHY"), "  ")) + "\n")
	for _, r := range rows {
		b.WriteString(t.row(r, c))
	}
	return b.String()
}

// shownTask is a task as its line says it. Its texts are safe to print.
type shownTask struct {
	state, task, folder, errors, why string
	ink                              theme.Ink
	faint                            bool // it no longer counts
}

func (t *Terminal) shown(of *Task) shownTask {
	s := shownTask{task: model.Text(of.TaskID).Line(), folder: model.Text(of.name).Tail(theme.LongestLine).Line()}
	if of.NumErrors > 0 {
		s.errors = strconv.Itoa(of.NumErrors)
	}
	state, _ := model.ParseState(of.State)
	look, word := t.Theme.States[state], state.Shown()
	if state == model.StateUnknown {
		word = cmp.Or(model.Text(of.Status).Head(theme.LongestLine).Line(), word)
	}
	s.why = model.Text(cmp.Or(of.short, of.why())).Head(theme.LongestLine).Line()
	if s.why == "" && state == model.StateCanceled {
		s.why = "HubSpot canceled it"
	}
	if s.faint = of.ReplacedBy != ""; s.faint {
		look, word = theme.State{Glyph: t.Theme.Sign("»", "-"), Ink: t.Theme.Faint}, "replaced"
	}
	s.state, s.ink = t.Theme.UpTo(look.Glyph+" "+word, MostState), look.Ink
	return s
}

// columns is the cells of each column; errors is 0 where it has no room.
type columns struct{ state, task, folder, errors, why int }

// columns gives the folder and the reason what they need, or each its part of
// what there is.
func (t *Terminal) columns(rows []shownTask) columns {
	c := columns{state: len("STATE"), task: len("TASK"), folder: len("FOLDER"), why: len("WHY")}
	for _, r := range rows {
		c.state = max(c.state, t.Theme.Width(r.state))
		c.task = max(c.task, t.Theme.Width(r.task))
		c.folder = max(c.folder, t.Theme.Width(r.folder))
		c.why = max(c.why, t.Theme.Width(r.why))
	}
	c.task = min(c.task, t.Width/4)
	free := t.Width - c.state - c.task - 3*Gap
	if t.Width >= countsFrom {
		c.errors = len("ERRORS")
		free -= c.errors + Gap
	}
	c.folder = min(c.folder, max(free*MostFolder/100, free-c.why))
	c.why = min(c.why, free-c.folder)
	return c
}

func (t *Terminal) row(r shownTask, c columns) string {
	l := t.Line()
	l.Put(r.ink, r.state)
	l.PutAt(c.state+Gap, t.Theme.Faint, t.Theme.TailUpTo(r.task, c.task))
	folder := c.state + c.task + 2*Gap
	l.PutFolder(folder, r.text(&t.Theme), r.folder, c.folder)
	why := folder + c.folder + Gap
	if c.errors > 0 {
		l.PutAt(why+c.errors-len(r.errors), r.text(&t.Theme), r.errors)
		why += c.errors + Gap
	}
	l.PutAt(why, r.text(&t.Theme), t.Theme.UpTo(r.why, c.why))
	return l.String() + "\n"
}

// card returns a task in two lines: its folder, and below it the state and why.
func (t *Terminal) card(r shownTask) string {
	glyph, word, _ := strings.Cut(r.state, " ")
	if r.folder == "" {
		r.folder, r.task = r.task, ""
	}
	head, foot := t.Line(), t.Line()
	head.Put(r.ink, glyph)
	head.PutFolder(Gap, r.text(&t.Theme), r.folder, t.Width-Gap)
	foot.PutAt(Gap, r.ink, word)
	if free := t.Width - foot.At() - Gap; r.task != "" && free >= theme.LeastCut {
		foot.PutAt(foot.At()+Gap, t.Theme.Faint, t.Theme.TailUpTo(r.task, free))
	}
	if free := t.Width - foot.At() - Gap; free >= theme.LeastCut {
		foot.PutAt(foot.At()+Gap, r.text(&t.Theme), t.Theme.UpTo(r.why, free))
	}
	return head.String() + "\n" + foot.String() + "\n"
}

// text returns the ink of what a task's line says.
func (r *shownTask) text(l *theme.Theme) theme.Ink {
	if r.faint {
		return l.Faint
	}
	return l.Text
}

// Line is a line of a list.
type Line struct{ page.Line }

// Line returns an empty line.
func (t *Terminal) Line() *Line { return &Line{page.Line{Theme: &t.Theme}} }

// PutAt writes text at a column; empty text changes nothing.
func (l *Line) PutAt(column int, ink theme.Ink, text string) {
	if text != "" {
		l.To(column)
		l.Put(ink, text)
	}
}

// PutFolder writes a folder's path, in at most that many cells. Its end is
// kept, and the name stands out.
func (l *Line) PutFolder(column int, ink theme.Ink, path string, cells int) {
	parent, name := l.Theme.Path(path, cells)
	l.PutAt(column, l.Theme.Faint, parent)
	l.PutAt(column, ink, name)
}

// Moment returns a time of day, with its date if there is room.
func (t *Terminal) Moment(at string) string {
	clock := at[strings.LastIndexByte(at, ' ')+1:]
	switch {
	case t == nil || t.Width >= CardsBelow:
		return at
	case t.Width >= CardsBelow/2:
		return clock[:len("15:04:05")]
	}
	return clock[:len("15:04")]
}
