package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/model/survey"
	"hubwatch/model/undo"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/keep"
)

// firstLimit bounds how long the snapshot that nobody asked for may take.
const firstLimit = time.Minute

// snapshotFirst keeps where the folders of a plan are, before the first start that
// hubwatch sees: those that no task in known is about and that no snapshot has. It
// says so once, also when it could not. Without a token it does nothing.
func (p *program) snapshotFirst(ctx context.Context, s store.Store, rows []plan.Row, known map[model.TaskID]model.Text, say func(string)) {
	if p.settings.Snapshot == config.SnapshotOff {
		return
	}
	kept, err := keep.StoredSnapshot(ctx, s)
	if err != nil {
		return // it is for "hubwatch snapshot" to say
	}
	before, err := keep.StoredPlan(ctx, s)
	if err != nil {
		return
	}
	if rows = kept.New(rows, before.Rows, slices.Collect(maps.Values(known))); len(rows) == 0 {
		return
	}
	client, _, err := p.client(ctx)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, firstLimit)
	defer cancel()
	added, err := p.takeFirst(ctx, client, s, rows)
	switch {
	case err != nil && err.Error() == "": // it was stopped, which is said
	case err != nil:
		say("no snapshot of the folders was taken: " + model.Text(err.Error()).Line() + "; before the first move, \"hubwatch snapshot\" takes one")
	case added > 0:
		say(fmt.Sprintf("kept where %s are before the first move, for \"hubwatch undo\"", model.Plural(added, "folder")))
	}
}

// takeFirst takes and keeps a snapshot of the folders of rows that are not yet where
// these want them: they may have been moved already.
func (p *program) takeFirst(ctx context.Context, client *hubclient.Client, s store.Store, rows []plan.Row) (added int, err error) {
	owner, err := account.Owner(ctx, client, s)
	if err != nil {
		return 0, err
	}
	seen, err := p.survey(ctx, client, func(seen *survey.Folders) { undo.Want(rows, seen) })
	if err != nil {
		return 0, err
	}
	rows = slices.DeleteFunc(rows, func(row plan.Row) bool {
		p := model.ReadPlanned(row.Fields)
		f := seen.Folder(p.FolderID)
		return f != nil && p.HasArrived(f)
	})
	_, added, err = keep.AddSnapshot(ctx, s, undo.Take(rows, seen, string(owner.PortalID), time.Now()))
	return added, err
}
