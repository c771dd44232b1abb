package findings

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/markdown"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// rows is what a command tells about the rows of a plan. Its texts are safe to
// print.
type rows struct {
	header []string
	cells  [][]string // for programs
	shown  []shownRow // the same for a terminal
	last   string     // a line for people
}

// shownRow is a row of a plan as a user reads it on a terminal: a line of what
// it is, and what is said about it below.
type shownRow struct {
	word           string                       // what comes first
	ink            func(*theme.Theme) theme.Ink // of word; nil is the usual one
	line           int                          // of the plan
	what, id, said string
	path           model.Text // or the name, where that is all there is
}

// print writes the rows in one of the [Formats].
func (r *rows) print(w io.Writer, format string, t *output.Terminal) error {
	switch format {
	case "csv":
		return output.WriteCSV(w, append([][]string{r.header}, r.cells...))
	case "md":
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n\n", markdown.Line(r.last))
		if len(r.cells) > 0 {
			var cells [][]string
			for _, row := range r.cells {
				var line []string
				for _, cell := range row {
					line = append(line, markdown.Escape(cell))
				}
				cells = append(cells, line)
			}
			output.WriteMarkdownTable(&b, r.header, cells)
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	if t != nil {
		_, err := io.WriteString(w, t.Done(drawn(t, r.shown)+t.Wrap(model.Text(r.last).Block())+"\n"))
		return err
	}
	text := ""
	if len(r.cells) > 0 {
		head := make([]string, len(r.header))
		for i, h := range r.header {
			head[i] = strings.ToUpper(h)
		}
		text = output.Align(append([][]string{head}, r.cells...))
	}
	_, err := io.WriteString(w, text+model.Text(r.last).Block()+"\n")
	return err
}

// drawn returns the rows as wide as the terminal, with the end of a path kept.
// Where there is little room the ID of the folder goes.
func drawn(t *output.Terminal, all []shownRow) string {
	var word, number, what, id int
	for _, r := range all {
		word, what = max(word, t.Theme.Width(r.word)), max(what, t.Theme.Width(r.what))
		number, id = max(number, len("line ")+len(strconv.Itoa(r.line))), max(id, t.Theme.Width(r.id))
	}
	var b strings.Builder
	for _, r := range all {
		l, ink := t.Line(), t.Theme.Text
		if r.ink != nil {
			ink = r.ink(&t.Theme)
		}
		l.Put(ink, t.Theme.UpTo(r.word, t.Width))
		next := cell(t, l, word+output.Gap, number, t.Theme.Faint, "line "+strconv.Itoa(r.line))
		next = cell(t, l, next, what, t.Theme.Text, r.what)
		if t.Width >= output.CardsBelow {
			next = cell(t, l, next, id, t.Theme.Faint, r.id)
		}
		if free := t.Width - next; free >= theme.LeastCut {
			l.PutFolder(next, t.Theme.Text, r.path.Tail(theme.LongestLine).Line(), free)
		}
		b.WriteString(l.String() + "\n")
		for _, line := range t.Lines(model.Text(r.said).Line(), t.Width-output.Gap) {
			if line != "" {
				b.WriteString(strings.Repeat(" ", output.Gap) + line + "\n")
			}
		}
	}
	return b.String()
}

// cell puts a cell of so many cells at a column, as far as there is room, and tells
// where the next one begins. No cell has a place where none of the rows has that one.
func cell(t *output.Terminal, l *output.Line, at, cells int, ink theme.Ink, text string) (next int) {
	if cells == 0 {
		return at
	}
	if free := t.Width - at; free >= theme.LeastCut {
		l.PutAt(at, ink, t.Theme.UpTo(text, min(cells, free)))
	}
	return at + cells + output.Gap
}
