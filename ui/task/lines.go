package task

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/facts"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// Lines draws the screen.
func (s *Screen) Lines() []string {
	lines := append(s.head(s.Task()), frame.NoticeLine(s.Env))
	lines = append(lines, s.Tree().Lines(true)...)
	return append(lines, s.pathLine(), s.footer())
}

// footer returns the hints; those of the search while it is typed.
func (s *Screen) footer() string {
	if s.line != nil {
		return frame.FooterTyped(s.Env, "", "enter", "finds it", "esc", "leaves")
	}
	return frame.Footer(s.Env, keys.Task, "", s.words())
}

// words returns what the hints call actions here instead of the usual. There is
// a next and a previous task only within the table.
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
	taskHeader = 3 // lines above its tree: which it is, when it was, what must be said
	taskFooter = 2 // lines below its tree
)

// head says which task this is, its place in the table, and when what happened
// to it, or what its last answer changed.
func (s *Screen) head(t *model.Task) []string {
	look := s.Theme.States[t.State()]
	first, second := page.Line{Theme: s.Theme}, page.Line{Theme: s.Theme}
	first.To(2)
	first.Put(look.Ink, look.Glyph+" "+t.State().Shown())
	first.Put(s.Theme.Text, "  ")
	place := fmt.Sprintf("%d of %d", s.at, s.of)
	if at, several := s.Tracker().Attempt(t.ID); several {
		place = fmt.Sprintf("attempt %d of %d  ", at.Number, at.Of) + place
	}
	name := cmp.Or(t.Wanted(), t.Label, model.Text(t.ID))
	parent, last := s.Theme.Path(name.Tail(theme.LongestLine).Line(), s.Width-1-first.At()-2-len(place))
	first.Put(s.Theme.Faint, parent)
	first.Put(s.Theme.Title, last)
	first.To(s.Width - 1 - len(place))
	first.Put(s.Theme.Faint, place)

	text, ink := strings.ReplaceAll(facts.Times(s.Env, t), "; ", frame.Separator(s.Theme)), s.Theme.Text
	if s.news != "" {
		text, ink = "changed "+model.Age(s.Now.Sub(s.newsAt))+" ago: "+s.news, s.Theme.Notice
	}
	id, asides := string(t.ID), s.asides(t)
	whole := 2 + s.Theme.Width(id+" · "+text) + 2
	if last := asides[len(asides)-1]; s.news == "" && whole+s.Theme.Width(last) >= s.Width { // without what others took
		text, _, _ = strings.Cut(text, " (")
		whole = 2 + s.Theme.Width(id+" · "+text) + 2
	}
	for len(asides) > 1 && whole+s.Theme.Width(asides[0]) >= s.Width {
		asides = asides[1:]
	}
	right := asides[0]
	room := s.Width - 1 - s.Theme.Width(right)
	second.To(2)
	if s.news == "" || whole <= room {
		second.Put(s.Theme.Faint, s.Theme.UpTo(id, room-4))
		if text != "" {
			second.Put(s.Theme.Faint, frame.Separator(s.Theme))
		}
	}
	if text != "" && room-second.At()-2 >= theme.LeastCut {
		second.Put(ink, s.Theme.UpTo(text, room-second.At()-2))
	}
	second.To(room)
	second.Put(s.Theme.Faint, right)
	return []string{first.String(), second.String()}
}

// asides returns what else to say at the right of the second line, longest
// first: how many tasks have the same cause, how old the answer is, and always
// the account.
func (s *Screen) asides(t *model.Task) []string {
	alike, answer, account := "", "", s.Theme.UpTo(frame.AccountName(s.Env), s.Width/3)
	if c := s.Causes().Of(t.ID); c != nil && c.Tasks > 1 {
		alike = model.Thousands(c.Tasks) + " alike"
	}
	if at := t.CheckedAt(); t.Report != nil && !at.IsZero() {
		answer = "answer of " + s.Times.Second(at, s.Now)
		if t.State().Final() {
			answer += ", final"
		}
	}
	joined := func(parts ...string) string {
		parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
		return strings.Join(parts, frame.Separator(s.Theme))
	}
	return []string{joined(alike, answer, account), joined(alike, account), account}
}

// pathLine says where the cursor is, and how far a search has come.
func (s *Screen) pathLine() string {
	if s.line != nil {
		return s.Theme.Fit("  "+s.line.input.View(), s.Width)
	}
	tree, path := s.Tree(), ""
	right := fmt.Sprintf("%d of %d ", tree.Cursor+1, len(tree.Flat))
	if tree.Sought != "" {
		right = fmt.Sprintf("%s: match %d of %d ", model.Text(tree.Sought), tree.Match(), len(tree.Matches))
	}
	if n := tree.Current(); n != nil {
		path = model.Text(n.Path()).Tail(theme.LongestLine).Line()
		if n.Long() {
			right = s.Keys.Name(keys.Pager) + " shows all of it  " + right
		}
	}
	if s.raw != nil {
		path = strings.TrimSuffix("raw "+path, " ")
	}
	room := s.Width - 3 - s.Theme.Width(right)
	if s.Theme.Width(path) > room {
		path = s.Theme.FitTail(path, max(0, room))
	}
	return s.Theme.Heading.Paint(theme.Join("  "+path, right, s.Width, s.Theme))
}
