package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// planFlag adds the flag that names a plan.
func planFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "plan", "", "the migration plan: a CSV file with a row for each folder")
}

// readPlan reads a plan from a file, or standard input for "-". What cannot be
// read at all gives an error with exit code 3.
func readPlan(ctx context.Context, from output.Streams, file string) (plan.Plan, []plan.Problem, error) {
	r, name, err := from.Open(ctx, file)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, plan.MaxBytes+1))
	if err != nil {
		return plan.Plan{}, nil, exit.With(exit.Usage, err)
	}
	read, problems, err := plan.Read(data)
	if err != nil {
		return plan.Plan{}, nil, exit.Usagef("the plan %s: %w", name, err)
	}
	return read, problems, nil
}

// withPlan takes in the plan that --plan names for a command that goes on with
// the watchlist: what is wrong with its rows is said and stops nothing.
func withPlan(ctx context.Context, streams output.Streams, s *store.Store, file string) error {
	if file == "" {
		return nil
	}
	pl, problems, err := readPlan(ctx, streams, file)
	if err != nil {
		return err
	}
	a := newAdder(streams, s, addFlags{})
	sayProblems(a, file, problems)
	if err := a.Take(ctx, file, intake.Result{Found: pl.Found()}); err != nil {
		return err
	}
	_, err = keep.SavePlan(ctx, s, pl)
	return err
}

// planForDashboard is withPlan for the dashboard, which shows the watchlist
// whatever the plan is. It returns what is wrong with it, "" for nothing.
func (p *program) planForDashboard(ctx context.Context, w *keep.Dashboard, file string) (notice string) {
	if file == "" || !w.There {
		return ""
	}
	var said strings.Builder
	err := withPlan(ctx, output.Streams{In: p.io.In, Out: io.Discard, Err: &said}, w.Store, file)
	if err != nil {
		return model.Text(err.Error()).Line()
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
	if notice = strings.TrimPrefix(first, "hubwatch: "); rest != "" {
		notice += fmt.Sprintf("; and %d more: hubwatch add --plan names them", strings.Count(rest, "\n")+1)
	}
	return model.Text(notice).Line()
}

// addPlan is add with a plan. One that does not name its tasks is joined to
// those of the arguments and files: by the folders that they name at once, else
// by their order when all are there.
func (p *program) addPlan(ctx context.Context, s *store.Store, args []string, a addFlags) error {
	pl, problems, err := readPlan(ctx, p.io, a.plan)
	if err != nil {
		return err
	}
	adder := newAdder(p.io, s, a)
	t := &adder.Tally
	sayProblems(adder, a.plan, problems)
	take := func(source string, in intake.Result) error { return adder.Take(ctx, source, in) }
	if err := take(a.plan, intake.Result{Found: pl.Found()}); err != nil {
		return err
	}
	known, err := knownFolders(ctx, s)
	if err != nil {
		return err
	}
	joiner := plan.NewJoiner(&pl, fmt.Sprintf("%s %d", time.Now().UTC().Format(time.RFC3339Nano), os.Getpid()), known)
	failed := p.takeAll(ctx, args, a.files, func(source string, in intake.Result) error {
		joiner.Add(source, &in)
		return take(source, in)
	})
	joined := joiner.Join(failed == nil)
	kept, err := p.joinByOrder(context.WithoutCancel(ctx), s, &pl, joined)
	if err != nil {
		return errors.Join(failed, err)
	}
	planOnly := t.Added+t.Watched == 0 && failed == nil && t.Refused.N == 0
	if !planOnly {
		if failed = p.added(adder, failed); t.Added+t.Watched == 0 {
			return failed
		}
	}
	list, _, err := keep.Load(ctx, s)
	if err != nil {
		return errors.Join(failed, err)
	}
	cover := output.PlanOf(kept, list.Tasks())
	if planOnly && len(cover.NeverStarted) == cover.Rows {
		p.io.Say("no task of the plan is known yet: name the log of HubSpot's answers with -f, or start it: hubwatch rerun --never-started -o curl")
	}
	if rows := cover.Without(); len(rows) > 0 && !planOnly {
		p.io.Say(fmt.Sprintf("%s without a task, the first in line %d of the plan", model.Plural(len(rows), "row"), rows[0].Line))
	}
	if _, err = fmt.Fprintln(p.io.Out, cover.Text()); err == nil && failed == nil && joined.Trouble != "" {
		return exit.With(exit.Usage, nil) // it is said above
	}
	return errors.Join(failed, err)
}

// knownFolders is which folders watched tasks are about, where that is certain.
func knownFolders(ctx context.Context, s *store.Store) (map[model.TaskID]model.Text, error) {
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	known := map[model.TaskID]model.Text{}
	for _, t := range tasks {
		if folder := t.Folder(); folder != "" {
			known[t.ID] = folder
		}
	}
	return known, nil
}

// joinByOrder gives tasks the rows that the order of their answers told, keeps
// the plan, and says what could not be joined.
func (p *program) joinByOrder(ctx context.Context, s *store.Store, pl *plan.Plan, joined plan.Joined) (plan.Plan, error) {
	switch n := len(joined.Found); {
	case joined.Trouble != "":
		p.io.Say(joined.Trouble)
	case n > 0:
		p.io.Say("joined by the order of the answers only: " + model.Plural(n, "task") + "; results will confirm the rows, or take them back")
	}
	entries := make([]model.Task, 0, len(joined.Found)+len(joined.Torn))
	for _, id := range joined.Torn {
		entries = append(entries, model.Task{ID: id})
	}
	for _, f := range joined.Found {
		entries = append(entries, model.Task{ID: f.ID, Plan: f.Plan, Order: pl.Orders[f.ID]})
	}
	if _, err := s.Replan(ctx, entries); err != nil {
		return plan.Plan{}, exit.With(exit.Internal, err)
	}
	kept, err := keep.SavePlan(ctx, s, *pl)
	if err != nil || len(entries) == 0 {
		return kept, err
	}
	wrong, err := s.Wrong(ctx)
	for _, w := range wrong {
		if w.Order == joined.Order {
			p.io.Say(w.String())
		}
	}
	return kept, err
}

// sayProblems names what is wrong with a plan.
func sayProblems(a *gather.Adder, file string, problems []plan.Problem) {
	for _, problem := range problems {
		if problem.Refused {
			a.Tally.Refused.Count(file, problem.Line)
		}
		a.Complaints.Say(fmt.Sprintf("%s, %s", model.Text(file).Line(), problem))
	}
}
