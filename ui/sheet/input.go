// Package sheet is what lies over a screen and takes the keyboard: for adding tasks,
// a token, a label, lists to choose from, texts to copy, and the help.
package sheet

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// CursorIn is where the terminal's cursor belongs for a line of input that
// stands in line y of the screen, behind a blank.
func CursorIn(in *textinput.Model, y int) *tea.Cursor {
	c := in.Cursor()
	if c != nil {
		c.X++
		c.Y = y
	}
	return c
}

// longestLine is how much is pasted into a line of input, in bytes.
const longestLine = 4096

// PasteLine puts what is pasted into a line of input. It takes no token, which
// would be seen there.
func PasteLine(in *textinput.Model, text string) bool {
	head := model.Text(text).Head(longestLine)
	if model.LooksLikeToken(string(head)) {
		return false
	}
	line := head.Line()
	*in, _ = in.Update(tea.PasteMsg{Content: line})
	return true
}

// IsToken tells whether a text is what a token looks like. What is long, or in
// several lines, is something else, in which there may be one.
func IsToken(text string) bool {
	return len(text) <= longestLine && !SeveralLines(text) && model.LooksLikeToken(text)
}

// SeveralLines tells whether a text has a line end in it.
func SeveralLines(text string) bool { return strings.ContainsAny(strings.TrimSpace(text), "\r\n") }
