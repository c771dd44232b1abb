package ui

import (
	"strings"
	"testing"
)

// standIns are the signs of ours, and what stands for each where there is only ASCII.
var standIns = map[string]string{
	"✓": "=", "✗": "!", "■": "x", "≠": "@", "∅": "0", "?": "?", "▶": ">", "○": "o", "·": ".", "»": "-",
	"▌": ">", "●": "*", "┃": "#", "─": "-", "│": "|", "━": "=", "╍": "-", "…": "~", "×": "x", "▴": "^", "“": `"`, "”": `"`,
}

// inPlaces are signs that have more than one stand-in, or one of another width.
var inPlaces = map[string][]string{
	"▾": {"v", "-"}, // a heading, an open node
	"▸": {"+"},
	"─": {"-", "."}, // a rule, what is left of the bar
}

// TestEverySignHasItsStandIn holds that with ASCII only, each sign of ours is the one
// that stands for it, on every screen and sheet.
func TestEverySignHasItsStandIn(t *testing.T) {
	seen := map[string]bool{}
	for _, size := range [][2]int{{40, 24}, {80, 24}, {160, 50}} {
		for _, open := range []string{"", "space j", "s", "C", "#", "Y", ":", "enter", "enter v", "enter h", "b", "?"} {
			draw := func(ascii bool) []string {
				a := everyState(t, ascii)
				a.resize(size[0], size[1])
				for _, k := range strings.Fields(open) {
					a.Update(pressOf(k))
				}
				return strings.Split(a.draw(), "\n")
			}
			fine, plain := draw(false), draw(true)
			for y := range min(len(fine), len(plain)) {
				if strings.ContainsAny(fine[y], "→↑↓▁▂▃▄▅▆▇█") || strings.Contains(fine[y], " · ") {
					continue // what stands for these is longer or shorter, or a bar of a chart
				}
				a, b := []rune(fine[y]), []rune(plain[y])
				for x := range min(len(a), len(b)) {
					sign, stand := string(a[x]), string(b[x])
					if sign == stand {
						continue
					}
					seen[sign] = true
					if want := standIns[sign]; stand != want && !strings.Contains(strings.Join(inPlaces[sign], " "), stand) {
						t.Errorf("%v, after %q: %q stands for %q, want %q\n%s\n%s", size, open, stand, sign, want, fine[y], plain[y])
						break
					}
				}
			}
		}
	}
	for _, sign := range []string{"✓", "✗", "■", "∅", "▶", "○", "▌", "●", "┃", "─", "│", "━", "╍", "…", "▾", "▸"} {
		if !seen[sign] {
			t.Errorf("%q is nowhere", sign)
		}
	}
}
