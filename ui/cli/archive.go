package cli

import (
	"context"
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
			return p.stores().With(func(s *keep.Watchlist) error { return p.archive(cmd.Context(), s, okOnly) })
		},
	}
	cmd.Flags().BoolVar(&okOnly, "ok", false, "only those that are ok")
	return cmd
}

// archive archives the tasks that have ended, or with okOnly only those that are
// ok. A replaced task goes with the attempt that counts; without that it would
// count again.
func (p *program) archive(ctx context.Context, s *keep.Watchlist, okOnly bool) error {
	list, _, err := keep.Load(ctx, s.Store)
	if err != nil {
		return err
	}
	var ids []model.TaskID
	for _, t := range list.Tasks() {
		counts := t
		if t.Replaced() {
			counts = list.Task(t.ReplacedBy())
		}
		if state := counts.State(); state == model.StateOK || state.Final() && !okOnly {
			ids = append(ids, t.ID)
		}
	}
	n, err := s.Archive(ctx, ids, time.Now())
	if err == nil {
		fmt.Fprintf(p.io.Out, "archived %d, %d are left\n", n, list.Len()-n)
	}
	return err
}
