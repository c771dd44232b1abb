package look

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
)

const (
	atOnce         = 4               // searches under way together
	surveyPatience = 2 * time.Minute // how long searches are held back while nothing is learned
)

// search looks at folders until want adds nothing more. want is called whenever
// everything it wanted so far is seen, and answered, if it is not nil, after some
// answers. It waits if HubSpot, or our share of its limits, requires a pause. The
// error is that of [hubclient.Client.Folders]; what was seen before it is kept.
func (l Looker) search(ctx context.Context, seen *survey.Folders, want func(*survey.Folders), answered func()) error {
	for most := 1; ; most = atOnce { // the first one finds out how lists are to be written
		batch := next(seen, most)
		if batch == nil {
			want(seen)
			if batch = next(seen, most); batch == nil {
				return nil
			}
		}
		if err := l.ask(ctx, seen, batch); err != nil {
			return err
		}
		if answered != nil {
			answered()
		}
		done, of := seen.Progress()
		l.Bar.Draw(time.Now(), done, of, fmt.Sprintf("looking at folders: %d of %d requests", done, of))
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

// ask asks questions until all are answered. Those held back are asked again
// after the pause, unless nothing is learned for longer than surveyPatience.
func (l Looker) ask(ctx context.Context, seen *survey.Folders, batch []survey.Question) error {
	for waited := time.Duration(0); ; {
		l.Client.Hurry(len(batch))
		held, why, err := l.askOnce(ctx, seen, batch)
		if err != nil || len(held) == 0 {
			return err
		}
		if len(held) < len(batch) {
			waited = 0
		}
		pause := max(why.RetryAfter, time.Second)
		if waited += pause; waited > surveyPatience {
			return why
		}
		if err := l.rest(ctx, pause, seen); err != nil {
			return err
		}
		batch = held
	}
}

// askOnce asks some questions at once and records the answers. held are those
// that must wait, and why tells for how long.
func (l Looker) askOnce(ctx context.Context, seen *survey.Folders, batch []survey.Question) (held []survey.Question, why *model.CheckError, err error) {
	pages, errs := make([]hubclient.FolderPage, len(batch)), make([]error, len(batch))
	var all sync.WaitGroup
	for i, q := range batch {
		all.Go(func() {
			defer exit.OnPanic()
			pages[i], errs[i] = l.Client.Folders(ctx, hubclient.FolderQuery{IDs: q.IDs, Parents: q.Parents, After: q.After})
		})
	}
	all.Wait()
	for i, q := range batch {
		if errs[i] == nil {
			seen.Take(q, pages[i].Folders, pages[i].After)
			continue
		}
		e, ok := errors.AsType[*model.CheckError](errs[i])
		if !ok || e.Kind != model.KindRateLimited && e.Kind != model.KindMoving {
			err = cmp.Or(err, errs[i])
			continue
		}
		held = append(held, q)
		if why == nil || e.RetryAfter > why.RetryAfter {
			why = e
		}
	}
	return held, why, err
}

// rest waits, and tells the user.
func (l Looker) rest(ctx context.Context, pause time.Duration, seen *survey.Folders) error {
	for done, of := seen.Progress(); pause > 0; pause -= time.Second {
		l.Bar.Draw(time.Now(), done, of, fmt.Sprintf("looking at folders: %d requests answered, a pause for %s", done, pause.Round(time.Second)))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(pause, time.Second)):
		}
	}
	return nil
}
