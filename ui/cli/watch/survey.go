package watch

import (
	"context"
	"fmt"
	"sync"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
)

// atOnce is how many searches are under way together.
const atOnce = 4

// Survey looks at folders until want has nothing more to be seen. want is called
// whenever all is seen that it wanted before. The error is that of
// [hubclient.Client.Folders].
func Survey(ctx context.Context, client *hubclient.Client, bar *Progress, want func(*survey.Folders)) (*survey.Folders, error) {
	seen := survey.New()
	for most := 1; ; most = atOnce { // the first one finds out how lists are to be written
		batch := next(seen, most)
		if batch == nil {
			want(seen)
			if batch = next(seen, most); batch == nil {
				return seen, nil
			}
		}
		client.Hurry(len(batch))
		if err := searchOnce(ctx, client, seen, batch); err != nil {
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

// searchOnce asks some questions at once and takes in the answers.
func searchOnce(ctx context.Context, client *hubclient.Client, seen *survey.Folders, batch []survey.Question) error {
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
			return errs[i]
		}
		seen.Take(q, pages[i].Folders, pages[i].After)
	}
	return nil
}
