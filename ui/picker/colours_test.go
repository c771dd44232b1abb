package picker

import (
	"reflect"
	"strings"
	"testing"

	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// TestColours holds what is tried, kept and taken back by which key.
func TestColours(t *testing.T) {
	e := seen(t)
	inUse := screen.Colours{Theme: "high-contrast", Background: "auto"}
	open := func() *Colours { return NewColours(e, inUse, theme.All(), func() string { return "dark" }) }
	for keys, want := range map[string]screen.Intent{
		"down":                 screen.Colours{Theme: "classic", Background: "auto"},
		"up":                   screen.Colours{Theme: "default", Background: "auto"},
		"up up":                screen.Colours{Theme: "default", Background: "auto"},
		"tab":                  screen.Colours{Theme: "high-contrast", Background: "dark"},
		"tab tab":              screen.Colours{Theme: "high-contrast", Background: "light"},
		"down tab tab tab":     screen.Colours{Theme: "classic", Background: "auto"},
		"m o":                  screen.Colours{Theme: "mono", Background: "auto"},
		"z z z":                inUse,
		"down enter":           screen.Colours{Theme: "classic", Background: "auto", Keep: true},
		"down down tab enter":  screen.Colours{Theme: "mono", Background: "dark", Keep: true},
		"down down tab esc":    inUse,
		"m o enter":            screen.Colours{Theme: "mono", Background: "auto", Keep: true},
		"z z backspace enter":  nil,
		"c l a s s down enter": screen.Colours{Theme: "classic", Background: "auto", Keep: true},
	} {
		asks := pressed(open(), strings.Fields(keys)...)
		var got screen.Intent
		if len(asks) > 0 {
			got = asks[len(asks)-1]
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, want %#v", keys, got, want)
		}
	}
}

// TestColoursShowTheThemes holds that each theme has a line with the signs of the
// states in its own inks, also at the narrowest.
func TestColoursShowTheThemes(t *testing.T) {
	e := seen(t)
	l, err := theme.New(theme.Look{On: theme.Dark})
	if err != nil {
		t.Fatal(err)
	}
	e.Theme = &l
	for _, width := range []int{40, 80} {
		e.Width = width
		s := NewColours(e, screen.Colours{Theme: "default", Background: "auto"}, theme.All(), func() string { return "dark, the terminal says" })
		s.Layout()
		lines := s.Lines()
		for i, named := range theme.All() {
			its, err := theme.New(theme.Look{Name: named.Name, On: theme.Dark})
			if err != nil {
				t.Fatal(err)
			}
			line := lines[2+i]
			if !strings.Contains(line, named.Name) {
				t.Errorf("%d cells: %q, want %s", width, line, named.Name)
			}
			for _, state := range its.States {
				if i > 0 && !strings.Contains(line, state.Ink.Paint(state.Glyph)) {
					t.Errorf("%d cells: %q, want %q", width, line, state.Ink.Paint(state.Glyph))
				}
			}
		}
	}
}
