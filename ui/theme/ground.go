package theme

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Ground is what a terminal draws on. The zero value means that it is not known.
type Ground int

// The grounds. What is drawn on either can be read on dark and on light.
const (
	Either Ground = iota
	Dark
	Light
)

// String returns the ground in a word.
func (g Ground) String() string {
	switch g {
	case Dark:
		return "dark"
	case Light:
		return "light"
	case Either:
	}
	return "not known"
}

// groundOf returns the ground of that name in the settings; Either if there is
// none.
func groundOf(name string) Ground {
	switch name {
	case "dark":
		return Dark
	case "light":
		return Light
	}
	return Either
}

// groundBy returns the ground from COLORFGBG, the variable in which a terminal
// gives the palette numbers of its text and background, such as "15;0".
func groundBy(colorfgbg string) Ground {
	_, last, found := strings.Cut(colorfgbg, ";")
	if i := strings.LastIndexByte(last, ';'); i >= 0 {
		last = last[i+1:]
	}
	n, err := strconv.Atoi(last)
	switch {
	case !found || err != nil || n < 0 || n > 15:
		return Either
	case n == 7 || n > 8:
		return Light
	}
	return Dark
}

// Told is what is said about the ground: the user's word counts before the
// terminal's, and that before the environment's.
type Told struct {
	Person   string              // "dark" or "light"; anything else leaves it to the others
	Terminal Ground              // as it answers
	Getenv   func(string) string // nil if it tells nothing
}

// Ground returns the ground, and who says so.
func (t Told) Ground() (on Ground, who string) {
	if on = groundOf(t.Person); on != Either {
		return on, "as you set it"
	}
	if t.Terminal != Either {
		return t.Terminal, "the terminal says"
	}
	if t.Getenv == nil {
		return Either, "inks for both"
	}
	switch on = groundBy(t.Getenv("COLORFGBG")); {
	case on != Either:
		return on, "COLORFGBG says"
	case t.Getenv("TERM") == "linux":
		return Dark, "as the console is"
	}
	return on, "inks for both"
}

// Words says what the ground is and who says so, for a terminal with that many
// colors.
func (t Told) Words(colors colorprofile.Profile) string {
	if colors == colorprofile.ASCII || colors == colorprofile.NoTTY {
		return "no hue is sent (NO_COLOR)"
	}
	on, who := t.Ground()
	return "background: " + on.String() + ", " + who
}
