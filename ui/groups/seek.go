package groups

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// seekLine is the line in which the user types words to find groups by. The
// groups follow every key.
type seekLine struct {
	*screen.Env
	groups *Screen
	input  input.Line
	before string
	line   int // of the screen
}

// openSeek opens the line, with the words there are.
func (g *Screen) openSeek() {
	s := &seekLine{Env: g.Env, groups: g, input: input.New(g.Theme, "/", "words of a group"), before: g.sought}
	s.input.SetValue(g.sought)
	s.input.CursorEnd()
	g.line = s
	s.layout(g.frame().noticeAt)
}

// find shows the groups that have all of these words.
func (g *Screen) find(words string) {
	g.sought = words
	g.regroup()
}

// has reports whether all of the words are in the group's title or in what
// HubSpot said.
func (c *cluster) has(words string) bool {
	text := strings.ToLower(c.title + " " + c.long)
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(word string) bool { return !strings.Contains(text, word) })
}

// layout gives the line its place and its room.
func (s *seekLine) layout(line int) {
	s.line = line
	s.input.SetWidth(max(10, s.Width-18))
}

// Key types, or is done.
func (s *seekLine) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch keys.InSheet(msg) {
	case keys.Leave:
		s.groups.line = nil
		s.groups.find(s.before)
	case keys.Accept:
		s.groups.line = nil
	case keys.Up:
		s.groups.move(-1)
	case keys.Down:
		s.groups.move(+1)
	default:
		if s.input.Type(msg) {
			s.groups.find(s.input.Value())
		}
	}
	return nil
}

// Paste looks for what is pasted.
func (s *seekLine) Paste(text string) (took bool, asks []screen.Intent) {
	if took = s.input.Paste(text); took {
		s.groups.find(s.input.Value())
	}
	return took, nil
}

// Typing returns true: letters are looked for.
func (s *seekLine) Typing() bool { return true }

// Cursor is in the line.
func (s *seekLine) Cursor() *tea.Cursor { return s.input.CursorAt(s.line) }

// view returns the line, and at its right how many groups are left.
func (s *seekLine) view() string {
	right := s.Theme.Faint.Paint(model.Plural(len(s.groups.all), "group"))
	return s.Theme.Fit("  "+s.input.View(), s.Width-1-s.Theme.Width(right)-1) + " " + right
}
