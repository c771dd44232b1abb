package sheet

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Menu is a sheet of texts to copy or to write into a file.
type Menu struct {
	*screen.Env
	items []Item
	at    int
	file  bool // into a file instead

	loading bool  // what some of the texts are made of is being read
	wanted  *Item // is taken once it is there
}

// Item is one thing to copy. text makes it on demand and returns "" if the
// answer it needs is not there.
type Item struct {
	Letter, Name, File string
	Text               func() string
}

// NewMenu returns a menu of texts. loading means that what some are made of is
// still being read: see [Menu.Loaded].
func NewMenu(e *screen.Env, items []Item, loading bool) *Menu {
	return &Menu{Env: e, items: items, loading: loading}
}

// Key moves in the menu, or takes the item with that letter.
func (m *Menu) Key(msg tea.KeyPressMsg) []screen.Intent {
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
			if item.Letter == msg.Text {
				return m.take(item)
			}
		}
	}
	return nil
}

// take copies an item, or writes it into a file.
func (m *Menu) take(item Item) []screen.Intent {
	text := item.Text()
	switch {
	case text == "" && m.loading:
		m.wanted = &item
		return nil
	case text == "":
		return []screen.Intent{screen.Close{Sheet: m}, screen.Say{Text: "the answer as it came is not kept; " + m.Keys.Name(keys.Check) + " asks HubSpot again"}}
	case m.file:
		return []screen.Intent{screen.Close{Sheet: m}, screen.Write{What: item.Name, Name: item.File, Data: []byte(text)}}
	}
	return []screen.Intent{screen.Close{Sheet: m}, screen.Copy{What: item.Name, Text: text}}
}

// Loaded says that what was being read is there.
func (m *Menu) Loaded() []screen.Intent {
	m.loading = false
	if m.wanted == nil {
		return nil
	}
	return m.take(*m.wanted)
}

// Paste accepts nothing.
func (m *Menu) Paste(string) (took bool, asks []screen.Intent) { return false, nil }

// Typing returns false: letters choose.
func (m *Menu) Typing() bool { return false }

// Layout does nothing.
func (m *Menu) Layout() {}

// Cursor is not shown.
func (m *Menu) Cursor() *tea.Cursor { return nil }

// Lines draws the sheet over the lowest lines of the screen.
func (m *Menu) Lines() []string {
	l, width := m.Theme, m.Width
	where := "to the clipboard"
	if m.file {
		where = "into a file"
	}
	lines := []string{
		frame.Rule(m.Env),
		l.Fit("  "+l.Heading.Paint("COPY "+strings.ToUpper(where)), width),
	}
	room := max(1, m.Height-4)
	top := max(0, min(m.at-room/2, len(m.items)-room))
	for i := top; i < min(top+room, len(m.items)); i++ {
		item, under, mark := m.items[i], theme.Ink{}, "  "
		if i == m.at {
			under, mark = l.Selected, l.Sign("▌ ", "> ")
		}
		lines = append(lines, l.Notice.On(under).Paint(mark)+l.Key.On(under).Paint(item.Letter+"  ")+l.Text.On(under).Paint(l.Fit(item.Name, width-5)))
	}
	return append(lines, frame.Bottom(m.Env, false, "enter", "copies", "tab", "clipboard or file", "esc", "leaves"))
}
