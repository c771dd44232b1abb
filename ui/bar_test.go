package ui

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/assets"
	"hubwatch/ui/theme"
)

// cellsOf is a frame as cells.
func cellsOf(frame string, width, height int) uv.ScreenBuffer {
	buf := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(frame).Draw(buf, buf.Bounds())
	return buf
}

// groundOf is what a cell lies on.
func groundOf(c *uv.Cell) string {
	if c == nil {
		return ""
	}
	if c.Style.Attrs&uv.AttrReverse != 0 {
		return "inverted"
	}
	if c.Style.Bg == nil {
		return ""
	}
	return fmt.Sprint(c.Style.Bg)
}

// TestTheBarIsWhole holds that the selected line has one ground from the first column
// to the last of its list, in every list and every theme and palette.
func TestTheBarIsWhole(t *testing.T) {
	const height = 30
	for _, open := range []string{"40", "80", "120", "80 b", "120 enter", "80 :", "80 s", "80 C", "40 C", "80 #", "80 Y"} {
		keys := strings.Fields(open)
		width, _ := strconv.Atoi(keys[0])
		a := everyState(t, false)
		a.resize(width, height)
		for _, k := range keys[1:] {
			a.Update(pressOf(k))
		}
		for _, look := range looks() {
			l, err := theme.New(look)
			if err != nil {
				t.Fatal(err)
			}
			*a.Theme = l
			a.resize(width, height)
			frame := a.draw()
			if n, wrong := barsIn(cellsOf(frame, width, height)); n == 0 || wrong != "" {
				t.Errorf("%+v, %s: %d lines are selected; %s\n%s", look, open, n, wrong, ansi.Strip(frame))
			}
		}
	}
}

// looks is every theme in every palette, each on one ground at least.
func looks() (all []theme.Look) {
	grounds := []theme.Ground{theme.Either, theme.Dark, theme.Light}
	for i, name := range assets.Themes() {
		for j, colors := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
			all = append(all, theme.Look{Name: name, On: grounds[(i+j)%len(grounds)], Colors: colors})
		}
	}
	return all
}

// barsIn counts the selected lines, and says what is wrong with one.
func barsIn(cells uv.ScreenBuffer) (found int, wrong string) {
	for y := range cells.Height() {
		first := cells.CellAt(0, y)
		if first == nil || first.Content != "▌" {
			continue
		}
		found++
		for x := range cells.Width() {
			if got := groundOf(cells.CellAt(x, y)); got != groundOf(first) || got == "" {
				wrong = fmt.Sprintf("column %d of line %d lies on %q, the first on %q", x, y, got, groundOf(first))
				break
			}
		}
	}
	return found, wrong
}

var (
	sgr    = regexp.MustCompile(`\x1b\[([0-9;:]*)m`)
	many   = regexp.MustCompile(`[34]8;2;\d+;\d+;\d+`)
	some   = regexp.MustCompile(`[34]8;5;\d+`)
	few    = regexp.MustCompile(`\b(3[0-7]|4[0-7]|9[0-7]|10[0-7])\b`)
	resets = regexp.MustCompile(`\b(39|49)\b`)
)

// TestOnlyPickedColoursAreSent holds that the whole program sends what was picked for
// a palette, and nothing that was computed.
func TestOnlyPickedColoursAreSent(t *testing.T) {
	t.Parallel()
	for _, colors := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, background := range []string{"dark", "auto"} {
			synctest.Test(t, func(t *testing.T) {
				h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(30)...), Colors: colors, Background: background}, 120, 40)
				h.wait(time.Minute)
				h.press("b", "esc", "enter", "esc", "/", "e", "r", "enter", ":", "esc", "C", "esc", "?", "esc")
				h.stop()
				var all, of256, of16 int
				for _, m := range sgr.FindAllStringSubmatch(h.raw.String(), -1) {
					params := m[1]
					all += len(many.FindAllString(params, -1))
					params = many.ReplaceAllString(params, "")
					of256 += len(some.FindAllString(params, -1))
					params = resets.ReplaceAllString(some.ReplaceAllString(params, ""), "")
					of16 += len(few.FindAllString(params, -1))
				}
				want := map[colorprofile.Profile][3]bool{colorprofile.ANSI: {false, false, true}, colorprofile.ANSI256: {false, true, false}, colorprofile.TrueColor: {true, false, false}}[colors]
				if got := [3]bool{all > 0, of256 > 0, of16 > 0}; got != want {
					t.Errorf("%s, %s: %d colors of 16 million, %d of 256, %d of 16", colors, background, all, of256, of16)
				}
			})
		}
	}
}
