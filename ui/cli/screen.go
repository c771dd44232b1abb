package cli

import (
	"errors"
	"os"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"hubwatch/ui"
)

// show runs the dashboard on the terminal of this process.
func (p *program) show(cmd *cobra.Command, opt ui.Options) error {
	if !isTerminal(p.stdout) || p.getenv("TERM") == "dumb" {
		return usagef("the dashboard needs a terminal; use \"hubwatch status ID…\" in scripts")
	}
	opt.Clock = time.Now
	opt.ASCII = p.ascii
	err := ui.Run(cmd.Context(), opt, ui.Terminal{NoColor: p.plain()})
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ui.ErrInterrupted):
		return exitWith(exitInterrupted, nil)
	}
	return exitWith(exitInternal, err)
}

// plain tells whether colors are unwanted. See no-color.org: any value counts.
func (p *program) plain() bool { return p.noColor || p.getenv("NO_COLOR") != "" }

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
