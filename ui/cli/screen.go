package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
	"hubwatch/ui/table"
	"hubwatch/ui/theme"
)

// show runs the dashboard on the terminal of this process.
func (p *program) show(ctx context.Context, opt ui.Options) error {
	if err := p.checkScreen(); err != nil {
		return err
	}
	if p.listened() {
		opt.Lines = p.io.Out
	}
	if opt.Clock == nil {
		opt.Clock, opt.Step = p.time().Now, p.time().Step
	}
	opt.ASCII, opt.OnlyASCII, opt.Theme = p.flags.ascii, p.flags.ascii && !p.unicode(), p.flags.theme
	if err := assets.CheckTheme(p.flags.theme); err != nil && p.flags.theme != "" {
		return exit.Usagef("--theme %w", err)
	}
	opt.Colors, opt.Getenv = p.colors(), p.env
	s := p.settings
	opt.Background, opt.KeepColours = s.Colours(p.flags.profile).Background, p.keepColours
	opt.Me = model.Text(p.who())
	opt.Mouse, opt.Notify, opt.Keys = s.Mouse, s.Notify, s.Keys
	for _, v := range s.Views {
		opt.Views = append(opt.Views, table.Tab(v))
	}
	if opt.API == "" {
		opt.API, _ = hubclient.UpdateAddress(p.flags.baseURL, p.flags.apiVersion) // only for scripts, and checked before
	}
	var err error
	if opt.Known, err = p.knownCauses(); err != nil {
		opt.Notice = model.Text(err.Error()).Line()
	}
	debug.SetGCPercent(50) // a dashboard is open for hours, and makes little garbage
	var terminal ui.Terminal
	if output.IsTerminal(os.Stdin) {
		terminal.In = os.Stdin
	}
	err = ui.Run(ctx, opt, terminal)
	switch {
	case err == nil:
		return nil
	case err == ui.ErrInterrupted: //nolint:errorlint // alone; joined with more it is said
		return exit.With(exit.Interrupted, nil)
	case errors.Is(err, ui.ErrInterrupted):
		return exit.With(exit.Interrupted, err)
	}
	if refused, ok := errors.AsType[*model.CheckError](err); ok {
		return exit.Stopped(refused)
	}
	return exit.With(exit.Internal, err)
}

// checkScreen tells whether there is somewhere to show the dashboard.
func (p *program) checkScreen() error {
	if p.listened() || p.attended() {
		return nil
	}
	if output.IsTerminal(p.io.Out) {
		return exit.Usagef("the dashboard needs a terminal that can move its cursor, and TERM is %q; --plain gives lines of words", p.env("TERM"))
	}
	return exit.Usagef("the dashboard needs a terminal; use \"hubwatch status ID…\" in scripts, or --plain for lines of words")
}

// listened tells whether lines of words are wanted instead of a screen: for a
// screen reader, which no program can detect.
func (p *program) listened() bool {
	wanted := p.env("ACCESSIBLE")
	return p.flags.plain || wanted != "" && wanted != "0"
}

// plain tells whether colors are unwanted. See no-color.org: any value counts.
func (p *program) plain() bool { return p.flags.noColor || p.env("NO_COLOR") != "" }

// colors is how many colors the terminal shows.
func (p *program) colors() colorprofile.Profile {
	if p.plain() {
		return colorprofile.ASCII
	}
	return colorprofile.Detect(os.Stdout, os.Environ())
}

// terminal is what standard output is read on, nil if that is no terminal. It is
// asked for nothing: the settings and COLORFGBG say what it draws on.
func (p *program) terminal() *output.Terminal {
	if !output.IsTerminal(p.io.Out) {
		return nil
	}
	look := theme.Look{Name: p.flags.theme, On: theme.GroundOf(p.settings.Colours(p.flags.profile).Background), Colors: p.colors(), ASCII: p.flags.ascii}
	if look.On == theme.Either {
		look.On = theme.GroundBy(p.env("COLORFGBG"))
	}
	drawn, err := theme.New(look)
	if err != nil || p.env("TERM") == "dumb" {
		drawn, _ = theme.New(theme.Look{Name: "none", ASCII: p.flags.ascii}) // which is always there
	}
	drawn.Only = p.flags.ascii && !p.unicode()
	return output.NewTerminal(cmp.Or(terminalWidth(p.io.Out), usualWidth), drawn)
}

// usualWidth is how many cells a terminal has that does not say.
const usualWidth = 80

// terminalWidth is how many cells a line of the terminal has, 0 if w is none or
// does not say.
func terminalWidth(w any) int {
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

// colored tells whether what is written to w may have colors.
func (p *program) colored(w io.Writer) bool {
	return output.IsTerminal(w) && !p.plain() && p.env("TERM") != "dumb"
}

// unicode tells whether more than ASCII may be drawn: unless the locale is one
// without it. None says nothing about the terminal.
func (p *program) unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(p.env(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// glyphs tells whether our own signs may be more than ASCII: the font of the console
// of Linux has few of them.
func (p *program) glyphs() bool { return p.unicode() && p.env("TERM") != "linux" }

// progress says on standard error how far a command is.
func (p *program) progress() *watch.Progress {
	return watch.NewProgress(p.io.Err, output.IsTerminal(p.io.Err) && p.env("TERM") != "dumb", p.flags.ascii)
}
