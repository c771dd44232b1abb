package theme

import (
	"math"
	"strconv"
	"testing"

	"hubwatch/assets"
)

// luminance is how bright a color is, from 0 to 1, as WCAG 2 has it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("%q is no color", hex)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrastOf(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// TestThemesCanBeRead holds that every theme has every meaning, and that each
// text stands out from a dark or light background: by 7 to 1 where high
// contrastOf is promised, by 3 to 1 elsewhere.
func TestThemesCanBeRead(t *testing.T) {
	whole, err := readTheme("default", true)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range assets.Themes() {
		least := 3.0
		if name == "high-contrast" {
			least = 7
		}
		for _, dark := range []bool{true, false} {
			ground := map[bool]string{true: "#1E1E1E", false: "#FFFFFF"}[dark]
			theme, err := readTheme(name, dark)
			if err != nil {
				t.Fatal(err)
			}
			for meaning := range whole {
				if _, ok := theme[meaning]; !ok {
					t.Errorf("%s, dark %v: nothing for %s", name, dark, meaning)
				}
			}
			for meaning, s := range theme {
				behind := ground
				if s.BG != "" {
					behind = s.BG
				}
				if meaning == "rule" || s.FG == "" {
					continue // lines are no text, and plain text is the terminal's own
				}
				if c := contrastOf(t, s.FG, behind); c < least {
					t.Errorf("%s, dark %v: %s stands out by %.1f, want %.0f", name, dark, meaning, c, least)
				}
			}
		}
	}
}
