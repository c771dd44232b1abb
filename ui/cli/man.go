package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/output"
)

func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "man",
		Short:       "Print the manual page",
		Long:        "man prints the manual page, all commands in one.",
		Example:     "  hubwatch man | man -l -\n  hubwatch man > hubwatch.1",
		Args:        cobra.NoArgs,
		Annotations: ownSettingsOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(p.io.Out, manual.Page(cmd.Root(), output.OwnBuild()))
			return err
		},
	}
}

// help prints what a command does and how it is used. The terminal is not asked
// for anything: one that does not answer would hold the help up.
func (p *program) help(cmd *cobra.Command, _ []string) {
	text := manual.Help(cmd, helpWidth(p.io.Out), p.colored(p.io.Out))
	if !p.unicode() {
		text = strings.ReplaceAll(text, "…", "...")
	}
	_, _ = io.WriteString(p.io.Out, text) // a help that cannot be written is not read
}

// longestHelp is how wide a help is at most, in cells: longer lines are hard to
// read. Elsewhere than on a terminal it is as wide.
const longestHelp = 100

func helpWidth(stdout any) int {
	if w := terminalWidth(stdout); w > 0 {
		return min(w, longestHelp)
	}
	return longestHelp
}
