package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/screen"
)

// openPalette offers every action that works here, with its key.
func (a *app) openPalette() {
	var picks []pick
	var does []string
	for _, g := range a.keys.groups() {
		for _, act := range g.actions {
			if b := act.binding; b.Enabled() && act.binding != &a.keys.Palette {
				picks = append(picks, pick{text: strings.ReplaceAll(act.name, "-", " "), about: b.Help().Desc, key: a.Theme.KeyName(b.Help().Key)})
				does = append(does, b.Keys()[0])
			}
		}
	}
	a.over(newPicker(&a.env, "action", picks, 0, func(i int) []screen.Intent {
		return []screen.Intent{screen.Do{Key: pressOf(does[i])}}
	}))
}

// pressOf is the press of a key, by its name.
func pressOf(name string) tea.KeyPressMsg {
	mod := tea.KeyMod(0)
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		mod, name = tea.ModCtrl, rest
	}
	if code, ok := keyCodes[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	r, _ := utf8.DecodeRuneInString(name)
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: name}
}

var keyCodes = map[string]rune{
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4,
	"f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}
