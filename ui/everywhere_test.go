package ui

import (
	"context"
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"hubwatch/model/digest"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// everywhere is the keys that lead from the table to every screen and sheet.
var everywhere = []string{
	"", "enter", "enter v", "enter /", "b", "b w", "b /", "b g", "?", "? z", ":", "/", "/ p t h :", "s", "#", "C", "W", "i", "L", "a", "a x", "m", "T", "Y", "space j",
}

// goTo goes to a screen or sheet, from wherever a person is.
func (a *app) goTo(keys string) {
	for len(a.sheets) > 0 || a.front.Screen().Input() != nil || a.front.Task.ID() != "" || a.front.Groups != nil {
		a.presses("esc")
	}
	a.presses("\\")
	a.presses(strings.Fields(keys)...)
}

// hostileMigration is a migration with names that try a screen, where everything can
// be opened.
func hostileMigration(t *testing.T, h how) *app {
	t.Helper()
	h.counts, h.paths = everyKind, "/"+hostile.Line()+"/"+strings.Repeat("営業資料", 8)+"🎪"
	a := migrationOf(t, h)
	a.Away = digest.Digest{From: a.Now.Add(-time.Hour), To: a.Now, Done: 3}
	a.opt.Desk, a.CanLogin = &fakeDesk{}, true
	a.opt.Login = func(context.Context, string) (string, error) { return "", nil }
	return a
}

// paints are the ways in which everything is drawn.
var paints = map[string]struct {
	how
	allowed func(color.Color) bool
}{
	"truecolor": {how{theme: "default", colors: colorprofile.TrueColor}, func(c color.Color) bool { _, hue := c.(color.RGBA); return hue }},
	"256":       {how{theme: "default", colors: colorprofile.ANSI256}, func(c color.Color) bool { _, hue := c.(ansi.IndexedColor); return hue }},
	"16":        {how{theme: "default", colors: colorprofile.ANSI}, func(c color.Color) bool { _, hue := c.(ansi.BasicColor); return hue }},
	"NO_COLOR":  {how{theme: "default", colors: colorprofile.ASCII}, func(color.Color) bool { return false }},
	"--ascii":   {how{theme: "default", colors: colorprofile.TrueColor, ascii: true}, func(c color.Color) bool { _, hue := c.(color.RGBA); return hue }},
}

// TestEveryScreenOnEveryTerminal holds, on the cells of every screen and sheet, that
// nothing is drawn beyond the last column and the last line, that the key of the help
// is named, f1 where letters are typed, and that no hue is sent that the terminal has
// not.
func TestEveryScreenOnEveryTerminal(t *testing.T) {
	t.Parallel()
	for name, paint := range paints {
		a := hostileMigration(t, paint.how)
		sizes := append(fiveSizes, [2]int{40, 10})
		if testing.Short() {
			sizes = [][2]int{{80, 24}} // as with the race detector, which is slow
		}
		for _, size := range sizes {
			a.resize(size[0], size[1])
			em := vt.NewEmulator(size[0]+beyond, size[1]+beyond)
			for _, pressed := range everywhere {
				a.goTo(pressed)
				if _, err := em.WriteString("\x1b[0m\x1b[2J\x1b[H" + strings.ReplaceAll(a.draw(), "\n", "\r\n")); err != nil {
					t.Fatal(err)
				}
				where := fmt.Sprintf("%s, %v, after %q", name, size, pressed)
				checkCells(t, a, em, where, paint.allowed)
				if t.Failed() {
					t.Fatalf("%s:\n%s", where, em.String())
				}
			}
		}
	}
}

// beyond is how many cells more than the screen are looked at.
const beyond = 2

// checkCells looks at the cells of one screen.
func checkCells(t *testing.T, a *app, em *vt.Emulator, where string, allowed func(color.Color) bool) {
	t.Helper()
	var last strings.Builder
	for y := range a.Height + beyond {
		for x := range a.Width + beyond {
			cell := em.CellAt(x, y)
			if cell == nil {
				continue
			}
			if (x >= a.Width || y >= a.Height) && strings.TrimSpace(cell.Content) != "" {
				t.Errorf("%s: %q is drawn in column %d of line %d", where, cell.Content, x, y)
			}
			for _, c := range []color.Color{cell.Style.Fg, cell.Style.Bg} {
				if c != nil && !allowed(c) {
					t.Errorf("%s: %v is sent in column %d of line %d", where, c, x, y)
				}
			}
			if y == a.Height-1 {
				last.WriteString(cell.Content)
			}
		}
	}
	want := "? keys"
	switch {
	case strings.HasPrefix(where[strings.LastIndex(where, "after"):], `after "?`):
		want = "? closes"
	case a.typing():
		want = "f1 keys"
	}
	if !strings.Contains(last.String(), want) {
		t.Errorf("%s: no %q in %q", where, want, last.String())
	}
}

// TestEveryFrameFits draws every screen with hostile names at every width and every
// height, a sixth of them at each.
func TestEveryFrameFits(t *testing.T) {
	t.Parallel()
	a := hostileMigration(t, how{})
	draw := func(turn, width, height int) {
		a.resize(width, height)
		for i, pressed := range everywhere {
			if i > 0 && i%6 != turn%6 {
				continue
			}
			a.goTo(pressed)
			checkFrame(t, a, fmt.Sprintf("%dx%d, after %q", width, height, pressed))
		}
		a.front.Table.Do(keys.Press{Action: keys.Down})
		_ = frame.Title(a.Env)
	}
	step := 1
	if testing.Short() {
		step = 10 // as above
	}
	for width := 40; width <= 240; width += step {
		draw(width, width, 10+width*23%61)
	}
	for height := 10; height <= 70; height += step {
		draw(height+1, 40+height*59%201, height)
	}
}
