// Package tty tells what the terminal of this process can show, and what of
// that the user wants.
package tty

import (
	"cmp"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
	"hubwatch/ui/theme"
)

// TTY is the terminal of this process as the user wants it drawn.
type TTY struct {
	Env        func(string) string
	Colorless  bool   // colors are unwanted
	ASCII      bool   // only that is drawn
	Theme      string // its name
	Background string // as the settings say: light, dark or auto
}

// Attended reports whether out is a terminal with somebody in front of it.
func (t TTY) Attended(out io.Writer) bool { return output.IsTerminal(out) && !t.dumb() }

// Check returns why the dashboard cannot be shown on out, nil if it can. The
// error has exit code 3.
func (t TTY) Check(out io.Writer) error {
	switch {
	case t.Attended(out):
		return nil
	case output.IsTerminal(out):
		return exit.Usagef("the dashboard needs a terminal that can move its cursor, and TERM is %q; --plain gives lines of words", t.Env("TERM"))
	}
	return exit.Usagef("the dashboard needs a terminal; use \"hubwatch status ID…\" in scripts, or --plain for lines of words")
}

// dumb reports whether the terminal only writes lines.
func (t TTY) dumb() bool { return t.Env("TERM") == "dumb" }

// Colors returns how many colors the terminal shows.
func (t TTY) Colors() colorprofile.Profile {
	if t.Colorless {
		return colorprofile.ASCII
	}
	return colorprofile.Detect(os.Stdout, os.Environ())
}

// Colored reports whether what is written to w may have colors.
func (t TTY) Colored(w io.Writer) bool { return t.Attended(w) && !t.Colorless }

// List returns the terminal for lists written to w, nil if w is not a terminal.
// The terminal is not queried: the settings and COLORFGBG tell its background.
func (t TTY) List(w io.Writer) *output.Terminal {
	if !output.IsTerminal(w) {
		return nil
	}
	look := theme.Look{Name: t.Theme, Colors: t.Colors(), ASCII: t.ASCII}
	look.On, _ = theme.Told{Person: t.Background, Getenv: t.Env}.Ground()
	drawn, err := theme.New(look)
	if err != nil || t.dumb() {
		drawn, _ = theme.New(theme.Look{Name: "none", ASCII: t.ASCII}) // which is always there
	}
	drawn.Only = t.Only()
	return output.NewTerminal(cmp.Or(width(w), usualWidth), drawn)
}

// Only reports whether the terminal shows nothing but ASCII.
func (t TTY) Only() bool { return t.ASCII && !Unicode(t.Env) }

// Progress returns what shows the progress of a command on err.
func (t TTY) Progress(err io.Writer) *watch.Progress {
	return watch.NewProgress(err, t.Attended(err), t.ASCII)
}

// usualWidth is how many cells a terminal has that does not say.
const usualWidth = 80

// longestHelp is how wide a help is at most, in cells: longer lines are hard to
// read.
const longestHelp = 100

// HelpWidth returns the width in cells of a help text written to w.
func HelpWidth(w any) int { return min(cmp.Or(width(w), longestHelp), longestHelp) }

// width returns how many cells a line of the terminal has, 0 if w is none or
// does not say.
func width(w any) int {
	f, ok := w.(interface{ Fd() uintptr })
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		return 0
	}
	return width
}

// Unicode reports whether more than ASCII may be drawn, which is so unless the
// locale excludes it. No locale says nothing about the terminal.
func Unicode(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(env(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// Glyphs reports whether our own signs may be more than ASCII: the font of the
// Linux console has few of them.
func Glyphs(env func(string) string) bool { return Unicode(env) && env("TERM") != "linux" }
