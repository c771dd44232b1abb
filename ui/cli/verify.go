package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/keep"
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
	if untried := p.untried(ctx, &pl, all); untried > 0 {
		these := "the " + model.Plural(plan.CountPlaces(all)[plan.PlaceElsewhere], "folder") + " elsewhere"
		if untried < plan.CountPlaces(all)[plan.PlaceElsewhere] {
			these = fmt.Sprintf("%d of %s", untried, these)
		}
		p.io.Say("no task on the watchlist is about " + these + ": as far as hubwatch knows, nobody has started to move them")
	}
	if plan.CountPlaces(all)[plan.PlaceThere] < len(all) {
		return exit.With(exit.Errors, nil)
	}
	return nil
}

// untried returns how many folders are elsewhere although nobody has started a
// task for their rows, as far as the watchlist knows; 0 if it cannot be read.
func (p *program) untried(ctx context.Context, pl *plan.Plan, all []plan.Standing) (n int) {
	list := &model.Watchlist{}
	if s := p.stores().There(p.flags.Profile); s != nil {
		defer s.Close()
		_, err := s.Renew(ctx)
		if err == nil {
			list, _, err = keep.Load(ctx, s)
		}
		if err != nil {
			return 0
		}
	}
	never := plan.Track(pl, list).Coverage().NeverStarted
	for _, at := range all {
		if at.Place == plan.PlaceElsewhere && slices.Contains(never, at.Row) {
			n++
		}
	}
	return n
}
