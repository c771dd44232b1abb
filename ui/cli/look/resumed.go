package look

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/keep"
)

// keepEvery is how often what was seen is stored while a look goes on; a kill
// loses that much.
const keepEvery = 2 * time.Second

// resumed is a look that continues one that was stopped.
type resumed struct {
	Looker
	store  store.Store // nil if nothing can be kept
	portal string      // the account; "" if that is not told, and nothing is kept
	seen   *survey.Folders
	since  time.Time // the first answer
	saved  time.Time
}

// Resumed is At that goes on where the last one was stopped. When it is
// stopped, what it has seen is kept in s (nil for nowhere); when it is done,
// that is deleted, so that the next one looks again.
func (l Looker) Resumed(ctx context.Context, s store.Store, want func(*survey.Folders)) (*survey.Folders, error) {
	r := &resumed{Looker: l, store: s, seen: survey.New(), since: time.Now()}
	if err := r.resume(ctx); err != nil {
		return nil, err
	}
	if err := r.on(ctx, r.seen, want, r.answered); err != nil {
		return nil, r.ended(ctx, err)
	}
	if r.keeps() {
		_ = keep.ForgetLooked(ctx, s) // it is stale soon anyhow
	}
	return r.seen, nil
}

// keeps reports whether what is seen is kept.
func (r *resumed) keeps() bool { return r.store != nil && r.portal != "" }

// resume takes up what an earlier look has seen.
func (r *resumed) resume(ctx context.Context) error {
	owner, err := r.Client.Account(ctx)
	if e, ok := errors.AsType[*model.CheckError](err); ok && e.Kind == model.KindPermission {
		return nil
	}
	if err != nil {
		return account.LookError(err)
	}
	if r.portal = string(owner.PortalID); !r.keeps() {
		return nil
	}
	seen, since := keep.Looked(ctx, r.store, r.portal, time.Now())
	if !since.IsZero() {
		r.seen, r.since = seen, since
		r.Say(fmt.Sprintf("going on from %s ago: %s not asked about again", model.Age(time.Since(since)), model.Plural(seen.Len(), "folder")))
	}
	return nil
}

// answered keeps what is seen, now and then.
func (r *resumed) answered() {
	if now := time.Now(); r.keeps() && now.Sub(r.saved) >= keepEvery {
		r.saved = now
		r.save()
	}
}

// save keeps what is seen, also when the command is being stopped.
func (r *resumed) save() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return keep.SaveLooked(ctx, r.store, r.seen, r.portal, r.since) == nil
}

// ended returns the error of a look that could not see everything, with what is
// kept.
func (r *resumed) ended(ctx context.Context, err error) error {
	words := "nothing was seen yet; start it again"
	switch {
	case r.seen.Len() == 0:
	case r.keeps() && r.save():
		left := model.Plural(int(math.Ceil((survey.Fresh - time.Since(r.since)).Minutes())), "minute")
		words = fmt.Sprintf("%s seen are kept for %s; the same command goes on from there", model.Plural(r.seen.Len(), "folder"), left)
		if ctx.Err() == nil {
			r.Say(words)
		}
	default:
		words = "nothing is kept of what was seen; start it again"
	}
	return Stopped(ctx, err, words)
}
