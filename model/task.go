package model

import (
	"cmp"
	"path"
	"slices"
	"time"
)

// Task is one entry of the watchlist. Its times are by our clock. Only the
// [Watchlist] changes it; everybody else reads.
type Task struct {
	ID      TaskID
	Label   Text    // what a user calls it; may be empty
	Note    Text    // what a user noted about it; may be empty
	Plan    []Field // its row of the migration plan; may be empty
	Order   string  // names the join by order of answers that gave it its row; "" if the row is certain
	AddedAt time.Time

	Report   *Report // the last good one; nil before the first
	ReportAt time.Time

	Err      *CheckError // why the last check failed; nil when it did not
	Failures int         // checks failed in a row
	MissedAt time.Time   // the first of the answers in a row that said "no such task"

	ArrivedAt time.Time // when its folder was first seen where the plan wants it, which is not the task's end; zero if it was not

	AskedAt  time.Time // when the last check began; zero before the first
	InFlight bool      // a check is under way
	failing  time.Time // since when its checks get no usable reply; zero if the last one did
	gone     bool      // a second answer has confirmed that there is no such task
	locked   int       // answers in a row that the task is locked

	replacedBy TaskID     // the attempt at the same folder that counts instead; "" if this one does
	kept       comparison // of its plan and its report
	loose      bool       // it is no attempt at the same as others at its folder

	SeenAt  time.Time // when the state was first seen
	History []Event   // what became true of it, oldest first, at most maxHistory
}

// maxHistory bounds a task's history. A task changes its state a handful of
// times; only failing checks can go on forever.
const maxHistory = 64

// Copy returns a snapshot of the task that later changes of the watchlist do
// not touch. Reports and check errors are immutable and shared.
func (t *Task) Copy() *Task {
	c := *t
	c.History = slices.Clone(t.History)
	return &c
}

// NotAfter moves times in the future back to now. They come from another machine,
// or from before the clock was set back, and would delay the next checks.
func (t *Task) NotAfter(now time.Time) {
	for _, at := range []*time.Time{&t.ReportAt, &t.AskedAt, &t.SeenAt, &t.MissedAt, &t.ArrivedAt} {
		if at.After(now) {
			*at = now
		}
	}
}

// State returns the state the user sees.
func (t *Task) State() State {
	s := state(t.Report, t.missing())
	if s == StateOK && len(t.Elsewhere()) > 0 {
		return StateElsewhere
	}
	return s
}

// ReplacedBy returns the later attempt at the same folder that counts instead
// of this task; "" if this one counts. The watchlist keeps it up to date.
func (t *Task) ReplacedBy() TaskID { return t.replacedBy }

// Replaced reports whether a later attempt at the same folder was started. A
// replaced task counts nowhere.
func (t *Task) Replaced() bool { return t.replacedBy != "" }

// ToDo reports whether the work of this task must be done again: it ended
// otherwise than planned, or HubSpot does not know it, and no later attempt was
// started. Everything hubwatch says about work to do rests on this.
func (t *Task) ToDo() bool { return !t.Replaced() && t.State().ToDo() }

// Since returns when the task entered its state: by HubSpot's clock if the report
// tells, or else when we first saw it, by ours. The zero time means unchecked.
func (t *Task) Since() time.Time {
	var at time.Time
	switch r := t.Report; t.State() {
	case StatePending:
		at = r.RequestedAt
	case StateProcessing:
		at = r.StartedAt
	case StateOK, StateErrors, StateCanceled, StateElsewhere:
		at = r.CompletedAt
	case StateUnchecked:
		return time.Time{}
	case StateUnknown, StateMissing:
	}
	if at.IsZero() {
		return t.SeenAt
	}
	return at
}

// InState returns how long the task has been in its state, never negative. ok
// is false while that is not known.
func (t *Task) InState(now time.Time) (d time.Duration, ok bool) {
	since := t.Entered()
	if since.IsZero() {
		return 0, false
	}
	return max(0, now.Sub(since)), true
}

// Entered returns [Task.Since] by our clock.
func (t *Task) Entered() time.Time {
	at := t.Since()
	if at.Equal(t.SeenAt) {
		return at // it is by ours
	}
	return t.OurTime(at)
}

// Ran returns how long HubSpot worked on the task, by HubSpot's clock; 0 if it
// does not say, or if the task is still open.
func (t *Task) Ran() time.Duration {
	if t.Report == nil {
		return 0
	}
	return between(t.Report.StartedAt, t.Report.CompletedAt)
}

// CheckedAt returns when HubSpot last answered about the task, the zero time if
// it never did.
func (t *Task) CheckedAt() time.Time {
	if t.ReportAt.IsZero() && t.Err.Missing() { // also what it says for the first time
		return t.AskedAt
	}
	return t.ReportAt
}

// Stale reports whether the last good answer is out of date because checks fail.
func (t *Task) Stale() bool {
	return t.Err != nil && !t.missing() && !t.State().Final()
}

// Frozen reports whether the task is no longer checked: it is final or missing.
func (t *Task) Frozen() bool { return t.State().Final() || t.missing() }

// missing reports whether HubSpot has said twice, some time apart, that there
// is no such task.
func (t *Task) missing() bool { return t.gone && t.Err.Missing() }

// How long after the first "no such task" another one is believed. A task that
// was requested a moment ago may not be known everywhere; that an ID cannot be
// read is known at once; and a task that HubSpot has reported on is there,
// unless HubSpot insists.
const (
	confirmMissing = 10 * time.Second
	confirmBadID   = 2 * time.Second
	confirmKnown   = 30 * time.Second
)

// confirms returns how long after the first "no such task" a second one is
// believed for this task.
func (t *Task) confirms() time.Duration {
	switch {
	case t.Report != nil:
		return confirmKnown
	case t.Err != nil && t.Err.Kind == KindBadID:
		return confirmBadID
	}
	return confirmMissing
}

// SureAt returns the time from which another "no such task" will be believed.
// It is the zero time if that was not the last answer, or is believed already.
func (t *Task) SureAt() time.Time {
	if t.gone || !t.Err.Missing() {
		return time.Time{}
	}
	return t.MissedAt.Add(t.confirms())
}

// confirmed reports whether the answers as stored are enough to be sure that
// there is no such task. A single answer never is.
func (t *Task) confirmed() bool {
	return t.Err.Missing() && t.Failures != 1 && t.AskedAt.Sub(t.MissedAt) >= t.confirms()
}

// Name returns what to call the task besides its ID: the folder's path, its
// planned path, the label, the planned name, the folder's name or ID, in this
// order of preference; "" if there is none.
func (t *Task) Name() Text {
	folder := &Folder{}
	if t.Report != nil && t.Report.Result != nil {
		folder = t.Report.Result
	}
	if folder.Path != "" {
		return folder.Path
	}
	p := t.Planned()
	name := cmp.Or(p.Path, t.Label, p.Label, p.Name, folder.Name)
	if name == "" && p.FolderID != "" {
		name = "folder " + p.FolderID
	}
	return name
}

// Wanted returns what to call the task when telling what became of it: the
// planned path if the folder landed elsewhere, or else [Task.Name].
func (t *Task) Wanted() Text {
	if len(t.Elsewhere()) > 0 {
		return cmp.Or(t.Planned().Path, t.Name())
	}
	return t.Name()
}

// Parent returns the path of the folder above the task's folder, "" if no path
// is known.
func (t *Task) Parent() Text {
	name := string(t.Name())
	if len(name) < 2 || name[0] != '/' {
		return ""
	}
	return Text(path.Dir(name))
}
