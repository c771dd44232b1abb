package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// screenPiece is the longest piece that GNU screen passes on, in bytes.
const screenPiece = 76

// Clipboard asks the terminal to put a text on its clipboard, unless it is
// mute. The terminal never says whether it did. A multiplexer takes the text
// itself, or passes on what is wrapped for it.
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
