package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/tree"
)

// cursorIn is where the terminal's cursor belongs for a line of input that
// stands in line y of the screen, behind a blank.
func cursorIn(in *textinput.Model, y int) *tea.Cursor {
	c := in.Cursor()
	if c != nil {
		c.X++
		c.Y = y
	}
	return c
}

// longestLine is how much is pasted into a line of input, in bytes.
const longestLine = 4096

// pasteLine puts what is pasted into a line of input. It takes no token, which
// would be seen there.
func pasteLine(in *textinput.Model, text string) bool {
	if model.LooksLikeToken(text) {
		return false
	}
	line := tree.Beginning(model.Text(text), longestLine/8).Line()
	*in, _ = in.Update(tea.PasteMsg{Content: line})
	return true
}

// isToken tells whether a text is what a token looks like. In several lines it
// is something else, in which there may be one.
func isToken(text string) bool { return !severalLines(text) && model.LooksLikeToken(text) }

// severalLines tells whether a text has a line end in it.
func severalLines(text string) bool { return strings.ContainsAny(strings.TrimSpace(text), "\r\n") }
