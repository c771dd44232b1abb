// Package store keeps the watchlist: what a [Store] is, and the one that needs
// no server, a SQLite database per profile that every hubwatch process of the
// user shares at once.
//
// Every call is one transaction; when it returns without an error, what it
// wrote survives the end of the process at any moment. A power cut may take what
// Take brought last to a file, which is asked again. The token never comes here.
package store

import (
	"context"
	"fmt"
	"time"

	"hubwatch/model"
)

// Store is a watchlist that processes share. It is safe for concurrent use.
//
// Path names it in sentences. Renew opens it, or checks that it is still there:
// again means that it is another one than before, which may lack what was
// written, so that the caller should write everything it knows. An error leaves
// the Store without a watchlist; [Refused] reports errors that will not pass by
// themselves. Notices returns what the user should know about how it was found.
//
// ReadOnly returns why this user may only look on, a [*ReadOnlyError] that
// every change then returns; nil if changes are allowed. It is known from the
// first Renew on.
//
// Remote reports whether other machines share it. Then a process without the
// lease cannot be told from one that is out of reach, and nobody asks HubSpot
// without the lease.
type Store interface {
	Path() string
	Renew(ctx context.Context) (anew bool, err error)
	Notices() []string
	Remote() bool
	ReadOnly() error
	Close() error

	Tasks
	Turns
	Journal
	Documents
	Owner
	People
	Whole
}

// Tasks is the part of a [Store] for what is watched.
//
// Add puts tasks on the watchlist, in their order, and returns how many were
// not on it before. It takes the ID, label, note, plan and time of adding of
// each, and its history if it has one. A task that is already watched is not
// counted and keeps its values; only empty ones are filled in. One that was
// removed or archived returns to the end of the list with everything that was
// known about it, and new values replace what the user wrote. The journal gets
// an [model.EventAdded] for each one counted.
//
// Remove takes tasks off the watchlist, Archive those that have ended, and
// Restore puts both back in their old places; each returns how many there were.
// Label changes the user's label and note of a watched task: the error wraps
// [ErrNotWatched] if there is none.
//
// Replan gives watched tasks their rows of a plan, in place of earlier ones,
// and returns how many changed. It takes the ID, the plan and the order of
// each. Rows that were joined by order and are contradicted by a result are
// taken back at once, by Replan, Add and Take: Wrong returns such joins.
type Tasks interface {
	Load(ctx context.Context) (tasks []*model.Task, revision int64, err error)
	Since(ctx context.Context, revision int64) (Changes, error)
	Add(ctx context.Context, entries []model.Task) (added int, err error)
	Remove(ctx context.Context, ids []model.TaskID, now time.Time) (int, error)
	Archive(ctx context.Context, ids []model.TaskID, now time.Time) (int, error)
	Restore(ctx context.Context, ids []model.TaskID) (int, error)
	Label(ctx context.Context, id model.TaskID, label, note model.Text) error
	Replan(ctx context.Context, tasks []model.Task) (int, error)
	Wrong(ctx context.Context) ([]model.WrongOrder, error)
}

// Turns is the part of a [Store] for who may ask HubSpot, and what they
// learned.
//
// Take writes a [Turn] in one transaction, and returns the lease if the turn
// asks for it, or else the zero Lease. The error is [ErrLate] if another
// process has the right to ask by now, where that matters (see Remote): then
// none of the tasks and events are kept, but the requests are, which were made,
// and the Lease says who has it.
//
// Release gives up the right to ask, if holder has it. Holder returns the lease
// as written, expired or not; the zero Lease if there is none. It changes
// nothing.
//
// Raw returns the body of a task's last report as it came, nil if there is
// none. The error is a [*TooLargeError] if it was too large to be kept.
type Turns interface {
	Take(ctx context.Context, t Turn) (Lease, error)
	Release(ctx context.Context, holder string) error
	Holder(ctx context.Context) (Lease, error)
	Raw(ctx context.Context, id model.TaskID) ([]byte, error)
}

// Journal is the part of a [Store] for what happened, and what was asked of
// HubSpot.
//
// Events returns at most limit entries after the one numbered after, in order;
// 0 means from the oldest kept. The last 200,000 are kept. LastEvent returns
// the number of the latest, 0 if there is none.
//
// Tell is called before a hook is told about the event with that number: first
// reports whether no process has called it for that event or a later one. Who
// asks HubSpot may change between writing an event and telling it, so that two
// processes may want to tell it.
//
// Requests reads what the audit log has since a time, in the order written; the
// zero time is the beginning. It has the newest 100,000 requests, and begins with
// one that is at most 30 days older than the latest one written.
type Journal interface {
	Events(ctx context.Context, after int64, limit int) ([]Entry, error)
	LastEvent(ctx context.Context) (int64, error)
	Tell(ctx context.Context, event int64) (first bool, err error)
	Requests(ctx context.Context, since time.Time) ([]model.Request, error)
}

// Documents is the part of a [Store] for what is kept under a name, whatever is
// in it.
//
// A document belongs to the watchlist, such as the plan; a view to one user,
// such as the filter and the cursor. Each is nil if there is none, and nil
// deletes it. The last one to save a name wins.
//
// Causes returns what became of the IDs of causes, and by which version of the
// rule the watchlist had its causes when it was last told; "" for the latest.
// Become records what became of them, and adds its events to the journal. From
// then on all causes have their IDs by the latest rule. If they had before, but
// the watchlist no longer says so, somebody else was first: renamed reports
// that the IDs are those of an earlier rule, and nothing is written twice. The
// error may be [ErrLate], as that of Take.
type Documents interface {
	Document(ctx context.Context, name string) ([]byte, error)
	SaveDocument(ctx context.Context, name string, data []byte) error
	View(ctx context.Context, name string) ([]byte, error)
	SaveView(ctx context.Context, name string, data []byte) error
	Causes(ctx context.Context) (became map[string][]string, rule string, err error)
	Become(ctx context.Context, became map[string][]string, renamed bool, now time.Time, told ...model.Text) error
}

// People is the part of a [Store] for who is on what, and who looks on.
//
// Claims returns the claims as stored, oldest first, by the present clock; some
// may have expired. Claim changes them as [model.Claims.Apply] says: of two
// users who want the same, the first one has it. The journal gets an
// [model.EventClaimed] or an [model.EventReleased] for each that begins or
// ends.
//
// Others returns who has the watchlist open, the caller included, each once;
// nobody if that cannot be told.
type People interface {
	Claims(ctx context.Context, now time.Time) (model.Claims, error)
	Claim(ctx context.Context, change model.ClaimChange, now time.Time) error
	Others(ctx context.Context) ([]string, error)
}

// Owner is the part of a [Store] for the HubSpot account that the watchlist
// belongs to.
//
// Account returns its portal ID, "" if that is not settled. BindAccount settles
// it: the error is an [*OtherAccountError] if it is settled otherwise.
// BindLater is BindAccount for a Store that cannot be written now; the next
// successful BindPending settles it.
type Owner interface {
	Account(ctx context.Context) (portalID string, err error)
	BindAccount(ctx context.Context, portalID string) error
	BindLater(portalID string)
	BindPending(ctx context.Context) error
}

// Changes is what has changed in the watchlist since a revision.
type Changes struct {
	Tasks    []*model.Task  // new, or changed in any way, as Load gives them
	Gone     []model.TaskID // not watched any more
	Revision int64          // to ask with next time
}

// Entry is an event in the journal.
type Entry struct {
	Seq int64 // from 1, in the order written, without gaps
	model.Event
}

// Turn is what a process that asks HubSpot, or wants to, writes to the
// watchlist.
//
// A Holder takes or renews the right to ask, which one holder has at a time;
// its name must be unique among all processes. Now is the machine's time then;
// the clock may be set in between.
//
// Of each task what was learned is kept: the last report and its body, the last
// check error, the counters and the history, but not what the user wrote. The
// last one to save a task wins, whatever the clocks say, if it knew the stored
// copy: up to the revision that Load or Since returned last. Of two that did
// not know of each other, the one that HubSpot told later wins (see
// [model.Task.Knows]). A task that is not watched stays as it is, and does not
// come back.
type Turn struct {
	Holder   string // "" leaves the right to ask with whoever has it
	Now      time.Time
	Tasks    []*model.Task
	Events   []model.Event   // for the journal
	Requests []model.Request // for the audit log
	Copied   bool            // learned elsewhere, as of an export: it is never late
}

// Brings reports whether there is something to write besides the right to ask.
func (t Turn) Brings() bool { return len(t.Tasks)+len(t.Events)+len(t.Requests) > 0 }

// LeaseTime is how long the right to ask lasts. Its holder renews it every
// second or two; the others look as often, and take over if the holder was
// killed.
const LeaseTime = 6 * time.Second

// Lease says who may ask.
type Lease struct {
	Held   bool // by the one who asked
	Holder string
	Who    string // the user and the machine, where that is known
	PID    int
	Since  time.Time     // when the holder took it
	Until  time.Time     // when it ends unless it is renewed
	Trust  time.Duration // how long its holder may count on it, from before the call on
}

// Asks names the holder, for users.
func (l Lease) Asks() string {
	if l.Who != "" {
		return l.Who
	}
	return fmt.Sprintf("process %d", l.PID)
}

var _ Store = (*SQLite)(nil)
