package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/tty"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "man",
		Short:       "Print the manual page",
		Long:        "man prints the manual page, all commands in one.",
		Example:     "  hubwatch man | man -l -\n  hubwatch man > hubwatch.1",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(p.io.Out, manual.Page(cmd.Root(), build.Own()))
			return err
		},
	}
}

// help prints what a command does and how it is used. The terminal is not
// queried, because one that does not answer would delay the help.
func (p *program) help(cmd *cobra.Command, _ []string) {
	text := manual.Help(cmd, tty.HelpWidth(p.io.Out), p.tty().Colored(p.io.Out))
	if !tty.Unicode(p.env) {
		text = strings.ReplaceAll(text, "…", "...")
	}
	_, _ = io.WriteString(p.io.Out, text) // a help that cannot be written is not read
}
