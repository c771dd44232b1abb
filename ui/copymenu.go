package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// copyMenu is a sheet that offers texts to be copied, or to be written into a
// file.
type copyMenu struct {
	*screen.Env
	items []copyItem
	at    int
	file  bool // into a file instead

	loading bool      // what some of the texts are made of is being read
	wanted  *copyItem // is taken once it is there
}

// copyItem is one thing to copy. text makes it when it is wanted, "" if it
// would be of an answer that is not there.
type copyItem struct {
	letter, name, file string
	text               func() string
}

// newCopyMenu offers texts. With loading set, what some of them are made of is
// still being read: see loaded.
func newCopyMenu(e *screen.Env, items []copyItem, loading bool) *copyMenu {
	return &copyMenu{Env: e, items: items, loading: loading}
}

// Key moves in the menu, or takes what has that letter.
func (m *copyMenu) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch does := keys.InSheet(msg); {
	case does == keys.Leave, m.Keys.Is(msg, keys.Quit, keys.Back):
		return []screen.Intent{screen.Close{Sheet: m}}
	case does == keys.Switch:
		m.file = !m.file
	case does == keys.Up, m.Keys.Is(msg, keys.Up):
		m.at = max(0, m.at-1)
	case does == keys.Down, m.Keys.Is(msg, keys.Down):
		m.at = min(m.at+1, len(m.items)-1)
	case does == keys.Accept:
		return m.take(m.items[m.at])
	default:
		for _, item := range m.items {
			if item.letter == msg.Text {
				return m.take(item)
			}
		}
	}
	return nil
}

// take copies an item, or writes it into a file.
func (m *copyMenu) take(item copyItem) []screen.Intent {
	text := item.text()
	switch {
	case text == "" && m.loading:
		m.wanted = &item
		return nil
	case text == "":
		return []screen.Intent{screen.Close{Sheet: m}, screen.Say{Text: "the answer as it came is not kept; " + m.Keys.Name(keys.Check) + " asks HubSpot again"}}
	case m.file:
		return []screen.Intent{screen.Close{Sheet: m}, screen.Write{What: item.name, Name: item.file, Data: []byte(text)}}
	}
	return []screen.Intent{screen.Close{Sheet: m}, screen.Copy{What: item.name, Text: text}}
}

// loaded takes what was waited for.
func (m *copyMenu) loaded() []screen.Intent {
	m.loading = false
	if m.wanted == nil {
		return nil
	}
	return m.take(*m.wanted)
}

// Paste takes nothing.
func (m *copyMenu) Paste(string) (took bool, asks []screen.Intent) { return false, nil }

// Typing is false: letters choose.
func (m *copyMenu) Typing() bool { return false }

// Layout has nothing to fit.
func (m *copyMenu) Layout() {}

// Cursor is not shown.
func (m *copyMenu) Cursor() *tea.Cursor { return nil }

// Lines draws the sheet over the lowest lines of the screen.
func (m *copyMenu) Lines() []string {
	l, width := m.Theme, m.Width
	where := "to the clipboard"
	if m.file {
		where = "into a file"
	}
	lines := []string{
		l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)),
		l.Fit(" "+l.Heading.Paint("COPY "+strings.ToUpper(where)), width),
	}
	room := max(1, m.Height-4)
	top := max(0, min(m.at-room/2, len(m.items)-room))
	for i := top; i < min(top+room, len(m.items)); i++ {
		item, under := m.items[i], theme.Ink{}
		if i == m.at {
			under = l.Selected
		}
		mark := " "
		if i == m.at {
			mark = l.Sign("▌", ">")
		}
		lines = append(lines, l.Notice.On(under).Paint(mark)+l.Key.On(under).Paint(item.letter+"  ")+l.Text.On(under).Paint(l.Fit(item.name, width-4)))
	}
	return append(lines, l.Fit(" "+l.Hints("enter", "copies", "tab", "clipboard or file", "esc", "leaves"), width))
}
