package session

import (
	"context"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
)

// Checker asks HubSpot about one task. It is called from up to
// [model.MaxInFlight] goroutines at once. Its error is a *model.CheckError, or
// ctx's own if ctx ends first.
type Checker interface {
	Check(ctx context.Context, id model.TaskID) (model.Report, error)
}

// Keeper keeps the watchlist on disk, where other processes share it. Its one
// method is never called twice at once.
type Keeper interface {
	// Sync writes what changed here and returns what changed elsewhere. After
	// an error the same Outbox comes again, with what was added to it; the
	// Inbox is good as far as it goes.
	Sync(ctx context.Context, out Outbox) (Inbox, error)
}

// Outbox is what changed here since the last Sync.
type Outbox struct {
	Edits   []Edit        // what a person did, in order
	Checked []*model.Task // what checks taught
	Events  []model.Event // for the journal
	Causes  []cause.Change
	Idle    bool   // we cannot ask HubSpot now: another process may
	View    []byte // how the person looks at the watchlist, as JSON; nil if that is kept already
}

// EditKind says what a person did to tasks.
type EditKind int

// The kinds of edits. There is no zero kind.
const (
	EditAdd EditKind = iota + 1
	EditDrop
	EditUndrop
	EditDescribe
)

// Edit is one thing a person did to tasks.
type Edit struct {
	Kind  EditKind
	Tasks []*model.Task
}

// Inbox is what changed elsewhere, and who may ask HubSpot.
type Inbox struct {
	Plan   *plan.Plan // nil unless there is a new one
	Tasks  []*model.Task
	Gone   []model.TaskID
	Poller string    // who asks HubSpot instead of us; "" if we may
	Until  time.Time // how long we may without asking again
	Anew   bool      // this is another database than before: everything is to be written
	Lost   bool      // there is no database: nothing of what is known is kept
}
