package ui

import "charm.land/bubbles/v2/key"

// keyMap is every key the dashboard knows: the only place where keys are
// named. Help is drawn from it.
type keyMap struct {
	Up, Down, First, Last, PageUp, PageDown key.Binding
	Open, Back, Next, Prev, Preview         key.Binding
	Add, Accept, Drop, Undo, Describe       key.Binding
	Refresh, RefreshAll, Pause, Token       key.Binding
	Help, Quit, QuitNow, Suspend            key.Binding
}

func newKeyMap() keyMap {
	bind := func(help, what string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
	}
	return keyMap{
		Up:         bind("k ↑", "up", "k", "up"),
		Down:       bind("j ↓", "down", "j", "down"),
		First:      bind("g", "top, newest order", "g", "home"),
		Last:       bind("G", "bottom", "G", "end"),
		PageUp:     bind("pgup", "page up", "pgup", "ctrl+u", "ctrl+b"),
		PageDown:   bind("pgdn", "page down", "pgdown", "ctrl+d", "ctrl+f"),
		Open:       bind("enter", "open", "enter", "d", "l", "right"),
		Back:       bind("esc", "back", "esc", "q", "h", "left"),
		Next:       bind("]", "next task", "]"),
		Prev:       bind("[", "previous task", "["),
		Preview:    bind("p", "preview", "p"),
		Add:        bind("a", "add IDs", "a"),
		Accept:     bind("enter", "add them", "enter"),
		Drop:       bind("x", "drop", "x"),
		Undo:       bind("z", "undo drop", "z"),
		Describe:   bind("m", "label", "m"),
		Refresh:    bind("r", "check now", "r"),
		RefreshAll: bind("R", "check all now", "R", "ctrl+r"),
		Pause:      bind("P", "pause", "P"),
		Token:      bind("T", "give another token", "T"),
		Help:       bind("?", "keys", "?", "f1"),
		Quit:       bind("q", "quit", "q"),
		QuitNow:    bind("Q", "quit now", "Q", "ctrl+c"),
		Suspend:    bind("ctrl+z", "suspend", "ctrl+z"),
	}
}

// enable turns on just the keys that work now; the help and key.Matches both
// follow.
func (k *keyMap) enable(hasTasks, inTask bool) {
	k.Open.SetEnabled(hasTasks && !inTask)
	k.Back.SetEnabled(inTask)
	k.Next.SetEnabled(inTask)
	k.Prev.SetEnabled(inTask)
	k.Quit.SetEnabled(!inTask)
	k.Preview.SetEnabled(!inTask)
	k.Refresh.SetEnabled(hasTasks)
	k.Drop.SetEnabled(hasTasks)
	k.Describe.SetEnabled(hasTasks)
	k.RefreshAll.SetEnabled(hasTasks)
}

// ShortHelp is the hint line, most needed first; the help key is drawn apart,
// because it is never dropped.
func (k *keyMap) ShortHelp() []key.Binding {
	return []key.Binding{k.Open, k.Back, k.Prev, k.Next, k.Add, k.Refresh, k.Pause, k.Quit, k.Drop, k.Describe, k.Preview}
}

// FullHelp is the help screen, a column for each purpose.
func (k *keyMap) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{k.Up, k.Down, k.First, k.Last, k.PageUp, k.PageDown},
		{k.Open, k.Back, k.Prev, k.Next, k.Preview},
		{k.Add, k.Drop, k.Undo, k.Describe},
		{k.Refresh, k.RefreshAll, k.Pause, k.Token},
		{k.Help, k.Quit, k.QuitNow, k.Suspend},
	}
}
