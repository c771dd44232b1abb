// Package input is a line that is typed, in a sheet or in a screen, and tells what
// of a paste belongs into one.
package input

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// Line is a line that is typed, in a sheet or in a screen.
type Line struct {
	textinput.Model
	theme *theme.Theme
}

// New makes a line that has the keyboard.
func New(l *theme.Theme, prompt, placeholder string) Line {
	line := Line{l.NewInput(prompt, placeholder), l}
	line.Focus()
	return line
}

// View returns the line as it is drawn now: the theme may change while it is
// open.
func (l Line) View() string {
	l.theme.Dress(&l.Model)
	return l.Model.View()
}

// Type takes a key, and reports whether the text is another one now.
func (l *Line) Type(msg tea.KeyPressMsg) (changed bool) {
	before := l.Value()
	l.Model, _ = l.Update(msg)
	return l.Value() != before
}

// Paste takes a pasted text if it is one line, and no token: that would be seen.
func (l *Line) Paste(text string) (took bool) { return !SeveralLines(text) && l.Join(text) }

// longestLine is how much is pasted into a line, in bytes.
const longestLine = 4096

// Join takes a text as one line, however many it has, unless it is a token.
func (l *Line) Join(text string) (took bool) {
	head := model.Text(text).Head(longestLine)
	if model.LooksLikeToken(string(head)) {
		return false
	}
	l.Model, _ = l.Update(tea.PasteMsg{Content: head.Line()})
	return true
}

// CursorAt returns where the terminal's cursor belongs when the line stands in
// line y of the screen, behind the margin.
func (l *Line) CursorAt(y int) *tea.Cursor {
	c := l.Cursor()
	if c != nil {
		c.X += page.Margin
		c.Y = y
	}
	return c
}

// IsToken reports whether a text is what a token looks like. What is long, or
// in several lines, is something else, in which there may be one.
func IsToken(text string) bool {
	return len(text) <= longestLine && !SeveralLines(text) && model.LooksLikeToken(text)
}

// SeveralLines reports whether a text has a line end in it.
func SeveralLines(text string) bool { return strings.ContainsAny(strings.TrimSpace(text), "\r\n") }
