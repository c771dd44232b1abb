package stores

import (
	"context"
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/query"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/watch"
)

// Select returns a selection from the store, and its revision: the tasks named,
// or those that match a filter now, or all. The error has exit code 3 if
// nothing is selected, or if a task is not watched.
func (p Profile) Select(ctx context.Context, w *keep.Watchlist, named []model.TaskID, filter string) (watch.Selection, int64, error) {
	sel, revision, err := p.All(ctx, w)
	if err != nil {
		return sel, 0, err
	}
	sel.Named = named
	for _, id := range named {
		if sel.List().Task(id) == nil {
			return watch.Selection{}, 0, exit.Usagef("%s is not on the watchlist; \"hubwatch add\" puts it there", id)
		}
	}
	if sel.List().Len() == 0 {
		return watch.Selection{}, 0, exit.Usagef("the watchlist is empty: name task IDs, or put some on it with \"hubwatch add\"")
	}
	if filter != "" {
		tasks, err := p.Pick(sel.Session, filter)
		if err != nil {
			return watch.Selection{}, 0, err
		}
		sel.Named = keep.IDs(tasks)
	}
	return sel, revision, nil
}

// All returns everything in the store, and its revision.
func (p Profile) All(ctx context.Context, w *keep.Watchlist) (watch.Selection, int64, error) {
	tasks, revision, err := w.Load(ctx)
	if err != nil {
		return watch.Selection{}, 0, exit.With(exit.Internal, err)
	}
	now := p.Now()
	for _, t := range tasks {
		t.NotAfter(now)
	}
	kept, err := keep.StoredPlan(ctx, w.Store)
	return watch.Selection{Session: p.Session(w, tasks, kept)}, revision, err
}

// Session returns a session of tasks as they were left, with their plan and
// what is known about causes.
func (p Profile) Session(w *keep.Watchlist, tasks []*model.Task, kept plan.Plan) *session.Session {
	notes, _ := p.Causes() // what is wrong with the team's is said by the dashboard
	return session.New(session.Start{Tasks: tasks, Plan: kept, Became: w.Became, Notes: notes, Kept: true})
}

// Pick returns the tasks of a session that match a filter, all of them if it is
// empty. The error has exit code 3: the filter has a mistake, which is pointed
// at, or no task matches.
func (p Profile) Pick(known *session.Session, filter string) ([]*model.Task, error) {
	tasks := known.List().Tasks()
	if filter == "" {
		return tasks, nil
	}
	q, err := query.Parse(filter, session.PlanColumns(tasks)...)
	if err != nil {
		return nil, exit.Usagef("--filter %q: %w", model.Text(filter).Line(), err)
	}
	facts := known.Facts(p.Now())
	kept := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !q.Match(t, &facts) })
	if len(kept) == 0 {
		return nil, exit.Usagef("--filter %q lets none of the %s through", model.Text(filter).Line(), model.Plural(len(tasks), "task"))
	}
	return kept, nil
}
