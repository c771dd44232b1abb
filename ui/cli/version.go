package cli

import (
	"io"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/output"
)

func (p *program) versionCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what it was built from",
		Long: "version prints the version on the first line; on the second the commit, its day, and the Go and the\n" +
			"platform it was built with and for. \"go version -m hubwatch\" lists what is in it, module by module.",
		Example:     "  hubwatch version\n  hubwatch version -o json | jq -r .commit",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(*cobra.Command, []string) error {
			if format == "json" {
				return output.WriteJSON(p.io.Out, build.Own())
			}
			_, err := io.WriteString(p.io.Out, build.Own().String())
			return err
		},
	}
	flags.Format(cmd, &format, "text", []string{"text", "json"})
	return cmd
}
