// Package input is a line of input, in a sheet or a screen, and tells what part
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

// Line is a line of input.
type Line struct {
	textinput.Model
	theme *theme.Theme
}

// New returns a line that has the keyboard.
func New(l *theme.Theme, prompt, placeholder string) Line {
	line := Line{l.NewInput(prompt, placeholder), l}
	line.Focus()
	return line
}

// View draws the line in the present theme, which may change while it is open.
func (l Line) View() string {
	l.theme.Dress(&l.Model)
	return l.Model.View()
}

// Type handles a key, and reports whether the text has changed.
func (l *Line) Type(msg tea.KeyPressMsg) (changed bool) {
	before := l.Value()
	l.Model, _ = l.Update(msg)
	return l.Value() != before
}

// Paste accepts a pasted text if it is one line and not a token, which would be
// visible.
func (l *Line) Paste(text string) (took bool) { return !SeveralLines(text) && l.Join(text) }

// longestLine is how much is pasted into a line, in bytes.
const longestLine = 4096

// Join accepts a text of any number of lines as one line, unless it is a token.
func (l *Line) Join(text string) (took bool) {
	head := model.Text(text).Head(longestLine)
	if model.LooksLikeToken(string(head)) {
		return false
	}
	l.Model, _ = l.Update(tea.PasteMsg{Content: head.Line()})
	return true
}

// CursorAt returns where the terminal's cursor belongs if the line is in line y
// of the screen, behind the margin.
func (l *Line) CursorAt(y int) *tea.Cursor {
	c := l.Cursor()
	if c != nil {
		c.X += page.Margin
		c.Y = y
	}
	return c
}

// IsToken reports whether a text looks like a token. A long or multi-line text
// is something else, though it may contain one.
func IsToken(text string) bool {
	return len(text) <= longestLine && !SeveralLines(text) && model.LooksLikeToken(text)
}

// SeveralLines reports whether a text has a line end in it.
func SeveralLines(text string) bool { return strings.ContainsAny(strings.TrimSpace(text), "\r\n") }
