package model

import (
	"cmp"
	"slices"
	"time"
)

// attempts is the tasks of each folder, and how many of them do not count since
// a later one was started. The zero value is none.
type attempts struct {
	at       map[Text][]*Task // by [Task.target], the first attempt first
	replaced int
	changed  []*Task // that count now and did not, or the other way round, since TakeReplaced
	shape    int     // grows when Shape does
}

// Replaced is how many tasks do not count, since a later attempt at their folder
// was started.
func (w *Watchlist) Replaced() int { return w.attempts.replaced }

// Total is how many tasks count: those that are not replaced.
func (w *Watchlist) Total() int { return len(w.tasks) - w.attempts.replaced }

// ToDo is how many tasks are to do, as [Task.ToDo] says.
func (w *Watchlist) ToDo() int {
	n := 0
	for _, s := range States {
		if s.ToDo() {
			n += w.Count(s)
		}
	}
	return n
}

// Attempts are the tasks for the folder that the task is about, itself among
// them, the first attempt first: in the order in which HubSpot was asked for
// them, else in which they were added. There are none if the folder is not known.
// The caller must not change them.
func (w *Watchlist) Attempts(t *Task) []*Task { return w.attempts.at[t.target()] }

// At is Attempts for the folder of a row of the plan, by its [Planned.Key].
func (w *Watchlist) At(key Text) []*Task { return w.attempts.at[key] }

// Shape is a number that grows when other tasks are watched, are about other
// folders, count, or have landed elsewhere, than before.
func (w *Watchlist) Shape() int { return w.attempts.shape }

// TakeReplaced is the tasks that began to count, or do not any more, since it was
// last asked.
func (w *Watchlist) TakeReplaced() []*Task {
	changed := w.attempts.changed
	w.attempts.changed = nil
	return changed
}

// change changes what is known of a task of the watchlist.
func (w *Watchlist) change(t *Task, how func()) {
	before, frozen, target := t.State(), t.Frozen(), t.target()
	w.count(t, -1)
	how()
	t.kept = *t.compared()
	w.count(t, +1)
	if now := t.State(); now != before && (now == StateElsewhere || before == StateElsewhere) {
		w.attempts.shape++
	}
	if t.target() != target {
		w.unlink(t, target)
		w.link(t)
	}
	w.rank(t.target())
	if frozen == t.Frozen() {
		return
	}
	for _, other := range w.Attempts(t) {
		if other.replacedBy == t.ID && !other.Frozen() {
			w.plan(other) // it waits for this one, or does no more
		}
	}
}

// link puts a task among the attempts at its folder.
func (w *Watchlist) link(t *Task) {
	w.attempts.shape++
	if to := t.target(); to != "" {
		if w.attempts.at == nil {
			w.attempts.at = map[Text][]*Task{}
		}
		w.attempts.at[to] = append(w.attempts.at[to], t)
	}
}

// unlink takes a task out of the attempts at a folder.
func (w *Watchlist) unlink(t *Task, from Text) {
	w.attempts.shape++
	if from == "" {
		return
	}
	all := slices.DeleteFunc(w.attempts.at[from], func(other *Task) bool { return other == t })
	if w.attempts.at[from] = all; len(all) == 0 {
		delete(w.attempts.at, from)
	}
	w.replace(t, "")
	w.rank(from)
}

// rank finds out which of the attempts at a folder counts.
func (w *Watchlist) rank(target Text) {
	all := w.attempts.at[target]
	switch {
	case len(all) == 0:
		return
	case len(all) == 1:
		w.replace(all[0], "")
		return
	}
	ahead := time.Duration(0)
	for _, t := range all {
		ahead = cmp.Or(t.ahead(), ahead)
	}
	slices.SortStableFunc(all, func(a, b *Task) int {
		return cmp.Or(a.begun(ahead).Compare(b.begun(ahead)), a.AddedAt.Compare(b.AddedAt))
	})
	last := all[len(all)-1]
	w.replace(last, "")
	for _, t := range all[:len(all)-1] {
		w.replace(t, last.ID)
	}
}

// replace takes in which task counts instead of this one.
func (w *Watchlist) replace(t *Task, by TaskID) {
	if t.replacedBy == by {
		return
	}
	counted := !t.Replaced()
	w.count(t, -1)
	t.replacedBy = by
	w.count(t, +1)
	if counted == t.Replaced() {
		w.attempts.shape++
	}
	w.attempts.changed = append(w.attempts.changed, t)
	w.plan(t)
}

// waits tells whether the task is not asked yet: it is replaced, and the attempt
// that counts has not ended.
func (w *Watchlist) waits(t *Task) bool {
	by := w.byID[t.replacedBy]
	return by != nil && !by.Frozen()
}

// begun is when the task was requested by HubSpot's clock, as far as that is
// known: it was added after that, by our clock, which is ahead of HubSpot's by so
// much.
func (t *Task) begun(ahead time.Duration) time.Time {
	if t.Report != nil && !t.Report.RequestedAt.IsZero() {
		return t.Report.RequestedAt
	}
	return t.AddedAt.Add(-ahead)
}
