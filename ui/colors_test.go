package ui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/keys"
)

// TestColoursChangeEverywhere holds that after a change of the theme, or of the
// ground, nothing is drawn in an ink of the one before, on any screen and sheet.
func TestColoursChangeEverywhere(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {200, 60}} {
		for _, open := range []string{"", "enter", "enter v", "b", "b w", "?", ":", "a x", "s", "#", "/ e", "Y", "m", "T"} {
			draw := func(before, theme string, light bool) string {
				a := everyState(t, false)
				a.opt.Background = "auto"
				a.Theme.Name, a.themed = "", before
				a.onBackground(true)
				a.resize(size[0], size[1])
				for _, k := range strings.Fields(open) {
					a.Update(pressOf(k))
				}
				a.draw()
				a.themed = theme
				a.onBackground(!light)
				a.layout()
				return a.draw()
			}
			got, want := draw("default", "high-contrast", true), draw("high-contrast", "high-contrast", true)
			if got != want || !strings.Contains(want, ";2;0;0;0m") {
				t.Errorf("%v, after %q: %s", size, open, firstDifference(got, want))
			}
		}
	}
}

// firstDifference is the first line that two frames do not have in common.
func firstDifference(got, want string) string {
	lines := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(lines) || line != lines[i] {
			return fmt.Sprintf("line %d: %q, want %q", i, line, lines[min(i, len(lines)-1)])
		}
	}
	return "lines are missing"
}

// TestColoursAreTriedKeptAndTakenBack goes through the sheet by its keys.
func TestColoursAreTriedKeptAndTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var kept []string
		opt := Options{
			Checker: queue(time.Now()), Tasks: watched(ids(3)...), Where: "Example", Background: "auto",
			KeepColours: func(theme, background string) (string, string, error) {
				kept = append(kept, theme, background)
				return theme + " is kept in", "/settings.yaml", nil
			},
		}
		h := start(t, opt, 80, 24)
		defer h.stop()
		h.press("C")
		h.shows("colours: ", "background: dark, the terminal says", "▌ default", "tab dark, light, auto  enter keeps it  esc takes it back")
		h.em.SendKey(keyDown())
		h.wait(time.Second)
		h.shows("▌ high-contrast")
		if h.app.Theme.Name != "high-contrast" {
			t.Errorf("what is above is drawn in %s", h.app.Theme.Name)
		}
		h.press("esc")
		if h.app.Theme.Name != "default" || kept != nil {
			t.Errorf("taken back it is %s, kept %v", h.app.Theme.Name, kept)
		}
		h.press("C", "m", "o", "enter")
		h.shows("mono is kept in /settings.yaml")
		if h.app.Theme.Name != "mono" || strings.Join(kept, " ") != "mono auto" {
			t.Errorf("%s, kept %v", h.app.Theme.Name, kept)
		}
	})
}

// TestTheGroundIsHeard holds who decides what is drawn on: the person, then the
// terminal, then the environment.
func TestTheGroundIsHeard(t *testing.T) {
	for _, tc := range []struct{ background, colorfgbg, term, before, after string }{
		{"auto", "", "xterm", "not known, inks for both", "light, the terminal says"},
		{"auto", "15;0", "xterm", "dark, COLORFGBG says", "light, the terminal says"},
		{"auto", "", "linux", "dark, as the console is", "light, the terminal says"},
		{"dark", "0;15", "", "dark, as you set it", "dark, as you set it"},
		{"light", "", "linux", "light, as you set it", "light, as you set it"},
	} {
		env := map[string]string{"COLORFGBG": tc.colorfgbg, "TERM": tc.term}
		a, err := newApp(t.Context(), Options{Clock: time.Now, Background: tc.background, Getenv: func(name string) string { return env[name] }})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.told.Words(a.Theme.Colors); got != "background: "+tc.before || !strings.HasPrefix(got, "background: "+a.Theme.On.String()) {
			t.Errorf("%+v: %s, drawn for %s", tc, got, a.Theme.On)
		}
		a.Update(tea.BackgroundColorMsg{Color: white{}})
		if got := a.told.Words(a.Theme.Colors); got != "background: "+tc.after || !strings.HasPrefix(got, "background: "+a.Theme.On.String()) {
			t.Errorf("%+v: %s, drawn for %s", tc, got, a.Theme.On)
		}
	}
}

// white is a color.
type white struct{}

func (white) RGBA() (r, g, b, a uint32) { return 0xffff, 0xffff, 0xffff, 0xffff }

// TestColoursKeepTheirPlace holds that the sheet opens on every screen.
func TestColoursKeepTheirPlace(t *testing.T) {
	for _, before := range []string{"", "enter", "b"} {
		a := everyState(t, false)
		a.resize(80, 24)
		if before != "" {
			a.Update(pressOf(before))
		}
		a.act(keys.Press{Action: keys.Colours})
		if !strings.Contains(a.draw(), "colours: ") {
			t.Errorf("after %q the colours are not there", before)
		}
	}
}
