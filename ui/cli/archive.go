package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/ui/cli/keep"
)

func (p *program) archiveCommand() *cobra.Command {
	var okOnly bool
	cmd := &cobra.Command{
		Use:     "archive",
		Short:   "Take all finished tasks off the watchlist",
		Long:    "archive takes the tasks that have ended off the watchlist, with earlier attempts at their folders. They stay in the database; adding one again brings it back.",
		Example: "  hubwatch archive\n  hubwatch archive --ok",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.stores().With(func(s *keep.Watchlist) error {
				list, _, err := keep.Load(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				var ids []model.TaskID
				for _, t := range list.Tasks() {
					counts := t
					if t.Replaced() { // else it would count again
						counts = list.Task(t.ReplacedBy())
					}
					if state := counts.State(); state == model.StateOK || state.Final() && !okOnly {
						ids = append(ids, t.ID)
					}
				}
				n, err := s.Archive(cmd.Context(), ids, time.Now())
				if err == nil {
					fmt.Fprintf(p.io.Out, "archived %d, %d are left\n", n, list.Len()-n)
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&okOnly, "ok", false, "only those that are ok")
	return cmd
}
