package look

import (
	"context"
	"maps"
	"slices"
	"time"

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

// First keeps where the folders of a plan are before the first start that
// hubwatch sees: those that no task in known is about and no snapshot in s has.
// It tells the user once, whether it succeeded or not. looker is called if
// there are such folders; if it fails, as without a token, nothing is done.
func First(ctx context.Context, s store.Store, rows []plan.Row, known map[model.TaskID]model.Text, looker func(context.Context) (Looker, error)) {
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
	l, err := looker(ctx)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, firstLimit)
	defer cancel()
	added, err := l.takeFirst(ctx, s, rows)
	switch {
	case err != nil && err.Error() == "": // it was stopped, which is said
	case err != nil:
		l.Say("no snapshot of the folders was taken: " + model.Text(err.Error()).Line() + "; before the first move, \"hubwatch snapshot\" takes one")
	case added > 0:
		l.Say(keep.KeptFirst(added))
	}
}

// takeFirst takes and keeps a snapshot of the folders of rows that are not yet where
// these want them: they may have been moved already.
func (l Looker) takeFirst(ctx context.Context, s store.Store, rows []plan.Row) (added int, err error) {
	owner, err := account.Owner(ctx, l.Client, s)
	if err != nil {
		return 0, err
	}
	seen, err := l.At(ctx, func(seen *survey.Folders) { undo.Want(rows, seen) })
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
