package ui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/sheet"
	"hubwatch/ui/typed"
)

// TestTheLastSheetHasTheKeyboard lays sheets over each other and takes them away
// again.
func TestTheLastSheetHasTheKeyboard(t *testing.T) {
	a := everyState(t, false)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	press := func(names ...string) {
		for _, name := range names {
			a.Update(pressOf(name))
		}
	}
	press("?", "s", "o", "r", "t")
	a.Update(tea.PasteMsg{Content: "AAAAF000001\rAAAAF000002"}) // no word to search for
	if _, ok := a.input().(*sheet.Add); !ok || len(a.sheets) != 2 {
		t.Fatalf("%T has the keyboard, of %d sheets", a.input(), len(a.sheets))
	}
	if frame := a.draw(); !strings.Contains(frame, "keys  sort") || !strings.Contains(frame, "enter adds them") {
		t.Errorf("one of two sheets is not drawn:\n%s", frame)
	}
	a.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	a.Update(tea.MouseClickMsg{X: 20, Y: 8, Button: tea.MouseLeft})
	press("q", "esc") // a letter of the line, and then the sheet
	if _, ok := a.input().(*sheet.Help); !ok || len(a.sheets) != 1 || a.ctx.Err() != nil {
		t.Fatalf("%T has the keyboard, of %d sheets", a.input(), len(a.sheets))
	}
	press("esc")
	if a.input() != nil || strings.Contains(a.draw(), "search:") {
		t.Errorf("%T has the keyboard of\n%s", a.input(), a.draw())
	}
}

// TestWhoGetsAPaste pastes a line, several lines and a token wherever a line is
// typed, and where none is, with and without brackets around it.
func TestWhoGetsAPaste(t *testing.T) {
	const token = "pat-eu1-0123abcd-0123-0123-0123-0123456789ab"
	for name, tc := range map[string]struct {
		keys string
		line string // that shows what is pasted
	}{
		"the table":    {"", "add: pasted wave 3"},
		"a task":       {"enter", "add: pasted wave 3"},
		"the groups":   {"b", "add: pasted wave 3"},
		"the filter":   {"/", "/wave 3"},
		"the search":   {"enter /", "/wave 3"},
		"the palette":  {":", ": wave 3"},
		"the help":     {"?", "keys  wave 3"},
		"a label":      {"m", "label: wave 3"},
		"the menu":     {"Y", "add: pasted wave 3"},
		"the addition": {"a", "add: pasted wave 3"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, text := range []string{"wave 3", token, "AAAAF000001\r" + token} {
				for _, mark := range []string{"", typed.BurstMark} {
					if name == "the addition" && mark != "" && text == "wave 3" {
						continue // it is typed
					}
					a := everyState(t, false)
					a.CanLogin = true
					a.opt.Login = func(context.Context, string) (string, error) { return "", nil }
					a.Update(tea.WindowSizeMsg{Width: 100, Height: 40})
					a.front.Table.Hold("AAAAEZ6wh00")
					for _, k := range strings.Fields(tc.keys) {
						a.Update(pressOf(k))
					}
					_, cmd := a.Update(tea.PasteMsg{Content: mark + text})
					frame := a.draw()
					if strings.Contains(frame, "0123abcd") {
						t.Errorf("a token is shown:\n%s", frame)
					}
					_, asked := a.input().(*sheet.Token)
					if text == token != asked {
						t.Errorf("%q goes to %T", text, a.input())
					}
					if text == "wave 3" && !strings.Contains(frame, tc.line) {
						t.Errorf("want %q in\n%s", tc.line, frame)
					}
					if _, add := a.input().(*sheet.Add); add && cmd == nil {
						t.Error("nothing reads what was pasted")
					}
				}
			}
		})
	}
}
