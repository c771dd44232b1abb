// Package store keeps the watchlist: what a [Store] is, and the one that needs
// no server, a SQLite database per profile that every hubwatch process of the
// user shares at once.
//
// Every call is one transaction; when it returns without an error, what it
// wrote survives the end of the process at any moment. The token never comes
// here.
package store

import (
	"context"
	"fmt"
	"time"

	"hubwatch/model"
)

// Store is a watchlist that processes share. It is safe for concurrent use.
//
// Path names it in sentences. Renew makes sure that it is there: again tells
// that it is another one than before, which may know nothing of what was
// written, so that the caller should write all it knows; an error leaves the
// Store without one, and [Refused] tells those that time does not heal. Notices
// is what a user should know about how it was found.
//
// ReadOnly is why whoever opened it may only look on, a [*ReadOnlyError] that every
// change gives then; nil if changes are taken. It is known from the first Renew on.
//
// Remote reports whether other machines share it. Who has not the lease cannot
// be told then from one who is out of reach, and nobody asks HubSpot without
// it.
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

// Tasks is what is watched.
//
// Add puts tasks on the watchlist, in their order, and returns how many were
// not on it before. Of each it takes the ID, label, note, plan and when it was
// added, and its history if it has one. A task that is watched already is not
// counted and keeps what it has; only what is empty is filled in. One that was
// removed or archived comes back to the end of the list with all that was known
// about it, and what is given replaces what a user wrote. The journal gets an
// [model.EventAdded] for each one counted.
//
// Remove takes tasks off the watchlist, Archive those that have ended, and
// Restore puts both back in their old places; each returns how many that were.
// Label changes what a user wrote about a watched task: the error wraps
// [ErrNotWatched] if there is none.
//
// Replan gives watched tasks their rows of a plan, in place of those they had,
// and returns how many that changed. Of each it takes the ID, the plan and the
// order. Rows that an order told and a result contradicts are taken back at
// once, by Replan, Add and Take: Wrong has such joins.
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

// Turns is who may ask HubSpot, and what that one learned.
//
// Take brings a [Turn], all of it in one transaction, and gives the lease if the
// turn asks for it, else the zero Lease. The error is [ErrLate] if the right to
// ask has gone to another one where that counts (see Remote): nothing is kept of
// the tasks and events then, but the requests are, which were made, and the Lease
// says who has it.
//
// Release gives the right to ask up, if holder has it. Holder is the lease as it
// is written, whether or not it has run out: the zero Lease if there is none.
// Nothing is taken, and nothing written.
//
// Raw is the body of a task's last report as it came, nil if there is none. The
// error is a [*TooLargeError] if it was too large to be kept.
type Turns interface {
	Take(ctx context.Context, t Turn) (Lease, error)
	Release(ctx context.Context, holder string) error
	Holder(ctx context.Context) (Lease, error)
	Raw(ctx context.Context, id model.TaskID) ([]byte, error)
}

// Journal is what happened, and what was asked of HubSpot.
//
// Events reads it in order: at most limit entries of those after the one
// numbered after; 0 means from the oldest kept. The last 200,000 are kept.
// LastEvent is the number of the latest, 0 if there is none.
//
// Tell is called before a hook is told of the event of that number: first
// reports whether no process called it for that one or a later one. Who asks
// HubSpot changes between the writing of an event and the telling, so that two
// may mean to tell it.
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

// Documents is what is kept by a name, whatever is in it.
//
// A document is the watchlist's, such as the plan; a view is how one person looks
// at it, such as the filter and the cursor. Each is nil if there is none, and nil
// forgets it. The last one to save a name wins.
//
// Causes is what became of the IDs of causes, and by which rule the watchlist
// had its causes when it was last told of one; "" for the latest. Become notes
// what became of them, and in the journal what is told of that. All causes have
// their IDs by the latest rule then. If they had before, and that is not so in
// the watchlist any more, somebody else was first: renamed tells that the IDs are
// those of an earlier rule, and nothing is written twice. The error may be
// [ErrLate], as that of Take.
type Documents interface {
	Document(ctx context.Context, name string) ([]byte, error)
	SaveDocument(ctx context.Context, name string, data []byte) error
	View(ctx context.Context, name string) ([]byte, error)
	SaveView(ctx context.Context, name string, data []byte) error
	Causes(ctx context.Context) (became map[string][]string, rule string, err error)
	Become(ctx context.Context, became map[string][]string, renamed bool, now time.Time, told ...model.Text) error
}

// People is who is on what, and who looks on.
//
// Claims is the claims as they are kept, the oldest first, by the clock of now;
// some may be over. Claim changes them as [model.Claims.Apply] says: of two who
// want the same the first has it. The journal gets an [model.EventClaimed] or an
// [model.EventReleased] for each that begins or ends.
//
// Others is who has the watchlist open, the caller too, each once; nobody where
// that cannot be told.
type People interface {
	Claims(ctx context.Context, now time.Time) (model.Claims, error)
	Claim(ctx context.Context, change model.ClaimChange, now time.Time) error
	Others(ctx context.Context) ([]string, error)
}

// Owner is the HubSpot account that the watchlist belongs to.
//
// Account is its portal ID, "" if that is not settled. BindAccount settles it:
// the error is an [*OtherAccountError] if that is settled otherwise. BindLater is
// BindAccount for a Store that cannot be written now, of which nothing is known
// to be against it; the next BindPending that can settles it.
type Owner interface {
	Account(ctx context.Context) (portalID string, err error)
	BindAccount(ctx context.Context, portalID string) error
	BindLater(portalID string)
	BindPending(ctx context.Context) error
}

// Changes is what became of the watchlist since a revision.
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

// Turn is what one who asks HubSpot, or wants to, brings to the watchlist.
//
// A Holder takes or renews the right to ask, which one holder has at a time; its
// name must be its own among all processes. Now is the time of the machine then;
// it may be set in between.
//
// Of Tasks is kept what was learned of them: the last report and its body, the
// last check error, the counters and the history, not what a user wrote. The
// last one to save a task wins, whatever the clocks say, if it knew what is
// kept: up to the revision that Load or Since gave last. Of two that did not
// know of each other the one wins that HubSpot told later (see
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

// Brings reports whether there is something to keep, besides the right to ask.
func (t Turn) Brings() bool { return len(t.Tasks)+len(t.Events)+len(t.Requests) > 0 }

// LeaseTime is how long the right to ask lasts. Its holder renews it every
// second or two; the others ask as often, and take over when it was killed.
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

// Asks names the one who asks, for people.
func (l Lease) Asks() string {
	if l.Who != "" {
		return l.Who
	}
	return fmt.Sprintf("process %d", l.PID)
}

var _ Store = (*SQLite)(nil)
