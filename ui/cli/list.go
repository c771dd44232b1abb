package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/model"
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
			write, err := output.PrinterFor(format, p.colored(p.io.Out))
			if err != nil {
				return err
			}
			return p.withWatchlist(func(s *keep.Watchlist) error {
				list, portal, err := keep.Load(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				tasks, err := p.picked(s, list.Tasks(), filter)
				if err != nil {
					return err
				}
				kept, err := keep.StoredPlan(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				d := output.StatusOf(tasks, model.Account{PortalID: model.Text(portal)})
				d.Cover(kept, list.Tasks())
				return write(p.io.Out, d)
			})
		},
	}
	outputFlag(cmd, &format)
	filterFlag(cmd, &filter)
	return cmd
}
