package cli

import (
	"context"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/look"
)

func (p *program) verifyCommand() *cobra.Command {
	return p.finds(&cobra.Command{
		Use:   "verify --plan plan.csv",
		Short: "Tell where every folder of a plan is now",
		Long: "verify searches for the folders of a plan, a hundred in one request, and tells of each row whether its folder\n" +
			"is where and how the plan wants it. It needs no tasks: for the day after, and for folders whose task IDs are\n" +
			"lost. Without --plan it takes the plan of the watchlist.\n\n" +
			"HubSpot's search may be some seconds behind, and shows no folders that are hidden or in the recycle bin.\n\n" +
			"Exit codes: 0 all are there, 1 some are not, 3 there is no plan.",
		Example: "  hubwatch verify --plan plan.csv\n  hubwatch verify --plan plan.csv -o csv > where.csv",
	}, p.verify, "nothing is kept of what was seen; start it again")
}

func (p *program) verify(ctx context.Context, pl plan.Plan, looker look.Looker, format string) error {
	seen, err := looker.At(ctx, func(seen *survey.Folders) {
		for i := range pl.Rows {
			seen.Look(model.ReadPlanned(pl.Rows[i].Fields).FolderID)
		}
	})
	if err != nil {
		return err
	}
	all := pl.Verify(seen.Folder)
	if err := findings.Verify(p.io.Out, all, format, p.terminal()); err != nil {
		return exit.With(exit.Internal, err)
	}
	if plan.CountPlaces(all)[plan.PlaceThere] < len(all) {
		return exit.With(exit.Errors, nil)
	}
	return nil
}
