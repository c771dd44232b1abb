package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/look"
	"hubwatch/ui/cli/output"
)

// planOf returns the plan that --plan names, or else that of the watchlist.
// Problems of its rows are printed.
func (p *program) planOf(ctx context.Context, file string) (kept plan.Plan, err error) {
	if file != "" {
		pl, problems, err := gather.ReadPlan(ctx, p.io, file)
		for _, problem := range problems {
			p.io.Say(fmt.Sprintf("%s, %s", model.Text(file).Line(), problem))
		}
		if err == nil && len(pl.Rows) == 0 {
			err = exit.Usagef("the plan %s has no row that can be read", model.Text(file).Line())
		}
		return pl, err
	}
	err = p.stores().With(func(s *keep.Watchlist) error {
		kept, err = keep.StoredPlan(ctx, s.Store)
		return err
	})
	if err == nil && len(kept.Rows) == 0 {
		err = exit.Usagef("there is no plan: name one with --plan")
	}
	return kept, err
}

// looks returns the plan of a command that looks at its folders, and the looker.
func (p *program) looks(cmd *cobra.Command, file string) (plan.Plan, look.Looker, error) {
	pl, err := p.planOf(cmd.Context(), file)
	if err != nil {
		return plan.Plan{}, look.Looker{}, err
	}
	looker, err := p.looking(cmd.Context())
	return pl, looker, err
}

// looking returns a looker with the token of the profile.
func (p *program) looking(ctx context.Context) (look.Looker, error) {
	client, _, err := p.hub().Client(ctx)
	return look.Looker{Client: client, Bar: p.progress(), Say: p.io.Say}, err
}

// snapshotFirst keeps where the folders of a plan are before the first start
// that hubwatch sees, unless the settings turn that off.
func (p *program) snapshotFirst(ctx context.Context, s store.Store, rows []plan.Row, known map[model.TaskID]model.Text) {
	if p.flags.File.Snapshot != config.SnapshotOff {
		look.First(ctx, s, rows, known, p.looking)
	}
}

// planForDashboard stores the plan for the dashboard, which shows the watchlist
// in any case. It returns what is wrong with the plan, "" for nothing.
func (p *program) planForDashboard(ctx context.Context, w *keep.Dashboard, file string) (notice string) {
	if file == "" || !w.There {
		return ""
	}
	var said strings.Builder
	err := gather.TakePlan(ctx, output.Streams{In: p.io.In, Out: io.Discard, Err: &said}, w.Store, file)
	if err != nil {
		return model.Text(err.Error()).Line()
	}
	first, rest, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
	if notice = strings.TrimPrefix(first, "hubwatch: "); rest != "" {
		notice += fmt.Sprintf("; and %d more: hubwatch add --plan names them", strings.Count(rest, "\n")+1)
	}
	return model.Text(notice).Line()
}

// addPlan is add with a plan. A plan that does not name its tasks is joined to
// those of the arguments and files: by the folders that they name at once, or
// else by their order when all have come.
func (p *program) addPlan(ctx context.Context, s store.Store, args []string, a addFlags) error {
	pl, problems, err := gather.ReadPlan(ctx, p.io, a.plan)
	if err != nil {
		return err
	}
	adder := newAdder(p.io, s, a)
	t := &adder.Tally
	gather.SayProblems(adder, a.plan, problems)
	take := func(source string, in intake.Result) error { return adder.Take(ctx, source, in) }
	if err := take(a.plan, intake.Result{Found: pl.Found()}); err != nil {
		return err
	}
	known, err := gather.KnownFolders(ctx, s)
	if err != nil {
		return err
	}
	if len(args) == 0 && !slices.ContainsFunc(a.files, func(file string) bool { return file != "-" }) {
		p.snapshotFirst(ctx, s, pl.Rows, known)
	}
	joiner := plan.NewJoiner(&pl, fmt.Sprintf("%s %d", time.Now().UTC().Format(time.RFC3339Nano), os.Getpid()), known)
	failed := p.takeAll(ctx, args, a.files, func(source string, in intake.Result) error {
		joiner.Add(source, &in)
		return take(source, in)
	})
	joined := joiner.Join(failed == nil)
	kept, err := gather.JoinByOrder(context.WithoutCancel(ctx), p.io, s, &pl, joined)
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
	cover := output.PlanOf(plan.Track(&kept, list).Coverage())
	p.sayUnstarted(cover, planOnly, len(kept.Folders(1)) > 0)
	if _, err = fmt.Fprintln(p.io.Out, cover.Text()); err == nil && failed == nil && joined.Trouble != "" {
		return exit.With(exit.Usage, nil) // it is said above
	}
	return errors.Join(failed, err)
}

// sayUnstarted says which rows of a plan have no task, and what to do about it.
// planOnly means that no task was added with it, startable that the plan has
// folder IDs.
func (p *program) sayUnstarted(cover *output.Plan, planOnly, startable bool) {
	if planOnly && len(cover.NeverStarted) == cover.Rows {
		start := ""
		if startable {
			start = ", or start it: hubwatch rerun --never-started -o curl"
		}
		p.io.Say("no task of the plan is known yet: name the log of HubSpot's answers with -f" + start)
	}
	if rows := cover.Without(); len(rows) > 0 && !planOnly {
		p.io.Say(fmt.Sprintf("%s without a task, the first in line %d of the plan", model.Plural(len(rows), "row"), rows[0].Line))
	}
}
