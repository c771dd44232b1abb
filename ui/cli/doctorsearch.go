package cli

import (
	"context"
	"os"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/keep"
)

// examineSearch tries the search for folders on those of the plan, if there is one.
// That it cannot be done is a fact, and nothing to fix: tasks are asked about all
// the same.
func (p *program) examineSearch(ctx context.Context, x *examination, client *hubclient.Client) {
	kept, tasks := p.keptPlan(ctx)
	ids := kept.Folders(hubclient.MaxFolders)
	switch {
	case len(ids) == 0:
		return
	case p.flags.scout == config.ScoutOff:
		x.note("search", "folders are not searched for: scout is off")
		return
	}
	page, err := client.Folders(ctx, hubclient.FolderQuery{IDs: ids})
	if err != nil {
		x.note("search", "folders cannot be searched for, so that ends are seen later: %v", err)
		return
	}
	x.ok("search", "finds %d of %s of the plan%s", len(page.Folders), model.Plural(len(ids), "folder"), lagWords(tasks))
}

// lagWords says how long after the end of tasks their folders were seen to have
// arrived, "" if that is not known.
func lagWords(tasks []*model.Task) string {
	lag, n := model.ArrivalLag(tasks)
	switch lag = lag.Round(100 * time.Millisecond); {
	case n == 0:
		return ""
	case lag < 0:
		return "; folders are seen where they belong " + (-lag).String() + " before their tasks end (" + model.Plural(n, "task") + ")"
	}
	return "; it shows what has arrived " + lag.String() + " after the end of the task (" + model.Plural(n, "task") + ")"
}

// keptPlan is the plan and the tasks of the watchlist, if there is one that can be
// read.
func (p *program) keptPlan(ctx context.Context) (plan.Plan, []*model.Task) {
	file := config.WatchlistFile(p.flags.profile, p.env)
	if _, err := os.Stat(file); err != nil {
		return plan.Plan{}, nil
	}
	s, err := store.Open(file)
	if err != nil {
		return plan.Plan{}, nil
	}
	defer s.Close()
	kept, err := keep.StoredPlan(ctx, s)
	if err != nil {
		return plan.Plan{}, nil
	}
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return plan.Plan{}, nil
	}
	return kept, tasks
}
