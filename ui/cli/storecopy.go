package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) storeCopyCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Take a watchlist along, with its journal and its plan",
		Long: "copy copies the watchlist of the profile from one store into another, in which there must be nothing yet:\n" +
			"the tasks with all that is known of them, the journal, the audit log, the plan and the snapshot. An address\n" +
			"names a PostgreSQL, the word file the file on this machine. What is not named is the store that is in use.\n" +
			"What is there afterwards is compared before it says done; the first one stays as it is.",
		Example: "  hubwatch store copy --to postgres://eva@db.example.com/team\n" +
			"  hubwatch store copy --to file",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			said, err := p.stores().Copy(cmd.Context(), from, to)
			if err == nil {
				_, err = fmt.Fprintln(p.io.Out, said)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the address of a PostgreSQL, or file (default: the store in use)")
	cmd.Flags().StringVar(&to, "to", "", "the address of a PostgreSQL, or file (default: the store in use)")
	return cmd
}
