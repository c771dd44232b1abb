package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/keep"
)

// keepLooked is how often a look at folders is kept while it goes on: what a kill
// costs.
const keepLooked = 2 * time.Second

// look is a look at the folders of a plan that goes on where one ended that was
// stopped.
type look struct {
	p      *program
	w      *keep.Watchlist // nil if nothing can be kept
	portal string          // the account; "" if that is not told, and nothing is kept
	seen   *survey.Folders
	since  time.Time // the first answer
	saved  time.Time
}

// lintLook looks at what lint has to see. What it has seen is kept when it is
// stopped, and forgotten when it is done: the next one looks anew.
func (p *program) lintLook(ctx context.Context, client *hubclient.Client, rows []plan.Row) (*look, error) {
	l := &look{p: p, seen: survey.New(), since: time.Now()}
	w, err := p.openWatchlist()
	if err != nil {
		p.io.Say("nothing is kept of what is seen: " + model.Text(err.Error()).Line())
	} else {
		l.w = w
		defer w.Close()
	}
	if err := l.resume(ctx, client); err != nil {
		return nil, err
	}
	err = p.surveyOn(ctx, client, l.seen, func(seen *survey.Folders) { lint.Want(rows, seen) }, l.answered)
	if err == nil {
		if l.kept() {
			_ = keep.ForgetLooked(ctx, w.Store) // it is stale soon anyhow
		}
		return l, nil
	}
	return nil, l.ended(ctx, err)
}

// kept tells whether what is seen is kept.
func (l *look) kept() bool { return l.w != nil && l.portal != "" }

// resume takes up what an earlier look has seen.
func (l *look) resume(ctx context.Context, client *hubclient.Client) error {
	owner, err := client.Account(ctx)
	if e, ok := errors.AsType[*model.CheckError](err); ok && e.Kind == model.KindPermission {
		return nil
	}
	if err != nil {
		return account.LookError(err)
	}
	if l.portal = string(owner.PortalID); !l.kept() {
		return nil
	}
	seen, since := keep.Looked(ctx, l.w.Store, l.portal, time.Now())
	if !since.IsZero() {
		l.seen, l.since = seen, since
		l.p.io.Say(fmt.Sprintf("going on from %s ago: %s not asked about again", model.Age(time.Since(since)), model.Plural(seen.Len(), "folder")))
	}
	return nil
}

// answered keeps what is seen, now and then.
func (l *look) answered() {
	if now := time.Now(); l.kept() && now.Sub(l.saved) >= keepLooked {
		l.saved = now
		l.save()
	}
}

// save keeps what is seen, also when the command is being stopped.
func (l *look) save() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return keep.SaveLooked(ctx, l.w.Store, l.seen, l.portal, l.since) == nil
}

// ended is how a look ends that could not see all: with what is kept.
func (l *look) ended(ctx context.Context, err error) error {
	words := "nothing was seen yet; start it again"
	switch {
	case l.seen.Len() == 0:
	case l.kept() && l.save():
		left := model.Plural(int(math.Ceil((survey.Fresh - time.Since(l.since)).Minutes())), "minute")
		words = fmt.Sprintf("%s seen are kept for %s; the same command goes on from there", model.Plural(l.seen.Len(), "folder"), left)
		if ctx.Err() == nil {
			l.p.io.Say(words)
		}
	default:
		words = "nothing is kept of what was seen; start it again"
	}
	return stopped(ctx, err, words)
}
