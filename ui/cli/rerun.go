package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
)

// rerunFlags is the flags of the rerun command.
type rerunFlags struct {
	stepsFlags
	never   bool
	missing bool
}

func (p *program) rerunCommand() *cobra.Command {
	var f rerunFlags
	cmd := &cobra.Command{
		Use:   "rerun [ID…]",
		Short: "Print what has to be done again, from the plan",
		Long: "rerun prints the folder updates that have to be started again, as the plan has them: those of the tasks\n" +
			"named, or of all that is to do: failed, canceled, landed elsewhere, or refused by HubSpot. It starts none:\n" +
			"hubwatch only reads. Those whose request is not known are named on standard error, and make the exit\n" +
			"code 3. Of several attempts at a folder the last one counts. Tasks that HubSpot does not know are left\n" +
			"out, which is said, unless --missing is given: their folders may have moved. --never-started prints the\n" +
			"rows of the plan without a task instead.\n\n" +
			"The formats are csv, the rows of the plan, to be changed and used as a plan; jsonl, the body of each\n" +
			"request; and curl, a script to be read and run. In csv a cell that a spreadsheet would take for a formula\n" +
			"begins with an apostrophe, which hubwatch takes away when it reads the plan.",
		Example: "  hubwatch rerun -o csv > rerun.csv\n" +
			"  hubwatch report -o json | jq -r '.causes[] | \"\\(.signature) \\(.tasks) \\(.title)\"'\n" +
			"  hubwatch rerun --cause c1:917eb55b -o curl > rerun.sh\n" +
			"  hubwatch rerun --filter 'cause:taken wave=3' -o jsonl\n" +
			"  hubwatch rerun --never-started -o curl > start.sh",
		RunE: func(cmd *cobra.Command, args []string) error { return p.rerun(cmd, args, f) },
	}
	f.add(cmd, "tasks of")
	cmd.Flags().BoolVar(&f.never, "never-started", false, "the rows of the plan that were never started")
	cmd.Flags().BoolVar(&f.missing, "missing", false, "also tasks that HubSpot does not know: look first where their folders are")
	return cmd
}

func (p *program) rerun(cmd *cobra.Command, args []string, f rerunFlags) error {
	write, err := p.stepsPrinter(f.output)
	if err != nil {
		return err
	}
	ids, err := gather.IDs(cmd, args)
	if err != nil {
		return err
	}
	return p.stores().With(func(s *keep.Watchlist) error {
		if f.never {
			return p.startRest(cmd.Context(), s.Store, write)
		}
		sel, _, err := p.stores().Select(cmd.Context(), s, ids, f.filter)
		if err != nil {
			return err
		}
		tracker := sel.Tracker()
		refused := len(ids) == 0 && f.cause == "" && f.filter == "" && len(tracker.Coverage().Refused) > 0
		tasks, err := p.toDoAgain(s, sel.Tasks(), f.cause, len(ids) > 0)
		if err != nil && !refused {
			return err
		}
		return p.printRerun(tracker.Rerun(tasks, plan.With{Refused: refused, Missing: f.missing}), write)
	})
}

// startRest prints the rows of the plan that nobody has started.
func (p *program) startRest(ctx context.Context, s store.Store, write func(plan.Rerun) error) error {
	kept, err := keep.StoredPlan(ctx, s)
	if err != nil {
		return err
	}
	list, _, err := keep.Load(ctx, s)
	if err != nil {
		return err
	}
	tracker := plan.Track(&kept, list)
	cover := tracker.Coverage()
	rows := cover.Without()
	if len(kept.Rows) == 0 {
		return exit.Usagef("there is no plan: \"hubwatch add --plan plan.csv\" takes one in")
	}
	if len(rows) == 0 {
		return exit.Usagef("every row of the plan was started; \"hubwatch add --plan plan.csv\" takes in a plan")
	}
	return p.printRerun(tracker.Start(rows), write)
}

// toDoAgain returns the tasks that are to do, with the given cause if one is
// named. Tasks named on the command line are included in any case.
func (p *program) toDoAgain(w *keep.Watchlist, tasks []*model.Task, cause string, named bool) ([]*model.Task, error) {
	tasks = slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !named && !t.ToDo() })
	if len(tasks) == 0 {
		return nil, exit.Usagef("there is nothing to do again")
	}
	if cause == "" {
		return tasks, nil
	}
	known, err := p.stores().Causes()
	if err != nil {
		p.io.Say(err.Error())
	}
	causes := session.CausesOf(tasks, w.Became, known)
	of := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !causes.Has(t.ID, cause) })
	if len(of) == 0 {
		var names []string
		for _, c := range causes.Groups().Causes() {
			names = append(names, fmt.Sprintf("%s (%s)", c.ID, c.Title()))
		}
		return nil, exit.Usagef("--cause %q is that of no task; there are %s", model.Text(cause).Line(), strings.Join(names, ", "))
	}
	return of, nil
}

// printRerun prints what must be done again, and names what cannot be.
func (p *program) printRerun(r plan.Rerun, write func(plan.Rerun) error) error {
	complaints, refused := gather.Complaints{Out: p.io.Err}, len(r.Unknown())
	for _, complaint := range r.Complaints() {
		complaints.Say(complaint)
	}
	complaints.End()
	p.leftOut(r, "task", "whose folder is done, or under way, already", func(f plan.Refusal) bool { return f.Needless })
	p.leftOut(r, "row", "that ask for the same as an earlier one", func(f plan.Refusal) bool { return f.Again })
	if n := r.Missing(); n > 0 {
		p.io.Say("left out: " + model.Plural(n, "task") + " that HubSpot does not know, since the folder may have moved; --missing prints these, too")
	}
	if len(r.Steps) == 0 && refused == 0 && r.Missing() > 0 {
		return exit.Usagef("nothing else is to be done again")
	}
	if len(r.Steps) == 0 {
		return exit.Usagef("nothing can be done from what is known; \"hubwatch add --plan plan.csv\" tells what was asked for")
	}
	if err := write(r); err != nil {
		return err
	}
	if refused > 0 {
		return exit.With(exit.Usage, errors.New(model.Plural(refused, "folder")+" of these cannot be done from what the plan says; the others are printed"))
	}
	return nil
}

// leftOut says what is not printed because it need not be done.
func (p *program) leftOut(r plan.Rerun, noun, why string, is func(plan.Refusal) bool) {
	all := slices.DeleteFunc(slices.Clone(r.Refused), func(f plan.Refusal) bool { return !is(f) })
	switch n := len(all); n {
	case 0:
	case 1:
		p.io.Say("left out: " + all[0].Name + " " + all[0].Why)
	default:
		p.io.Say("left out: " + model.Plural(n, noun) + " " + why + ", such as " + all[0].Name)
	}
}
