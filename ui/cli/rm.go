package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
)

func (p *program) rmCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "rm ID…",
		Short:   "Take tasks off the watchlist",
		Long:    "rm takes tasks off the watchlist. Nothing changes in HubSpot; adding a task again brings back what was known of it.",
		Example: "  hubwatch rm AAAAEZ6whGI",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ids, err := gather.IDs(cmd, args)
			if err != nil {
				return err
			}
			return p.stores().With(func(s *keep.Watchlist) error {
				n, err := s.Remove(cmd.Context(), ids, time.Now())
				if err != nil {
					return err
				}
				fmt.Fprintf(p.io.Out, "removed %d, %d not watched\n", n, len(ids)-n)
				if n == 0 {
					return exit.With(exit.Usage, nil)
				}
				return nil
			})
		},
	}
}
