package theme

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/lucasb-eyer/go-colorful"

	"hubwatch/assets"
)

// The hardest common grounds: on black and on white every contrast is higher.
var pages = map[Ground]string{Dark: "#282C34", Light: "#FDF6E3"}

// deep are the palettes whose colors are known: those of 16 are the person's own.
var deep = []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256}

// vision is how colors look to eyes of a kind, as a matrix for linear RGB: Machado,
// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
// Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0.
var vision = map[string][3][3]float64{
	"every cone":   {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// seen is a color to such eyes.
func seen(c colorful.Color, m [3][3]float64) colorful.Color {
	r, g, b := c.LinearRgb()
	at := func(i int) float64 { return m[i][0]*r + m[i][1]*g + m[i][2]*b }
	return colorful.LinearRgb(at(0), at(1), at(2)).Clamped()
}

// contrast is how much two colors stand out from each other, as WCAG 2 has it.
func contrast(a, b colorful.Color) float64 {
	bright := func(c colorful.Color) float64 {
		r, g, b := c.LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	la, lb := bright(a), bright(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func colorOf(t *testing.T, hex string) colorful.Color {
	t.Helper()
	c, err := colorful.Hex(hex)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// inkOf is the color of a swatch and of its ground, false for the terminal's own.
func (s swatch) inkOf(of colorprofile.Profile) (fg, bg colorful.Color, hasFG, hasBG bool) {
	f, b := s.colors(of)
	if f != nil {
		fg, hasFG = colorful.MakeColor(f)
	}
	if b != nil {
		bg, hasBG = colorful.MakeColor(b)
	}
	return fg, bg, hasFG, hasBG
}

// least is how much a role must stand out at least.
func least(theme, role string) float64 {
	switch {
	case role == "rule":
		return 0 // lines only part
	case theme == "high-contrast":
		return 7
	case role == "faint", role == "unchecked", role == "replaced":
		return 3
	}
	return 4.5
}

// TestThemesCanBeRead holds that what is drawn stands out from every page and from
// the bar under the cursor, in every theme and palette whose colors are known.
func TestThemesCanBeRead(t *testing.T) {
	for _, name := range assets.Themes() {
		for on, page := range pages {
			swatches, err := read(name, on)
			if err != nil {
				t.Fatal(err)
			}
			for _, of := range deep {
				_, bar, _, hasBar := swatches["selected"].inkOf(of)
				for role, s := range swatches {
					fg, ground, hasFG, hasGround := s.inkOf(of)
					grounds := map[string]colorful.Color{"the page": colorOf(t, page)}
					switch {
					case !hasFG:
						continue
					case hasGround:
						grounds = map[string]colorful.Color{"its ground": ground}
					case hasBar:
						grounds["the bar"] = bar
					}
					for what, behind := range grounds {
						if c := contrast(fg, behind); c < least(name, role) {
							t.Errorf("%s, ground %d, %s: %s stands out from %s by %.2f, want %.1f", name, on, of, role, what, c, least(name, role))
						}
					}
				}
			}
		}
	}
}

// TestInksForEitherGround holds that where the ground is not known, all can be read
// on a dark page and on a light one.
func TestInksForEitherGround(t *testing.T) {
	for _, name := range assets.Themes() {
		swatches, err := read(name, Either)
		if err != nil {
			t.Fatal(err)
		}
		for role, s := range swatches {
			for _, of := range deep {
				fg, ground, hasFG, hasGround := s.inkOf(of)
				if hasGround {
					if c := contrast(fg, ground); c < 4.5 {
						t.Errorf("%s, %s: %s stands out from its ground by %.2f", name, of, role, c)
					}
					continue
				}
				for _, page := range []string{pages[Dark], pages[Light], "#000000", "#FFFFFF"} {
					if c := contrast(fg, colorOf(t, page)); hasFG && role != "rule" && c < 3 {
						t.Errorf("%s, %s: %s stands out from %s by %.2f", name, of, role, page, c)
					}
				}
			}
		}
	}
}

// apart is the least CIEDE2000 distance between the inks of two states.
const apart = 8

// TestStatesAreToldApartByEveryEye holds that the inks of the states differ for
// every kind of color vision, where a theme promises it.
func TestStatesAreToldApartByEveryEye(t *testing.T) {
	states := []string{"ok", "errors", "canceled", "elsewhere", "missing", "unknown", "processing", "pending", "unchecked"}
	for _, name := range []string{"default", "high-contrast"} {
		for on := range pages {
			swatches, err := read(name, on)
			if err != nil {
				t.Fatal(err)
			}
			for _, of := range deep {
				for eyes, m := range vision {
					closest, between := 100.0, ""
					for i, a := range states {
						for _, b := range states[:i] {
							one, _, _, _ := swatches[a].inkOf(of)
							other, _, _, _ := swatches[b].inkOf(of)
							if d := 100 * seen(one, m).DistanceCIEDE2000(seen(other, m)); d < closest {
								closest, between = d, a+" and "+b
							}
						}
					}
					where := fmt.Sprintf("%s, ground %d, %s, %s", name, on, of, eyes)
					if t.Logf("%s: %.1f between %s", where, closest, between); closest < apart {
						t.Errorf("%s: %s are %.1f apart, want %d", where, between, closest, apart)
					}
				}
			}
		}
	}
}

// TestBasicColorsHaveNames holds that each color of 16 in a theme file is one.
func TestBasicColorsHaveNames(t *testing.T) {
	for _, name := range assets.Themes() {
		for _, on := range []Ground{Either, Dark, Light} {
			swatches, err := read(name, on)
			if err != nil {
				t.Fatal(err)
			}
			for role, s := range swatches {
				for _, color := range []string{s.Of16.FG, s.Of16.BG} {
					if _, ok := named(color).(ansi.BasicColor); color != "" && !ok {
						t.Errorf("%s, %s: %q is none of the 16 colors", name, role, color)
					}
				}
			}
		}
	}
}
