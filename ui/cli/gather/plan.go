package gather

import (
	"context"
	"fmt"
	"io"
	"strings"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// ReadPlan reads a plan from a file, or standard input for "-". If it cannot be
// read at all, the error has exit code 3.
func ReadPlan(ctx context.Context, from output.Streams, file string) (plan.Plan, []plan.Problem, error) {
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
		if !strings.HasPrefix(err.Error(), "is ") {
			name += ":"
		}
		return plan.Plan{}, nil, exit.Usagef("the plan %s %w", name, err)
	}
	return read, problems, nil
}

// TakePlan stores the plan that --plan names, for a command that then works on
// the watchlist. Problems of its rows are printed and stop nothing.
func TakePlan(ctx context.Context, streams output.Streams, s store.Store, file string) error {
	if file == "" {
		return nil
	}
	pl, problems, err := ReadPlan(ctx, streams, file)
	if err != nil {
		return err
	}
	a := &Adder{Store: s, Complaints: Complaints{Out: streams.Err}}
	SayProblems(a, file, problems)
	if err := a.Take(ctx, file, intake.Result{Found: pl.Found()}); err != nil {
		return err
	}
	_, err = keep.SavePlan(ctx, s, pl)
	return err
}

// KnownFolders returns the folders of watched tasks, as far as they are certain.
func KnownFolders(ctx context.Context, s store.Store) (map[model.TaskID]model.Text, error) {
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

// JoinByOrder gives tasks the rows that the order of their answers tells,
// stores the plan, and says what could not be joined.
func JoinByOrder(ctx context.Context, to output.Streams, s store.Store, pl *plan.Plan, joined plan.Joined) (plan.Plan, error) {
	switch n := len(joined.Found); {
	case joined.Trouble != "":
		to.Say(joined.Trouble)
	case n > 0:
		to.Say("joined by the order of the answers only: " + model.Plural(n, "task") + "; results will confirm the rows, or take them back")
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
			to.Say(w.String())
		}
	}
	return kept, err
}

// SayProblems prints what is wrong with a plan.
func SayProblems(a *Adder, file string, problems []plan.Problem) {
	for _, problem := range problems {
		if problem.Refused {
			a.Tally.Refused.count(file, problem.Line)
		}
		a.Complaints.Say(fmt.Sprintf("%s, %s", model.Text(file).Line(), problem))
	}
}
