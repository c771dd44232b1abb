package task

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// Lines draws the screen.
func (s *Screen) Lines() []string {
	lines := append(frame.Header(s.Env, 1), frame.NoticeLine(s.Env))
	lines = append(lines, s.head(s.Task())...)
	lines = append(lines, s.Tree().Lines(true)...)
	return append(lines, s.pathLine(), frame.Footer(s.Env, keys.Task, "", s.words()))
}

// words is what the hints say here instead of the usual: there is a next task, and
// a previous one, only within the table.
func (s *Screen) words() map[keys.Action]string {
	words := map[keys.Action]string{keys.Back: "back"}
	if s.Back != "" {
		words[keys.Back] = "back to " + s.Back
	}
	if s.at >= s.of {
		words[keys.NextTask] = ""
	}
	if s.at <= 1 {
		words[keys.PreviousTask] = ""
	}
	return words
}

const (
	taskHeader = 2 // lines above what is said of an open task
	taskFooter = 2 // lines below its tree
)

// head says which task this is, why it is as it is, how old the answer is,
// and what it changed.
func (s *Screen) head(t *model.Task) []string {
	look := s.Theme.States[t.State()]
	head := " " + look.Ink.Paint(look.Glyph+" "+t.State().Word()) + "  " + s.Theme.Title.Paint(string(t.ID))
	name := t.Label
	if t.Report == nil || t.Report.Result == nil {
		name = t.Name() // the sentence below has no folder to name
	}
	if name != "" {
		head += "  " + s.Theme.Text.Paint(name.Tail(theme.LongestLine).Line())
	}
	if d, ok := t.InState(s.Now); ok {
		head += s.Theme.Faint.Paint("  for " + model.Age(d))
	}
	if at, several := s.Tracker().Attempt(t.ID); several {
		head += s.Theme.Notice.Paint(fmt.Sprintf("  attempt %d of %d", at.Number, at.Of))
	}
	place := fmt.Sprintf("%d of %d ", s.at, s.of)
	lines := []string{theme.Join(head, s.Theme.Faint.Paint(place), s.Width, s.Theme)}
	about := 1
	if s.Height >= 20 {
		about = 2
	}
	for _, part := range sentence(s.Env, t, s.Width-2, about) {
		lines = append(lines, " "+s.Theme.Text.Paint(part))
	}
	if s.Height >= 14 {
		lines = append(lines, s.Theme.Faint.Paint(s.Theme.Fit(" "+checkText(s.Env, t), s.Width)))
	}
	if s.news != "" {
		text := " changed " + model.Age(s.Now.Sub(s.newsAt)) + " ago: " + s.news
		lines = append(lines, s.Theme.Notice.Paint(s.Theme.Fit(text, s.Width)))
	}
	return lines
}

// sentence is what happened to the task, in at most n lines. What the errors
// say stands below it in the tree; here is what they usually mean.
func sentence(e *screen.Env, t *model.Task, width, n int) []string {
	if t.State() != model.StateErrors {
		return wrapped(e.Theme, behind(t.Why(), elsewhere(t)), width, n)
	}
	r := t.Report
	text := r.Word.Head(theme.LongestLine).Line() + " with " + model.Plural(r.ErrorCount(), "error") + "; "
	switch f := r.Result; {
	case f == nil:
		text += "HubSpot sent no folder"
	case f.Path != "":
		text += "the folder is " + f.Path.Tail(theme.LongestLine).Line()
	default:
		text += "the folder is " + orDefault(f.Name, f.ID).Head(theme.LongestLine).Line()
	}
	text = behind(text, elsewhere(t))
	if c := e.Causes().Of(t.ID); c != nil {
		if note, ok := e.Causes().Note(c); ok {
			text = model.Sentence(text) + " " + model.Text(note.Meaning).Line()
		}
	}
	return wrapped(e.Theme, text, width, n)
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
func wrapped(l *theme.Theme, text string, width, n int) []string {
	if len(text) > 4*width*n { // it can be as long as a message of HubSpot's
		text = tree.Beginning(model.Text(text), width*n).Line()
	}
	parts := l.Wrap(text, width)
	if len(parts) > n {
		parts[n-1] = strings.TrimRight(l.Fit(parts[n-1]+" "+parts[n], width), " ")
		parts = parts[:n]
	}
	return parts
}

// pathLine says where the cursor is, and how a search goes on.
func (s *Screen) pathLine() string {
	if s.line != nil {
		return s.Theme.Fit("  "+s.line.input.View(), s.Width)
	}
	tree, path := s.Tree(), ""
	right := fmt.Sprintf("%d/%d ", tree.Cursor+1, len(tree.Flat))
	if tree.Sought != "" {
		right = fmt.Sprintf("%s: match %d of %d ", model.Text(tree.Sought), tree.Match(), len(tree.Matches))
	}
	if n := tree.Current(); n != nil {
		path = model.Text(n.Path()).Tail(theme.LongestLine).Line()
	}
	if n := tree.Current(); n != nil && n.Long() {
		right = s.Keys.Name(keys.Pager) + " shows all of it  " + right
	}
	if s.raw != nil {
		path = strings.TrimSuffix("raw "+path, " ")
	}
	room := s.Width - 2 - s.Theme.Width(right)
	if s.Theme.Width(path) > room {
		path = s.Theme.FitTail(path, max(0, room))
	}
	return s.Theme.Heading.Paint(theme.Join(" "+path, right, s.Width, s.Theme))
}
