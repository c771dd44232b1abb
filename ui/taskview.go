package ui

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// taskLines draws the whole screen of an open task.
func (a *app) taskLines() []string {
	lines := append(frame.Header(a.Env, 1), frame.Rule(a.Env))
	lines = append(lines, a.taskHead(a.List().Task(a.task.id))...)
	lines = append(lines, a.task.front().Lines(true)...)
	return append(lines, a.pathLine(), frame.Footer(a.Env, keys.Task, ""))
}

const (
	taskHeader = 2 // lines above what is said of an open task
	taskFooter = 2 // lines below its tree
)

// taskHead says which task this is, why it is as it is, how old the answer is,
// and what it changed.
func (a *app) taskHead(t *model.Task) []string {
	look := a.Theme.States[t.State()]
	head := " " + look.Ink.Paint(look.Glyph+" "+t.State().Word()) + "  " + a.Theme.Title.Paint(string(t.ID))
	name := t.Label
	if t.Report == nil || t.Report.Result == nil {
		name = t.Name() // the sentence below has no folder to name
	}
	if name != "" {
		head += "  " + a.Theme.Text.Paint(name.Tail(longestPath).Line())
	}
	if d, ok := t.InState(a.Now); ok {
		head += a.Theme.Faint.Paint("  for " + model.Age(d))
	}
	if at, several := a.Tracker().Attempt(t.ID); several {
		head += a.Theme.Notice.Paint(fmt.Sprintf("  attempt %d of %d", at.Number, at.Of))
	}
	place := fmt.Sprintf("%d of %d ", a.table.index+1, len(a.table.rows))
	lines := []string{theme.Join(head, a.Theme.Faint.Paint(place), a.Width, a.Theme)}
	for _, part := range a.sentence(t, a.Width-2, 1+count(a.Height >= 20)) {
		lines = append(lines, " "+a.Theme.Text.Paint(part))
	}
	if a.Height >= 14 {
		lines = append(lines, a.Theme.Faint.Paint(a.Theme.Fit(" "+a.checkText(t), a.Width)))
	}
	if s := a.task; s.news != "" {
		text := " changed " + model.Age(a.Now.Sub(s.newsAt)) + " ago: " + s.news
		lines = append(lines, a.Theme.Notice.Paint(a.Theme.Fit(text, a.Width)))
	}
	return lines
}

// sentence is what happened to the task, in at most n lines. What the errors
// say stands below it in the tree; here is what they usually mean.
func (a *app) sentence(t *model.Task, width, n int) []string {
	if t.State() != model.StateErrors {
		return a.wrapped(behind(t.Why(), elsewhere(t)), width, n)
	}
	r := t.Report
	text := r.Word.Head(longestPath).Line() + " with " + model.Plural(r.ErrorCount(), "error") + "; "
	switch f := r.Result; {
	case f == nil:
		text += "HubSpot sent no folder"
	case f.Path != "":
		text += "the folder is " + f.Path.Tail(longestPath).Line()
	default:
		text += "the folder is " + orDefault(f.Name, f.ID).Head(longestPath).Line()
	}
	text = behind(text, elsewhere(t))
	if c := a.Causes().Of(t.ID); c != nil {
		if note, ok := a.Causes().Note(c); ok {
			text = model.Sentence(text) + " " + model.Text(note.Meaning).Line()
		}
	}
	return a.wrapped(text, width, n)
}

// behind is a text with more in the same sentence, if there is more.
func behind(text, more string) string {
	if more == "" {
		return text
	}
	return model.Clause(text) + more
}

// elsewhere says that the folder is not as it was planned, "" if it is.
func elsewhere(t *model.Task) string {
	var columns []string
	for _, d := range t.Elsewhere() {
		columns = append(columns, d.Column)
	}
	if len(columns) == 0 {
		return ""
	}
	return "; the plan wanted another " + strings.Join(columns, ", ")
}

func orDefault(t, otherwise model.Text) model.Text {
	if t == "" {
		return otherwise
	}
	return t
}

// wrapped is the beginning of a text in at most n lines.
func (a *app) wrapped(text string, width, n int) []string {
	if len(text) > 4*width*n { // it can be as long as a message of HubSpot's
		text = tree.Beginning(model.Text(text), width*n).Line()
	}
	parts := a.Theme.Wrap(text, width)
	if len(parts) > n {
		parts[n-1] = strings.TrimRight(a.Theme.Fit(parts[n-1]+" "+parts[n], width), " ")
		parts = parts[:n]
	}
	return parts
}

// longestPath is how much of a path is shown, in bytes.
const longestPath = 2000

// pathLine says where the cursor is, and how a search goes on.
func (a *app) pathLine() string {
	s := a.task
	if s.line != nil {
		return a.Theme.Fit(" "+s.line.input.View(), a.Width)
	}
	tree, path := s.front(), ""
	right := fmt.Sprintf("%d/%d ", tree.Cursor+1, len(tree.Flat))
	if tree.Sought != "" {
		right = fmt.Sprintf("%s: match %d of %d ", model.Text(tree.Sought), tree.Match(), len(tree.Matches))
	}
	if n := tree.Current(); n != nil {
		path = model.Text(n.Path()).Tail(longestPath).Line()
	}
	if n := tree.Current(); n != nil && n.Long() {
		right = a.Keys.Name(keys.Pager) + " shows all of it  " + right
	}
	if s.raw != nil {
		path = strings.TrimSuffix("raw "+path, " ")
	}
	room := a.Width - 2 - a.Theme.Width(right)
	if a.Theme.Width(path) > room {
		path = a.Theme.FitTail(path, max(0, room))
	}
	return a.Theme.Heading.Paint(theme.Join(" "+path, right, a.Width, a.Theme))
}
