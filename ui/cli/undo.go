package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/model/undo"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/look"
)

// undoFlags is the flags of the undo command.
type undoFlags struct {
	stepsFlags
	plan     string
	snapshot string
}

func (p *program) undoCommand() *cobra.Command {
	var f undoFlags
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Print the moves that bring the folders of a plan back to where they were",
		Long: "undo compares where the folders of a plan are now with where a snapshot has them, and prints the folder updates\n" +
			"that bring back what the plan has moved. It starts none: hubwatch only reads. A folder that somebody else has\n" +
			"moved or renamed since is named and left as it is.\n\n" +
			"The moves come in waves: HubSpot works on several at a time, so each wave is to be started when the one before it\n" +
			"has ended. Where folders have swapped their names, one of them has another name for a moment.\n\n" +
			"The formats are csv, a plan with the column wave; jsonl, the body of each request in their order; and curl, a script\n" +
			"to be read and run, a wave at a time. Without --plan and --snapshot it takes those of the watchlist.\n\n" +
			"Exit codes: 0 all that was moved comes back, 1 some is left as it is, 3 there is nothing to undo.",
		Example: "  hubwatch undo -o curl > undo.sh\n  bash undo.sh 1 | hubwatch add -f -\n  hubwatch undo --plan plan.csv --snapshot before.json -o csv > back.csv",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return look.Stopped(cmd.Context(), p.undo(cmd, f), "no move is printed and nothing is kept; start it again")
		},
	}
	flags.Plan(cmd, &f.plan)
	cmd.Flags().StringVar(&f.snapshot, "snapshot", "", "where the folders were: a file that \"hubwatch snapshot --write\" wrote")
	f.add(cmd, "folders whose tasks broke by")
	return cmd
}

func (p *program) undo(cmd *cobra.Command, f undoFlags) error {
	write, err := p.stepsPrinter(f.output)
	if err != nil {
		return err
	}
	var pl plan.Plan
	if f.plan != "" { // what the user named is looked at before what is kept
		if pl, err = p.planOf(cmd.Context(), f.plan); err != nil {
			return err
		}
	}
	was, err := p.readSnapshot(cmd.Context(), f.snapshot)
	if err != nil {
		return err
	}
	if f.plan == "" {
		if pl, err = p.planOf(cmd.Context(), ""); err != nil {
			return err
		}
	}
	looker, err := p.looking(cmd.Context())
	if err != nil {
		return err
	}
	if was, err = p.undoOnly(cmd.Context(), was, f); err != nil {
		return err
	}
	if was, err = p.undoOfPlan(was, pl); err != nil {
		return err
	}
	seen, err := looker.At(cmd.Context(), func(seen *survey.Folders) { undo.WantBack(was, seen) })
	if err != nil {
		return err
	}
	back := undo.Undo(was, pl.Rows, seen)
	for _, complaint := range back.Complaints() {
		p.io.Say(complaint)
	}
	if len(back.Steps) == 0 {
		if n := len(back.Refused); n > 0 {
			return exit.With(exit.Errors, fmt.Errorf("no move leads back: %s left untouched", findings.FoldersAre(n)))
		}
		return exit.Usagef("there is nothing to undo: %s where the snapshot has them", findings.FoldersAre(back.There))
	}
	if err := write(back.Rerun); err != nil {
		return err
	}
	p.io.Say(fmt.Sprintf("%s in %s", model.Plural(len(back.Steps), "move"), model.Plural(back.Waves(), "wave")))
	if n := len(back.Refused); n > 0 {
		return exit.With(exit.Errors, fmt.Errorf("%s left untouched", findings.FoldersAre(n)))
	}
	return nil
}

// undoOfPlan returns the part of the snapshot that rows of the plan are about;
// nobody knows where the other folders may have been moved.
func (p *program) undoOfPlan(was undo.Snapshot, pl plan.Plan) (undo.Snapshot, error) {
	ids := map[string]bool{}
	for i := range pl.Rows {
		ids[string(model.ReadPlanned(pl.Rows[i].Fields).FolderID)] = true
	}
	before := was.Planned()
	was = was.Only(ids)
	left := was.Planned()
	if left == 0 && before > 0 {
		return was, exit.Usagef("the snapshot has none of the folders of the plan; --plan names the plan that moved them, --snapshot another snapshot")
	}
	if n := before - left; n > 0 {
		p.io.Say(fmt.Sprintf("%s left out: in the snapshot, and in no row of the plan", findings.FoldersAre(n)))
	}
	return was, nil
}

// undoOnly returns the part of the snapshot for the selected tasks' folders,
// all of it if none are selected.
func (p *program) undoOnly(ctx context.Context, was undo.Snapshot, f undoFlags) (undo.Snapshot, error) {
	if f.cause == "" && f.filter == "" {
		return was, nil
	}
	ids := map[string]bool{}
	err := p.stores().With(func(s *keep.Watchlist) error {
		sel, _, err := p.stores().Select(ctx, s, nil, f.filter)
		if err != nil {
			return err
		}
		tasks := sel.Tasks()
		if f.cause != "" {
			tasks, err = p.toDoAgain(s, tasks, f.cause, false)
		}
		for _, t := range tasks {
			ids[string(t.Planned().FolderID)] = true
		}
		return err
	})
	return was.Only(ids), err
}
