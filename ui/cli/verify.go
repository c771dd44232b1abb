package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/look"
	"hubwatch/ui/cli/output"
)

func (p *program) verifyCommand() *cobra.Command {
	var file, format string
	cmd := &cobra.Command{
		Use:   "verify --plan plan.csv",
		Short: "Tell where every folder of a plan is now",
		Long: "verify searches for the folders of a plan, a hundred in one request, and tells of each row whether its folder\n" +
			"is where and how the plan wants it. It needs no tasks: for the day after, and for folders whose task IDs are\n" +
			"lost. Without --plan it takes the plan of the watchlist.\n\n" +
			"HubSpot's search may be some seconds behind, and shows no folders that are hidden or in the recycle bin.\n\n" +
			"Exit codes: 0 all are there, 1 some are not, 3 there is no plan.",
		Example: "  hubwatch verify --plan plan.csv\n  hubwatch verify --plan plan.csv -o csv > where.csv",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return look.Stopped(cmd.Context(), p.verify(cmd, file, format), "nothing is kept of what was seen; start it again")
		},
	}
	flags.Plan(cmd, &file)
	flags.Format(cmd, &format, "table", findings.Formats)
	return cmd
}

func (p *program) verify(cmd *cobra.Command, file, format string) error {
	if !slices.Contains(findings.Formats, format) {
		return output.BadFormat(format, findings.Formats)
	}
	pl, looker, err := p.looks(cmd, file)
	if err != nil {
		return err
	}
	seen, err := looker.At(cmd.Context(), func(seen *survey.Folders) {
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
