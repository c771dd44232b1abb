package theme

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"hubwatch/assets"
	"hubwatch/model"
)

// everyLook is every theme on every ground in every palette.
func everyLook(t *testing.T, do func(Theme)) {
	t.Helper()
	for _, name := range assets.Themes() {
		for _, on := range []Ground{Either, Dark, Light} {
			for _, colors := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
				for _, ascii := range []bool{false, true} {
					l, err := New(Look{name, on, colors, ascii})
					if err != nil {
						t.Fatal(err)
					}
					do(l)
				}
			}
		}
	}
}

// TestEveryStateIsToldApart holds that the glyph alone tells each state from the
// others, and so does the ink where there are inks enough.
func TestEveryStateIsToldApart(t *testing.T) {
	everyLook(t, func(l Theme) {
		glyphs, inks := map[string]bool{}, map[Ink]bool{}
		for _, s := range model.States {
			look := l.States[s]
			glyphs[look.Glyph], inks[look.Ink] = true, true
			if w := l.Width(look.Glyph); w != 1 {
				t.Errorf("the glyph %q of %s is %d cells wide", look.Glyph, s.Word(), w)
			}
		}
		same := 0 // replaced is as dim as unchecked
		if l.Colors < colorprofile.ANSI256 || l.On == Either && l.Name == "high-contrast" {
			same = len(model.States) // weights are few, and so are 16 colors
		}
		if len(glyphs) != len(model.States) || len(inks)+max(same, 1) < len(model.States) {
			t.Errorf("%+v: %d glyphs and %d inks for %d states", l.Look, len(glyphs), len(inks), len(model.States))
		}
	})
}

var hue = regexp.MustCompile(`\x1b\[[0-9;]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[0-9;]*m`)

// TestWithoutColorsThereIsNoHue holds that NO_COLOR keeps the weights, and inverts
// what has a ground of its own.
func TestWithoutColorsThereIsNoHue(t *testing.T) {
	everyLook(t, func(l Theme) {
		if l.Colors != colorprofile.ASCII {
			return
		}
		l.Tint("#FF0000")
		inks := []Ink{l.Title, l.Text, l.Faint, l.Heading, l.Rule, l.Key, l.Value, l.Selected, l.Stale, l.Banner, l.Notice, l.Account, l.Match}
		for _, s := range l.States {
			inks = append(inks, s.Ink)
		}
		for _, ink := range inks {
			if hue.MatchString(ink.open) {
				t.Errorf("%+v: %q has a hue", l.Look, ink.open)
			}
		}
		for what, ink := range map[string]Ink{"the bar": l.Selected, "a loud notice": l.Banner, "a match": l.Match} {
			if !strings.Contains(ink.open, "7") {
				t.Errorf("%+v: %s is not inverted: %q", l.Look, what, ink.open)
			}
		}
	})
}

// TestTheDefaultThemeIsAsPicked holds the sequences of the default theme: what was
// picked for a palette is what is sent there.
func TestTheDefaultThemeIsAsPicked(t *testing.T) {
	type row struct{ role, all, of256, of16 string }
	for on, rows := range map[Ground][]row{
		Dark: {
			{"errors", "1;38;2;255;134;112", "1;38;5;209", "1;91"},
			{"canceled", "38;2;224;204;255", "38;5;189", "95"},
			{"elsewhere", "38;2;255;240;138", "38;5;228", "93"},
			{"missing", "38;2;255;176;46", "38;5;214", "33"},
			{"unknown", "1;38;2;232;235;240", "1;38;5;195", "1"},
			{"processing", "38;2;98;172;255", "38;5;75", "94"},
			{"pending", "38;2;169;178;192", "38;5;248", "37"},
			{"ok", "38;2;70;211;167", "38;5;79", "36"},
			{"unchecked", "38;2;134;143;157", "38;5;245", "90"},
			{"faint", "38;2;134;143;157", "38;5;245", "90"},
			{"notice", "38;2;124;213;245", "38;5;117", "96"},
			{"stale", "38;2;255;196;107", "38;5;221", "33"},
			{"rule", "38;2;76;85;99", "38;5;240", "90"},
			{"selected", "38;2;232;235;240;48;2;45;59;82", "38;5;255;48;5;237", "7"},
			{"banner", "1;38;2;27;31;36;48;2;255;176;46", "1;38;5;234;48;5;214", "1;30;43"},
			{"match", "38;2;27;31;36;48;2;255;224;102", "38;5;234;48;5;221", "30;103"},
			{"text", "", "", ""}, {"key", "1", "1", "1"},
		},
		Light: {
			{"errors", "1;38;2;128;20;0", "1;38;5;88", "1;31"},
			{"canceled", "38;2;106;43;232", "38;5;57", "35"},
			{"elsewhere", "38;2;133;90;0", "38;5;94", "1;35"},
			{"missing", "38;2;127;34;89", "38;5;89", "31"},
			{"unknown", "1;38;2;27;31;36", "1;38;5;234", "1"},
			{"processing", "38;2;0;45;168", "38;5;19", "34"},
			{"pending", "38;2;85;97;128", "38;5;240", "90"},
			{"ok", "38;2;10;115;87", "38;5;24", "36"},
			{"unchecked", "38;2;108;117;131", "38;5;243", "90"},
			{"notice", "38;2;0;100;125", "38;5;25", "34"},
			{"stale", "38;2;122;75;0", "38;5;94", "33"},
			{"rule", "38;2;174;182;194", "38;5;248", "90"},
			{"selected", "38;2;27;31;36;48;2;217;231;251", "38;5;234;48;5;254", "7"},
			{"banner", "1;38;2;27;31;36;48;2;255;194;77", "1;38;5;234;48;5;215", "1;30;43"},
			{"match", "38;2;27;31;36;48;2;255;224;102", "38;5;234;48;5;221", "30;103"},
		},
	} {
		swatches, err := read("default", on)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for of, want := range map[colorprofile.Profile]string{colorprofile.TrueColor: r.all, colorprofile.ANSI256: r.of256, colorprofile.ANSI: r.of16} {
				got := strings.NewReplacer("\x1b[", "", "m", "").Replace(swatches[r.role].ink(of).open)
				if got != want {
					t.Errorf("ground %d, %s: %s is %q, want %q", on, of, r.role, got, want)
				}
			}
		}
	}
}

// TestThemeFilesAreWhole holds that each ground of each theme has the same roles,
// and that nothing in a file is misspelled.
func TestThemeFilesAreWhole(t *testing.T) {
	whole, err := read("default", Dark)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range assets.Themes() {
		data, err := assets.Theme(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			About               string
			Dark, Light, Either map[string]swatch
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&file); err != nil || file.About == "" || file.Either == nil {
			t.Errorf("%s: %v, about %q", name, err, file.About)
		}
		for _, swatches := range []map[string]swatch{file.Dark, file.Light, file.Either} {
			if swatches != nil && len(swatches) != len(whole) {
				t.Errorf("%s: %d roles, want %d", name, len(swatches), len(whole))
			}
			for role := range swatches {
				if _, ok := whole[role]; !ok {
					t.Errorf("%s: %q is no role", name, role)
				}
			}
		}
	}
	if _, err := New(Look{Name: "nope"}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestGroundBy(t *testing.T) {
	for value, want := range map[string]Ground{
		"15;0": Dark, "0;15": Light, "12;8": Dark, "0;7": Light, "0;default;15": Light, "15;default;0": Dark,
		"": Either, "15": Either, "0;default": Either, "0;16": Either, "0;-1": Either,
	} {
		if got := groundBy(value); got != want {
			t.Errorf("COLORFGBG=%s: %d, want %d", value, got, want)
		}
	}
}

// TestInksOnTheBar holds that text has the bar's own color, other inks keep theirs,
// and that nothing is drawn over a bar that inverts.
func TestInksOnTheBar(t *testing.T) {
	l, err := New(Look{On: Dark})
	if err != nil {
		t.Fatal(err)
	}
	if l.Text.On(l.Selected) != l.Selected || l.Faint.On(l.Selected) == l.Selected || l.Faint.On(Ink{}) != l.Faint {
		t.Error("an ink is not what it is on the bar")
	}
	for _, ink := range []Ink{{}, l.Text, l.Faint, l.Linked(l.Faint, "https://app.hubspot.com/"), l.Banner} {
		for _, under := range []Ink{{}, l.Selected, {open: "\x1b[7m", alone: true}} {
			if got, want := string(ink.Append(nil, under, "text")), ink.On(under).Paint("text"); got != want {
				t.Errorf("appended %q, painted %q", got, want)
			}
		}
	}
	if got, want := l.Linked(Ink{}, "https://app.hubspot.com/").Paint("x"), "\x1b]8;;https://app.hubspot.com/\ax\x1b]8;;\a"; got != want {
		t.Errorf("a link is %q, want %q", got, want)
	}
	l, err = New(Look{On: Dark, Colors: colorprofile.ANSI})
	if err != nil {
		t.Fatal(err)
	}
	if l.States[model.StateErrors].Ink.On(l.Selected) != l.Selected {
		t.Error("an ink is drawn on a bar that inverts")
	}
}
