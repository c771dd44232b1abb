package cli

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
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

// atOnce is how many searches are under way together.
const atOnce = 4

// survey looks at folders until want has nothing more to be seen. want is called
// whenever all is seen that it wanted before.
func (p *program) survey(ctx context.Context, client *hubclient.Client, want func(*survey.Folders)) (*survey.Folders, error) {
	seen := survey.New()
	bar := p.progress()
	defer bar.Clear()
	for most := 1; ; most = atOnce { // the first one finds out how lists are to be written
		batch := next(seen, most)
		if batch == nil {
			want(seen)
			if batch = next(seen, most); batch == nil {
				return seen, nil
			}
		}
		client.Hurry(len(batch))
		if err := p.search(ctx, client, seen, batch); err != nil {
			return nil, err
		}
		done, of := seen.Progress()
		bar.Draw(time.Now(), done, of, fmt.Sprintf("looking at folders: %d of %d requests", done, of))
	}
}

// next takes out the next questions.
func next(seen *survey.Folders, most int) []survey.Question {
	var batch []survey.Question
	for len(batch) < most {
		q, ok := seen.Next()
		if !ok {
			break
		}
		batch = append(batch, q)
	}
	return batch
}

// search asks some questions at once and takes in the answers.
func (p *program) search(ctx context.Context, client *hubclient.Client, seen *survey.Folders, batch []survey.Question) error {
	pages, errs := make([]hubclient.FolderPage, len(batch)), make([]error, len(batch))
	var all sync.WaitGroup
	for i, q := range batch {
		all.Go(func() {
			defer exit.OnPanic()
			pages[i], errs[i] = client.Folders(ctx, hubclient.FolderQuery{IDs: q.IDs, Parents: q.Parents, After: q.After})
		})
	}
	all.Wait()
	for i, q := range batch {
		if errs[i] != nil {
			return account.LookError(errs[i])
		}
		seen.Take(q, pages[i].Folders, pages[i].After)
	}
	return nil
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
