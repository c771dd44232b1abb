package output

import (
	"cmp"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// A Terminal is what people read lists on: how wide it is, and how everything is
// drawn there. A nil Terminal stands for a pipe or a file, for which nothing is
// cut, wrapped, drawn or painted.
type Terminal struct {
	Theme theme.Theme
	Width int // in cells
}

const (
	fewestCells = 20 // of a terminal that says it has fewer
	cardsBelow  = 80 // cells of a terminal on which a task takes two lines
	countsFrom  = 120
	gap         = 2
	mostState   = 16 // cells of a state: HubSpot may send words of any length
	mostFolder  = 52 // percent of what the folder and the reason have
)

// NewTerminal is a terminal of so many cells, drawn with a theme.
func NewTerminal(width int, look theme.Theme) *Terminal {
	return &Terminal{Theme: look, Width: max(fewestCells, width)}
}

// wrap is prose in lines that fit.
func (t *Terminal) wrap(text string) string {
	if t == nil {
		return text
	}
	return strings.Join(t.lines(text, t.Width), "\n")
}

// lines is prose in lines of at most so many cells.
func (t *Terminal) lines(text string, cells int) []string {
	lines := t.Theme.Wrap(text, cells)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// summary is the counts in the words that the lines have.
func (t *Terminal) summary(summary map[string]int) string {
	if t == nil {
		return summaryLine(summary)
	}
	return summed(summary, func(s model.State, n int) string { return model.Thousands(n) + " " + s.Shown() })
}

// heading is the line above others.
func (t *Terminal) heading(text string) string {
	if t == nil {
		return text
	}
	return t.Theme.Heading.Paint(t.Theme.UpTo(text, t.Width))
}

// done is a text as the terminal can show it.
func (t *Terminal) done(text string) string {
	if t == nil {
		return text
	}
	return t.Theme.Plain(text)
}

// tasks is a line for each task, or two where there is little room, and above them
// what stands in the columns.
func (t *Terminal) tasks(all []taskOutput) string {
	rows := make([]shownTask, 0, len(all))
	for i := range all {
		rows = append(rows, t.shown(&all[i]))
	}
	var b strings.Builder
	if t.Width < cardsBelow {
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
	b.WriteString(t.heading(strings.Join(append(heads, "WHY"), "  ")) + "\n")
	for _, r := range rows {
		b.WriteString(t.row(r, c))
	}
	return b.String()
}

// shownTask is a task as its line says it. Its texts are safe to print.
type shownTask struct {
	state, task, folder, errors, why string
	ink                              theme.Ink
	faint                            bool // it counts no more
}

func (t *Terminal) shown(of *taskOutput) shownTask {
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
	s.state, s.ink = t.Theme.UpTo(look.Glyph+" "+word, mostState), look.Ink
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
	free := t.Width - c.state - c.task - 3*gap
	if t.Width >= countsFrom {
		c.errors = len("ERRORS")
		free -= c.errors + gap
	}
	c.folder = min(c.folder, max(free*mostFolder/100, free-c.why))
	c.why = min(c.why, free-c.folder)
	return c
}

func (t *Terminal) row(r shownTask, c columns) string {
	l := t.line()
	l.Put(r.ink, r.state)
	l.at(c.state+gap, t.Theme.Faint, t.Theme.TailUpTo(r.task, c.task))
	folder := c.state + c.task + 2*gap
	l.folder(folder, r, c.folder)
	why := folder + c.folder + gap
	if c.errors > 0 {
		l.at(why+c.errors-len(r.errors), r.text(&t.Theme), r.errors)
		why += c.errors + gap
	}
	l.at(why, r.text(&t.Theme), t.Theme.UpTo(r.why, c.why))
	return l.String() + "\n"
}

// card is a task in two lines: its folder, and below it the state and why.
func (t *Terminal) card(r shownTask) string {
	glyph, word, _ := strings.Cut(r.state, " ")
	if r.folder == "" {
		r.folder, r.task = r.task, ""
	}
	head, foot := t.line(), t.line()
	head.Put(r.ink, glyph)
	head.folder(gap, r, t.Width-gap)
	foot.at(gap, r.ink, word)
	if free := t.Width - foot.At() - gap; r.task != "" && free >= theme.LeastCut {
		foot.at(foot.At()+gap, t.Theme.Faint, t.Theme.TailUpTo(r.task, free))
	}
	if free := t.Width - foot.At() - gap; free >= theme.LeastCut {
		foot.at(foot.At()+gap, r.text(&t.Theme), t.Theme.UpTo(r.why, free))
	}
	return head.String() + "\n" + foot.String() + "\n"
}

// text is the ink of what a task's line says.
func (r *shownTask) text(l *theme.Theme) theme.Ink {
	if r.faint {
		return l.Faint
	}
	return l.Text
}

// line is a line of a list.
type line struct{ page.Line }

func (t *Terminal) line() *line { return &line{page.Line{Theme: &t.Theme}} }

// at writes text at a column; nothing takes no place.
func (l *line) at(column int, ink theme.Ink, text string) {
	if text != "" {
		l.To(column)
		l.Put(ink, text)
	}
}

// folder writes where the folder is, in at most so many cells. Its end is kept,
// and the name stands out.
func (l *line) folder(column int, r shownTask, cells int) {
	parent, name := l.Theme.Path(r.folder, cells)
	l.at(column, l.Theme.Faint, parent)
	l.at(column, r.text(l.Theme), name)
}
