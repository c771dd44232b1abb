package ui

import (
	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
)

// newInput is a line of input in the colors of the theme, with the terminal's
// own cursor.
func (l *looks) newInput(prompt, placeholder string) textinput.Model {
	in := textinput.New()
	in.Prompt, in.Placeholder = prompt, placeholder
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{Focused: l.input, Blurred: l.input})
	return in
}

// inputStyle is how a line of input is drawn.
func inputStyle(prompt, text, placeholder lipgloss.Style) textinput.StyleState {
	return textinput.StyleState{Prompt: prompt, Text: text, Placeholder: placeholder, Suggestion: placeholder}
}
