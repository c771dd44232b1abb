package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// addFlags is the flags of the add command.
type addFlags struct {
	files []string
	plan  string
	label string

	explain bool
}

// newAdder puts tasks on a watchlist; complaints go to standard error.
func newAdder(to output.Streams, s store.Store, f addFlags) *gather.Adder {
	a := &gather.Adder{Store: s, Label: model.Text(f.label), Complaints: gather.Complaints{Out: to.Err}}
	if f.explain {
		a.Explain = to.Out
	}
	return a
}

func (p *program) addCommand() *cobra.Command {
	var a addFlags
	cmd := &cobra.Command{
		Use:   "add [ID|URL|-…]",
		Short: "Put tasks on the watchlist",
		Long: "add takes task IDs, status URLs, the answers HubSpot gave when the tasks were started, CSV files\n" +
			"with a taskId column, JSON, and logs that hold any of these. - is standard input, also as a file, and its\n" +
			"lines are added as they arrive. What should be an ID and cannot be one is named and refused; what is\n" +
			"no task is passed over and counted, and --explain says why; the rest is added.",
		Example: "  hubwatch add AAAAEZ6whGI\n" +
			"  hubwatch add -f started.log\n" +
			"  hubwatch add --plan plan.csv\n" +
			"  ./start-the-moves.sh | hubwatch add -f -",
		RunE: func(cmd *cobra.Command, args []string) error { return p.add(cmd.Context(), args, a) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&a.files, "file", "f", nil, "read tasks from this file; - is standard input")
	f.StringVar(&a.plan, "plan", "", "the migration plan: a CSV file with a row for each folder; with -f, whose tasks are in the order of its rows")
	f.BoolVar(&a.explain, "explain", false, "say of everything that was read what it was taken for, and why")
	f.StringVar(&a.label, "label", "", "what to call the tasks that bring no label of their own")
	return cmd
}

func (p *program) add(ctx context.Context, args []string, a addFlags) error {
	if slices.Contains(args, "-") {
		args = slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return arg == "-" })
		if !slices.Contains(a.files, "-") {
			a.files = append(a.files, "-")
		}
	}
	if len(args) == 0 && len(a.files) == 0 && a.plan == "" {
		if output.IsTerminal(p.io.In) {
			return exit.Usagef("no task IDs given; name some, or a file with -f")
		}
		a.files = []string{"-"}
	}
	return p.stores().With(func(s *keep.Watchlist) error {
		if a.plan != "" {
			return p.addPlan(ctx, s.Store, args, a)
		}
		adder := newAdder(p.io, s.Store, a)
		return p.added(adder, p.takeAll(ctx, args, a.files, func(source string, in intake.Result) error { return adder.Take(ctx, source, in) }))
	})
}

// takeAll reads the words and files of the command line.
func (p *program) takeAll(ctx context.Context, args, files []string, take func(string, intake.Result) error) error {
	if err := gather.Arguments(args, gather.Argument, take); err != nil {
		return err
	}
	var failed error
	for _, file := range files {
		failed = errors.Join(failed, gather.File(ctx, p.io, file, take))
	}
	return failed
}

// added prints what became of everything that was read.
func (p *program) added(a *gather.Adder, failed error) error {
	t := &a.Tally
	a.Complaints.End()
	if store.LooksOn(failed) && t.Added+t.Watched == 0 {
		return failed // there is nothing else to tell
	}
	fmt.Fprintln(p.io.Out, t)
	switch {
	case failed != nil:
		return failed
	case t.Refused.N > 0:
		return exit.With(exit.Usage, nil)
	case t.Added+t.Watched == 0:
		if t.Passed.N > 0 && a.Explain == nil {
			return exit.Usagef("no task IDs found; --explain says what was passed over and why")
		}
		return exit.Usagef("no task IDs found")
	}
	return nil
}
