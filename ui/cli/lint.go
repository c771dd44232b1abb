package cli

import (
	"context"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/look"
)

func (p *program) lintCommand() *cobra.Command {
	return p.finds(&cobra.Command{
		Use:   "lint --plan plan.csv",
		Short: "Tell what will go wrong with a plan, before the first move",
		Long: "lint looks at the folders of a plan and at what lies where they are to be, a hundred in one request, and\n" +
			"tells of each row what will go wrong, why, and what to do: folders and parents that are not found, names\n" +
			"that are taken, rows that want the same place, folders that would move into themselves, an order of rows\n" +
			"in which a later one frees the place. It goes through the rows in their order and changes nothing.\n" +
			"Without --plan it takes the plan of the watchlist. What it has seen when it is stopped is kept for ten minutes: the\n" +
			"same command goes on from there.\n\n" +
			"What it cannot see it says: hidden folders, what lies in the root, what HubSpot's search does not show yet.\n\n" +
			"Exit codes: 0 nothing will fail, 1 some rows will, 3 there is no plan.",
		Example: "  hubwatch lint --plan plan.csv\n  hubwatch lint --plan plan.csv -o csv > findings.csv",
	}, p.lint, "nothing was seen yet; start it again")
}

func (p *program) lint(ctx context.Context, pl plan.Plan, looker look.Looker, format string) error {
	var kept store.Store
	if w, err := p.stores().Open(); err == nil {
		defer w.Close()
		kept = w.Store
	} else {
		p.io.Say("nothing is kept of what is seen: " + model.Text(err.Error()).Line())
	}
	seen, err := looker.Resumed(ctx, kept, func(seen *survey.Folders) { lint.Want(pl.Rows, seen) })
	if err != nil {
		return err
	}
	r := lint.Check(pl.Rows, seen)
	if err := findings.Lint(p.io.Out, r, format, p.terminal()); err != nil {
		return exit.With(exit.Internal, err)
	}
	if r.Count(lint.Error) > 0 {
		return exit.With(exit.Errors, nil)
	}
	return nil
}

// finds completes a command that prints findings about the folders of a plan in a
// format. lost says what becomes of the results if it is stopped, and how to go on.
func (p *program) finds(cmd *cobra.Command, find func(ctx context.Context, pl plan.Plan, looker look.Looker, format string) error, lost string) *cobra.Command {
	var file, format string
	flags.Plan(cmd, &file)
	flags.Format(cmd, &format, "table", findings.Formats)
	cmd.Args = cobra.NoArgs
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		pl, looker, err := p.looks(cmd, file)
		if err == nil {
			err = find(cmd.Context(), pl, looker, format)
		}
		return look.Stopped(cmd.Context(), err, lost)
	}
	return cmd
}
