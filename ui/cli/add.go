package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// addFlags is the flags of the add command.
type addFlags struct {
	files []string
	plan  string
	label string

	explain bool
}

// tally begins the count of what is added.
func (p *program) tally(a addFlags) tally {
	if a.explain {
		return tally{explain: p.io.Out}
	}
	return tally{}
}

func (p *program) addCommand() *cobra.Command {
	var a addFlags
	cmd := &cobra.Command{
		Use:   "add [ID|URL…]",
		Short: "Put tasks on the watchlist",
		Long: "add takes task IDs, status URLs, the answers HubSpot gave when the tasks were started, CSV files\n" +
			"with a taskId column, JSON, and logs that hold any of these. - as a file is standard input, and its\n" +
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
	if len(args) == 0 && len(a.files) == 0 && a.plan == "" {
		if output.IsTerminal(p.io.In) {
			return exit.Usagef("no task IDs given; name some, or a file with -f")
		}
		a.files = []string{"-"}
	}
	return p.withStore(func(s *store.Store) error {
		if a.plan != "" {
			return p.addPlan(ctx, s, args, a)
		}
		t := p.tally(a)
		return p.added(&t, p.takeAll(ctx, args, a, func(source string, in intake.Result) error { return p.take(ctx, s, &t, source, in, a.label) }))
	})
}

// takeAll takes the command line's words and files.
func (p *program) takeAll(ctx context.Context, args []string, a addFlags, take func(string, intake.Result) error) error {
	if err := takeArguments(args, take); err != nil {
		return err
	}
	var failed error
	for _, file := range a.files {
		failed = errors.Join(failed, p.takeFile(ctx, file, formOf(file), take))
	}
	return failed
}

// added says what became of it all.
func (p *program) added(t *tally, failed error) error {
	if t.more > 0 {
		fmt.Fprintf(p.io.Err, "hubwatch: and %d more\n", t.more)
	}
	fmt.Fprintln(p.io.Out, t)
	switch {
	case failed != nil:
		return failed
	case t.refused.n > 0:
		return exit.With(exit.Usage, nil)
	case t.added+t.watched == 0:
		if t.passed.n > 0 && t.explain == nil {
			return exit.Usagef("no task IDs found; --explain says what was passed over and why")
		}
		return exit.Usagef("no task IDs found")
	}
	return nil
}

// takeArguments takes the command line's words: IDs and status URLs, several in
// one word if quotes hold them together, or an answer of HubSpot's.
func takeArguments(args []string, take func(string, intake.Result) error) error {
	for i, arg := range args {
		if err := take(fmt.Sprintf("argument %d", i+1), intake.ReadTyped(arg, readArgument)); err != nil {
			return err
		}
	}
	return nil
}

// formOf tells a CSV file by its name.
func formOf(file string) intake.Form {
	if strings.EqualFold(filepath.Ext(file), ".csv") {
		return intake.FormCSV
	}
	return intake.FormText
}

// takeFile takes a file as a whole, or what a program writes as its lines arrive.
func (p *program) takeFile(ctx context.Context, file string, form intake.Form, take func(string, intake.Result) error) error {
	r, name, err := p.source(ctx, file)
	if err != nil {
		return err
	}
	defer r.Close()
	text := bufio.NewReader(r)
	switch {
	case output.BeginsExport(text):
		var tasks []*model.Task
		if tasks, err = output.ParseExport(text); err == nil {
			err = take(name, exported(tasks))
		}
	case file == "-" && !output.IsFile(p.io.In), file != "-" && !output.IsFile(r):
		err = readIntake(text, form, func(in intake.Result) error { return take(name, in) })
	default:
		var in intake.Result
		in, err = intake.ReadAll(text, form)
		err = errors.Join(take(name, in), err)
	}
	if err != nil && !exit.Named(err) {
		return exit.Usagef("%s: %w", name, err)
	}
	return err
}

// take adds what an intake found and names what it refused.
func (p *program) take(ctx context.Context, s *store.Store, t *tally, source string, in intake.Result, label string) error {
	now := time.Now()
	if len(in.Found) == 0 {
		t.take(p.io.Err, source, in)
		return nil
	}
	entries := make([]model.Task, 0, len(in.Found))
	for _, f := range in.Found {
		if f.Label == "" {
			f.Label = model.Text(label)
		}
		entries = append(entries, model.Task{ID: f.ID, Label: f.Label, Plan: f.Plan, AddedAt: now})
	}
	// What has arrived is stored also when ctrl-c ends the script before us.
	ctx = context.WithoutCancel(ctx)
	added, err := s.Add(ctx, entries)
	if err == nil {
		_, err = s.Replan(ctx, slices.DeleteFunc(slices.Clone(entries), func(t model.Task) bool { return len(t.Plan) == 0 }))
	}
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	t.added += added
	t.watched += len(entries) - added
	t.take(p.io.Err, source, in)
	return nil
}
