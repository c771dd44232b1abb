package keys

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Named returns the press of the key with that name.
func Named(name string) tea.KeyPressMsg {
	mod := tea.KeyMod(0)
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		mod, name = tea.ModCtrl, rest
	} else if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		mod, name = tea.ModShift, rest
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	r, _ := utf8.DecodeRuneInString(name)
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: name}
}

var codes = map[string]rune{
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4,
	"f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
}

// modifiers are the keys that are held, in the order in which they stand in a name.
var modifiers = []string{"ctrl+", "alt+", "shift+", "meta+", "hyper+", "super+"}

// exists reports whether a terminal can send a key of that name. One that only
// shift makes is called what it types: A, not shift+a.
func exists(name string) bool {
	key, held := name, ""
	for _, mod := range modifiers {
		if rest, ok := strings.CutPrefix(key, mod); ok && rest != "" {
			key, held = rest, held+mod
		}
	}
	if _, ok := codes[key]; ok || key == "insert" {
		return true
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(key, "f")); err == nil && len(key) > 1 && key[0] == 'f' {
		return n >= 1 && n <= 63 && key == "f"+strconv.Itoa(n)
	}
	r, size := utf8.DecodeRuneInString(key)
	typed := size == len(key) && r != utf8.RuneError && unicode.IsGraphic(r) && !unicode.IsSpace(r)
	return typed && held != "shift+" && !(strings.HasPrefix(held, "ctrl+") && unicode.IsUpper(r))
}

// arrows are what some keys are called on the screen.
var arrows = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→"}

// called returns the name of a key on this terminal.
func (m *Map) called(key string) string {
	arrow, ok := arrows[key]
	switch {
	case key == "pgdown":
		return "pgdn"
	case ok && !m.ascii:
		return arrow
	}
	return key
}

// hint names keys in the hints: the first one, and an arrow if there is one.
func (m *Map) hint(keys []string) string {
	if strings.Join(keys, "") == "123456789" {
		return "1-9"
	}
	text := m.called(keys[0])
	if len(keys) > 1 && !m.ascii && (keys[1] == "up" || keys[1] == "down") {
		text += " " + m.called(keys[1])
	}
	return text
}
