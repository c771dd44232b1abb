package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

func (p *program) listCommand() *cobra.Command {
	var format, filter string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "Print the watchlist as it was last known",
		Long:    "list prints the watchlist from disk. It asks HubSpot nothing.",
		Example: "  hubwatch list\n  hubwatch list -o json | jq -r '.tasks[] | select(.state == \"errors\") | .taskId'",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.stores().With(func(s *keep.Watchlist) error {
				stored, _, err := s.Load(cmd.Context())
				if err != nil {
					return err
				}
				kept, err := keep.StoredPlan(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				known := p.stores().Session(s, stored, kept)
				tasks, err := p.stores().Pick(known, filter)
				if err != nil {
					return err
				}
				portal, err := s.Account(cmd.Context())
				if err != nil {
					return err
				}
				d := output.StatusOf(tasks, known.Tracker(), known.Causes(), model.Account{PortalID: model.Text(portal)})
				d.Cover(known.Tracker())
				return output.PrinterFor(format, p.terminal())(p.io.Out, d)
			})
		},
	}
	flags.Format(cmd, &format, "table", output.Formats)
	flags.Filter(cmd, &filter)
	return cmd
}
