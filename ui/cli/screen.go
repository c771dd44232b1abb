package cli

import (
	"errors"
	"io"
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

// isTerminal tells whether w is a person's terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}
