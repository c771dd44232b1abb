package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui"
)

// The names under which the plan is kept, and what changes with it.
const (
	planView    = "plan"
	planVersion = "plan-version"
)

// planFlag adds the flag that names a plan.
func planFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "plan", "", "the migration plan: a CSV file with a row for each folder")
}

// storedPlan is the plan of a watchlist, one without rows if there is none.
func storedPlan(ctx context.Context, s *store.Store) (plan.Plan, error) {
	data, err := s.View(ctx, planView)
	if err != nil {
		return plan.Plan{}, exitWith(exitInternal, err)
	}
	p, err := plan.Decode(data)
	if err != nil {
		return plan.Plan{}, exitWith(exitInternal, err)
	}
	return p, nil
}

// keepPlan takes a plan in, with the tasks that are known of its rows, and
// returns the plan as it is then.
func keepPlan(ctx context.Context, s *store.Store, newer plan.Plan) (plan.Plan, error) {
	p, err := storedPlan(ctx, s)
	if err != nil {
		return plan.Plan{}, err
	}
	p.Merge(newer)
	if err = s.SaveView(ctx, planView, p.Encode()); err == nil {
		err = s.SaveView(ctx, planVersion, []byte(strconv.FormatInt(time.Now().UnixNano(), 10)))
	}
	if err != nil {
		return plan.Plan{}, exitWith(exitInternal, err)
	}
	return p, nil
}

// readPlan reads a plan from a file, or standard input for "-". What cannot be
// read at all gives an error with exit code 3.
func (p *program) readPlan(ctx context.Context, file string) (plan.Plan, []plan.Problem, error) {
	r, name, err := p.source(ctx, file)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, plan.MaxBytes+1))
	if err != nil {
		return plan.Plan{}, nil, exitWith(exitUsage, err)
	}
	read, problems, err := plan.Read(data)
	if err != nil {
		return plan.Plan{}, nil, usagef("the plan %s: %w", name, err)
	}
	return read, problems, nil
}

// withPlan takes in the plan that --plan names for a command that goes on with
// the watchlist: what is wrong with its rows is said and stops nothing.
func (p *program) withPlan(ctx context.Context, s *store.Store, file string) error {
	if file == "" {
		return nil
	}
	pl, problems, err := p.readPlan(ctx, file)
	if err != nil {
		return err
	}
	var t tally
	p.sayProblems(&t, file, problems)
	if err := p.take(ctx, s, &t, file, intake.Result{Found: pl.Found()}, ""); err != nil {
		return err
	}
	_, err = keepPlan(ctx, s, pl)
	return err
}

// planForDashboard is withPlan for the dashboard, which says what is wrong with
// the plan itself and shows the watchlist whatever it is.
func (p *program) planForDashboard(ctx context.Context, s *store.Store, file string, opt *ui.Options) error {
	if file == "" {
		return nil
	}
	var said strings.Builder
	quiet := &program{stdin: p.stdin, stdout: io.Discard, stderr: &said}
	err := quiet.withPlan(ctx, s, file)
	if err != nil {
		opt.Notice = err.Error()
	} else if first, rest, _ := strings.Cut(strings.TrimSpace(said.String()), "\n"); first != "" {
		opt.Notice = strings.TrimPrefix(first, "hubwatch: ")
		if n := strings.Count(rest, "\n"); rest != "" {
			opt.Notice += fmt.Sprintf("; and %d more: hubwatch add --plan names them", n+1)
		}
	}
	opt.Notice = model.Text(opt.Notice).Line()
	return nil
}

// addPlan is add with a plan. One that does not name its tasks is joined to
// those of the arguments and files in their order.
func (p *program) addPlan(ctx context.Context, s *store.Store, args []string, a adding) error {
	pl, problems, err := p.readPlan(ctx, a.plan)
	if err != nil {
		return err
	}
	var t tally
	p.sayProblems(&t, a.plan, problems)
	take := func(source string, in intake.Result) error { return p.take(ctx, s, &t, source, in, a.label) }
	found, joiner := pl.Found(), plan.NewJoiner(&pl)
	if err := take(a.plan, intake.Result{Found: found}); err != nil {
		return err
	}
	failed := p.takeAll(ctx, args, a, func(source string, in intake.Result) error {
		if len(found) == 0 {
			joiner.Join(&in)
		}
		return take(source, in)
	})
	if trouble := joiner.Trouble(); trouble != "" {
		p.remark(trouble)
	}
	kept, err := keepPlan(context.WithoutCancel(ctx), s, pl)
	if err != nil {
		return errors.Join(failed, err)
	}
	planOnly := t.added+t.watched == 0 && failed == nil && t.refused == 0
	if !planOnly {
		if failed = p.added(&t, failed); t.added+t.watched == 0 {
			return failed
		}
	}
	list, _, err := load(ctx, s)
	if err != nil {
		return errors.Join(failed, err)
	}
	cover := describeCover(kept, list.Tasks())
	if planOnly && len(cover.NeverStarted) == cover.Rows {
		p.remark("no task of the plan is known yet: name the log of HubSpot's answers with -f, or start it: hubwatch rerun --never-started -o curl")
	}
	_, err = fmt.Fprintln(p.stdout, cover.text())
	return errors.Join(failed, err)
}

// sayProblems names what is wrong with a plan.
func (p *program) sayProblems(t *tally, file string, problems []plan.Problem) {
	for _, problem := range problems {
		if problem.Refused {
			t.refused++
		}
		t.say(p.stderr, fmt.Sprintf("%s, %s", model.Text(file).Line(), problem))
	}
}
