package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"strings"

	"github.com/charmbracelet/x/term"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
)

// show runs the dashboard on the terminal of this process.
func (p *program) show(ctx context.Context, opt ui.Options) error {
	if err := p.checkScreen(); err != nil {
		return err
	}
	if p.listened() {
		opt.Lines = p.stdout
	}
	if opt.Clock == nil {
		opt.Clock, opt.Step = p.time().Now, p.time().Step
	}
	opt.ASCII, opt.OnlyASCII, opt.Theme = p.ascii, p.ascii && !p.unicode(), p.theme
	if err := assets.CheckTheme(p.theme); err != nil && p.theme != "" {
		return exit.Usagef("--theme %w", err)
	}
	s := p.settings
	opt.Background, opt.Mouse, opt.Notify, opt.Keys = s.Background, s.Mouse, s.Notify, s.Keys
	for _, v := range s.Views {
		opt.Views = append(opt.Views, ui.View(v))
	}
	opt.NoTerminalClipboard = p.getenv("TERM") == "linux"
	if opt.API == "" {
		opt.API, _ = hubclient.UpdateAddress(p.baseURL, p.apiVersion) // only for scripts, and checked before
	}
	var err error
	if opt.Known, err = p.known(); err != nil {
		opt.Notice = model.Text(err.Error()).Line()
	}
	debug.SetGCPercent(50) // a dashboard is open for hours, and makes little garbage
	terminal := ui.Terminal{NoColor: p.plain()}
	if isTerminal(os.Stdin) {
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
	if isTerminal(p.stdout) {
		return exit.Usagef("the dashboard needs a terminal that can move its cursor, and TERM is %q; --plain gives lines of words", p.getenv("TERM"))
	}
	return exit.Usagef("the dashboard needs a terminal; use \"hubwatch status ID…\" in scripts, or --plain for lines of words")
}

// listened tells whether lines of words are wanted instead of a screen: for a
// screen reader, which no program can detect.
func (p *program) listened() bool {
	wanted := p.getenv("ACCESSIBLE")
	return p.lines || wanted != "" && wanted != "0"
}

// plain tells whether colors are unwanted. See no-color.org: any value counts.
func (p *program) plain() bool { return p.noColor || p.getenv("NO_COLOR") != "" }

// unicode tells whether more than ASCII may be drawn: unless the locale is one
// without it. None says nothing about the terminal.
func (p *program) unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(p.getenv(name)); v != "" {
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// isTerminal tells whether stream is a person's terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// isPipe tells whether stream brings what another program writes, or a file.
func isPipe(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}

// isFile tells whether a stream is a file, whose end is there already.
func isFile(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}
