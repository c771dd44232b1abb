package keep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// Watchlist is a watchlist in its store.
type Watchlist struct {
	store.Store
	Became map[string][]string // what became of the IDs of causes
}

// Open opens the watchlist in a store, and creates it if there is none. say
// tells the user something. Its error has the exit code of an internal fault.
func Open(ctx context.Context, s store.Store, now time.Time, say func(string)) (*Watchlist, error) {
	if _, err := s.Renew(ctx); err != nil {
		return nil, exit.With(exit.Internal, err)
	}
	for _, notice := range s.Notices() {
		say(notice)
	}
	became, err := causesNow(ctx, s, now)
	if err != nil {
		return nil, exit.With(exit.Internal, errors.Join(err, s.Close()))
	}
	return &Watchlist{s, became}, nil
}

// Load returns the stored watchlist and the account it belongs to.
func Load(ctx context.Context, s store.Store) (*model.Watchlist, string, error) {
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return nil, "", err
	}
	var list model.Watchlist
	for _, t := range tasks {
		list.Put(t)
	}
	portal, err := s.Account(ctx)
	return &list, portal, err
}

// causesNow returns what became of the IDs of causes. If they are still by an
// earlier rule, it works that out, once, from the tasks that have them.
func causesNow(ctx context.Context, s store.Store, now time.Time) (map[string][]string, error) {
	became, rule, err := s.Causes(ctx)
	if rule == "" || err != nil {
		return became, err
	}
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	g := session.New(session.Start{Tasks: tasks}).Causes().Groups()
	former := g.Former()
	var told []model.Text
	if n := len(former); n > 0 {
		told = append(told, model.Text(fmt.Sprintf("causes are told apart by a better rule: %s by the rule %s became %s; the former IDs go on working",
			model.Plural(n, "cause"), rule, model.Plural(len(g.Causes()), "cause"))))
	}
	return former, s.Become(ctx, former, true, now, told...)
}

// Ensure puts tasks on the watchlist that are not on it yet.
func Ensure(ctx context.Context, s store.Store, ids []model.TaskID) error {
	entries := make([]model.Task, 0, len(ids))
	for _, id := range ids {
		entries = append(entries, model.Task{ID: id, AddedAt: time.Now()})
	}
	_, err := s.Add(ctx, entries)
	if store.LooksOn(err) && watched(ctx, s, ids) {
		return nil // there is nothing to change
	}
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	return nil
}

// watched reports whether all of the tasks are on the watchlist.
func watched(ctx context.Context, s store.Store, ids []model.TaskID) bool {
	list, _, err := Load(ctx, s)
	return err == nil && !slices.ContainsFunc(ids, func(id model.TaskID) bool { return list.Task(id) == nil })
}
