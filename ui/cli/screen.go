package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/tty"
	"hubwatch/ui/cli/watch"
	"hubwatch/ui/table"
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
	opt.ASCII, opt.OnlyASCII, opt.Theme = p.flags.ASCII, p.tty().Only(), p.flags.Theme
	if err := assets.CheckTheme(p.flags.Theme); err != nil && p.flags.Theme != "" {
		return exit.Usagef("--theme %w", err)
	}
	opt.Colors, opt.Getenv = p.tty().Colors(), p.env
	s := p.flags.File
	opt.Background = s.Colours(p.flags.Profile).Background
	opt.KeepColours = func(theme, background string) (said, path string, err error) {
		return p.flags.KeepColours(p.env, theme, background)
	}
	opt.Me = model.Text(p.stores().Who())
	opt.Mouse, opt.Notify, opt.Keys = s.Mouse, s.Notify, s.Keys
	for _, v := range s.Views {
		opt.Views = append(opt.Views, table.Tab(v))
	}
	if opt.API == "" {
		opt.API, _ = hubclient.UpdateAddress(p.flags.BaseURL, p.flags.APIVersion) // only for scripts, and checked before
	}
	var err error
	if opt.Known, err = p.stores().Causes(); err != nil {
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

// tty returns the terminal of this process as the user wants it drawn.
func (p *program) tty() tty.TTY {
	return tty.TTY{
		Env: p.env, Colorless: p.flags.Colorless(p.env), ASCII: p.flags.ASCII, Theme: p.flags.Theme,
		Background: p.flags.File.Colours(p.flags.Profile).Background,
	}
}

// checkScreen returns why the dashboard cannot be shown, nil if it can.
func (p *program) checkScreen() error {
	if p.listened() {
		return nil
	}
	return p.tty().Check(p.io.Out)
}

// listened reports whether lines of words are wanted instead of a screen.
func (p *program) listened() bool { return p.flags.Listened(p.env) }

// terminal returns the terminal that standard output goes to, nil if it is not one.
func (p *program) terminal() *output.Terminal { return p.tty().List(p.io.Out) }

// progress returns what shows the progress of a command on standard error.
func (p *program) progress() *watch.Progress { return p.tty().Progress(p.io.Err) }
