package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// screenPiece is how long what GNU screen passes on in one piece may be, in bytes.
const screenPiece = 76

// Clipboard asks the terminal to take a text for its clipboard, unless it is mute.
// Whether it does it never says. A multiplexer takes it itself, or passes on what is wrapped for it.
func (t *Terminal) Clipboard(text string) tea.Cmd {
	plain := ansi.SetSystemClipboard(text)
	switch t.kind {
	case tmux:
		return tea.Raw(plain + ansi.TmuxPassthrough(plain))
	case screen:
		return tea.Raw(ansi.ScreenPassthrough(plain, screenPiece))
	case tmuxOrScreen:
		return tea.Raw(plain + ansi.ScreenPassthrough(plain, screenPiece))
	case console:
		return nil
	case direct:
	}
	return tea.Raw(plain)
}
