package keys

import tea "charm.land/bubbletea/v2"

// The actions of sheets and of lines that are typed, besides [Up], [Down],
// [PageUp], [PageDown] and [Toggle].
const (
	Leave  Action = "leave"
	Accept Action = "accept"
	Switch Action = "switch" // to the other one
)

// InSheet returns what a key does where letters are text: in a sheet, and in a
// line of input; "" for most keys. The user's keys do not change it.
func InSheet(key tea.KeyPressMsg) Action {
	switch key.String() {
	case "esc":
		return Leave
	case "enter":
		return Accept
	case "tab", "shift+tab":
		return Switch
	case "space":
		return Toggle
	case "up":
		return Up
	case "down":
		return Down
	case "pgup":
		return PageUp
	case "pgdown":
		return PageDown
	}
	return ""
}

// Typed returns the press of the key that sends a character.
func Typed(r rune) tea.KeyPressMsg {
	switch r {
	case '\r', '\n':
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case '\t':
		return tea.KeyPressMsg{Code: tea.KeyTab}
	case ' ':
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return tea.KeyPressMsg{Code: r, Text: string(r)}
}
