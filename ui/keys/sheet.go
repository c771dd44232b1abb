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
func InSheet(key tea.KeyPressMsg) Action { return inSheet[key.String()] }

var inSheet = map[string]Action{
	"esc": Leave, "enter": Accept, "tab": Switch, "shift+tab": Switch, "space": Toggle,
	"up": Up, "down": Down, "pgup": PageUp, "pgdown": PageDown,
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
