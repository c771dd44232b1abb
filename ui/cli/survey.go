package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/watch"
)

// planOf is the plan that --plan names, else that of the watchlist. What is wrong
// with single rows is said.
func (p *program) planOf(ctx context.Context, file string) (plan.Plan, error) {
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
	s, err := p.openWatchlist()
	if err != nil {
		return plan.Plan{}, err
	}
	defer s.Close()
	kept, err := keep.StoredPlan(ctx, s.Store)
	if err == nil && len(kept.Rows) == 0 {
		err = exit.Usagef("there is no plan: name one with --plan")
	}
	return kept, err
}

// survey looks at folders until want has nothing more to be seen.
func (p *program) survey(ctx context.Context, client *hubclient.Client, want func(*survey.Folders)) (*survey.Folders, error) {
	seen := survey.New()
	return seen, p.surveyOn(ctx, client, seen, want, nil)
}

// surveyOn goes on with a look at folders. answered is nil, or called after some
// answers.
func (p *program) surveyOn(ctx context.Context, client *hubclient.Client, seen *survey.Folders, want func(*survey.Folders), answered func()) error {
	bar := p.progress()
	defer bar.Clear()
	if err := watch.Survey(ctx, client, bar, seen, want, answered); err != nil {
		return account.LookError(err)
	}
	return nil
}

// stopped is err; where a person has stopped the command it says what became of
// what it had, and how to go on.
func stopped(ctx context.Context, err error, words string) error {
	if err != nil && ctx.Err() != nil && (errors.Is(err, context.Canceled) || exit.Of(err) == exit.Interrupted && err.Error() == "") {
		return exit.With(exit.Interrupted, errors.New("stopped: "+words))
	}
	return err
}

// looks makes what a command needs that looks at the folders of a plan.
func (p *program) looks(cmd *cobra.Command, file string) (plan.Plan, *hubclient.Client, error) {
	pl, err := p.planOf(cmd.Context(), file)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	client, _, err := p.client(cmd.Context())
	return pl, client, err
}
