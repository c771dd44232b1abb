package doctor

import (
	"context"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui/cli/keep"
)

// Search tries the search for folders on those of the plan, if there is one.
// off means that the settings want no search. A search that fails is nothing to
// fix: tasks are checked all the same.
func (x *Findings) Search(ctx context.Context, client *hubclient.Client, known keep.Peeked, off bool) {
	ids := known.Plan.Folders(hubclient.MaxFolders)
	switch {
	case len(ids) == 0:
		return
	case off:
		x.Note("search", "folders are not searched for: scout is off")
		return
	}
	page, err := client.Folders(ctx, hubclient.FolderQuery{IDs: ids})
	if err != nil {
		x.Note("search", "folders cannot be searched for, so that ends are seen later: %v", err)
		return
	}
	x.OK("search", "finds %d of %s of the plan%s", len(page.Folders), model.Plural(len(ids), "folder"), lagWords(known.Tasks))
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
