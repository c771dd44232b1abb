package theme

import (
	"encoding/json"
	"fmt"
	"image/color"
	"slices"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/assets"
)

// swatch is one entry of a theme file: its colors, and the ones picked for
// terminals with 256 and with 16 colors. Its weight is the same on all; the 16
// may add to it.
type swatch struct {
	FG, BG                         string
	Bold, Faint, Underline, Invert bool

	Of256 struct{ FG, BG *uint8 } `json:"256"`
	Of16  struct {
		FG, BG                  string
		Bold, Underline, Invert bool
	} `json:"16"`
}

// names16 are the colors of a palette of 16, in its order.
var names16 = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright black", "bright red", "bright green", "bright yellow", "bright blue", "bright magenta", "bright cyan", "bright white",
}

// colors returns what the swatch is drawn in on a terminal with so many; nil is
// the terminal's own.
func (s swatch) colors(of colorprofile.Profile) (fg, bg color.Color) {
	switch of {
	case colorprofile.Unknown, colorprofile.TrueColor:
		return hex(s.FG), hex(s.BG)
	case colorprofile.ANSI256:
		return indexed(s.Of256.FG), indexed(s.Of256.BG)
	case colorprofile.ANSI:
		return named(s.Of16.FG), named(s.Of16.BG)
	case colorprofile.ASCII, colorprofile.NoTTY:
	}
	return nil, nil
}

func hex(s string) color.Color {
	if s == "" {
		return nil
	}
	return lipgloss.Color(s)
}

func indexed(n *uint8) color.Color {
	if n == nil {
		return nil
	}
	return ansi.IndexedColor(*n)
}

func named(s string) color.Color {
	if n := slices.Index(names16, s); n >= 0 {
		return ansi.BasicColor(n)
	}
	return nil
}

// underlined returns the swatch with a line below it.
func (s swatch) underlined() swatch {
	s.Underline = true
	return s
}

// style returns the swatch on a terminal with so many colors. Without any, a
// ground is an inversion.
func (s swatch) style(of colorprofile.Profile) lipgloss.Style {
	if of == colorprofile.ANSI {
		s.Bold, s.Underline, s.Invert = s.Bold || s.Of16.Bold, s.Underline || s.Of16.Underline, s.Invert || s.Of16.Invert
	}
	fg, bg := s.colors(of)
	s.Invert = s.Invert || s.BG != "" && of != colorprofile.Unknown && of < colorprofile.ANSI
	st := lipgloss.NewStyle().Bold(s.Bold).Faint(s.Faint).Underline(s.Underline).Reverse(s.Invert)
	if fg != nil {
		st = st.Foreground(fg)
	}
	if bg != nil {
		st = st.Background(bg)
	}
	return st
}

// ink returns the swatch on a terminal with so many colors.
func (s swatch) ink(of colorprofile.Profile) Ink {
	st := s.style(of)
	return Ink{open: opening(st), alone: st.GetReverse()}
}

// Named returns the theme with that name.
type Named struct{ Name, About string }

// All returns every theme of package assets, the default first.
func All() []Named {
	var all []Named
	for _, name := range assets.Themes() {
		var t struct{ About string }
		if data, err := assets.Theme(name); err == nil && json.Unmarshal(data, &t) == nil { // a test holds that it can be read
			all = append(all, Named{name, t.About})
		}
	}
	return all
}

// read returns the swatches of a theme on a ground; the theme "none" has none.
// What a theme does not define for a ground is as on either.
func read(name string, on Ground) (map[string]swatch, error) {
	if name == "none" {
		return nil, nil
	}
	data, err := assets.Theme(name)
	if err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	var t struct{ Dark, Light, Either map[string]swatch }
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	switch {
	case on == Dark && t.Dark != nil:
		return t.Dark, nil
	case on == Light && t.Light != nil:
		return t.Light, nil
	}
	return t.Either, nil
}
