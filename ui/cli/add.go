package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/store"
)

// adding is the flags of the add command.
type adding struct {
	files []string
	plan  string
	label string
}

func (p *program) addCommand() *cobra.Command {
	var a adding
	cmd := &cobra.Command{
		Use:   "add [ID|URL…]",
		Short: "Put tasks on the watchlist",
		Long: "add takes task IDs, status URLs, the answers HubSpot gave when the tasks were started, CSV files\n" +
			"with a taskId column, JSON, and logs that hold any of these. - as a file is standard input, and its\n" +
			"lines are added as they arrive. What cannot be an ID is named and refused; the rest is added.",
		Example: "  hubwatch add AAAAEZ6whGI\n" +
			"  hubwatch add -f started.log\n" +
			"  hubwatch add --plan plan.csv\n" +
			"  ./start-the-moves.sh | hubwatch add -f -",
		RunE: func(cmd *cobra.Command, args []string) error { return p.add(cmd.Context(), args, a) },
	}
	f := cmd.Flags()
	f.StringArrayVarP(&a.files, "file", "f", nil, "read tasks from this file; - is standard input")
	f.StringVar(&a.plan, "plan", "", "the migration plan: a CSV file with a row for each folder; with -f, whose tasks are in the order of its rows")
	f.StringVar(&a.label, "label", "", "what to call the tasks that bring no label of their own")
	return cmd
}

// tally is what became of an intake.
type tally struct {
	added, watched, refused int
	said, more              int // complaints made, and those that were too many
}

// say makes a complaint, unless there were too many.
func (t *tally) say(w io.Writer, complaint string) {
	if t.said == maxNamed {
		t.more++
		return
	}
	t.said++
	fmt.Fprintln(w, "hubwatch: "+complaint)
}

func (p *program) add(ctx context.Context, args []string, a adding) error {
	if len(args) == 0 && len(a.files) == 0 && a.plan == "" {
		if isTerminal(p.stdin) {
			return usagef("no task IDs given; name some, or a file with -f")
		}
		a.files = []string{"-"}
	}
	return p.withStore(func(s *store.Store) error {
		if a.plan != "" {
			return p.addPlan(ctx, s, args, a)
		}
		var t tally
		return p.added(&t, p.takeAll(ctx, args, a, func(source string, in intake.Result) error { return p.take(ctx, s, &t, source, in, a.label) }))
	})
}

// takeAll takes the command line's words and files.
func (p *program) takeAll(ctx context.Context, args []string, a adding, take func(string, intake.Result) error) error {
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
		fmt.Fprintf(p.stderr, "hubwatch: and %d more\n", t.more)
	}
	fmt.Fprintf(p.stdout, "added %d, %d already watched, %d refused\n", t.added, t.watched, t.refused)
	switch {
	case failed != nil:
		return failed
	case t.refused > 0:
		return exitWith(exitUsage, nil)
	case t.added+t.watched == 0:
		return usagef("no task IDs found")
	}
	return nil
}

// takeArguments takes the command line's words, each an ID or a status URL.
func takeArguments(args []string, take func(string, intake.Result) error) error {
	for i, arg := range args {
		var in intake.Result
		id, err := readArgument(arg)
		if err != nil {
			in.Refused = []intake.Refusal{{Text: model.Text(arg), Why: err.Error()}}
		} else {
			in.Found = []intake.Found{{ID: id, Line: 1}}
		}
		if err := take(fmt.Sprintf("argument %d", i+1), in); err != nil {
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
	if file == "-" && !isFile(p.stdin) || file != "-" && !isFile(r) {
		err = readIntake(r, form, func(in intake.Result) error { return take(name, in) })
	} else {
		var in intake.Result
		in, err = intake.ReadAll(r, form)
		err = errors.Join(take(name, in), err)
	}
	if _, ours := errors.AsType[*exitError](err); err != nil && !ours {
		return usagef("%s: %w", name, err)
	}
	return err
}

// take adds what an intake found and names what it refused.
func (p *program) take(ctx context.Context, s *store.Store, t *tally, source string, in intake.Result, label string) error {
	now := time.Now()
	if len(in.Found) == 0 {
		p.sayRefused(t, source, in)
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
		return exitWith(exitInternal, err)
	}
	t.added += added
	t.watched += len(entries) - added
	p.sayRefused(t, source, in)
	return nil
}

// sayRefused names what an intake refused, and what HubSpot refused to start.
func (p *program) sayRefused(t *tally, source string, in intake.Result) {
	for _, r := range in.Refused {
		t.refused++
		t.say(p.stderr, fmt.Sprintf("%s, %s", model.Text(source).Line(), r))
	}
	for _, f := range in.Failures {
		t.say(p.stderr, fmt.Sprintf("%s, %s", model.Text(source).Line(), f))
	}
}

// maxNamed is how many refusals are named, one a line.
const maxNamed = 20
