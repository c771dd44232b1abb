package model

// attempts is the tasks of each folder, and how many of them do not count since
// a later one was started. The zero value is none.
type attempts struct {
	at       map[Text]*folderTasks // by [Task.target]
	replaced int
	planned  int     // tasks that count whose folder a row of the plan names
	changed  []*Task // that count now and did not, or the other way round, since TakeReplaced
	shape    int     // grows when Shape does
}

// Replaced returns how many tasks do not count, since a later attempt at their
// folder was started.
func (w *Watchlist) Replaced() int { return w.attempts.replaced }

// Total returns how many tasks count: those that are not replaced.
func (w *Watchlist) Total() int { return len(w.tasks) - w.attempts.replaced }

// Planned reports whether the plan names the folder of every task that counts,
// and there is any: then what is counted is folders.
func (w *Watchlist) Planned() bool { return w.Total() > 0 && w.attempts.planned == w.Total() }

// ToDo returns how many tasks are to do, as [Task.ToDo] says.
func (w *Watchlist) ToDo() int {
	n := 0
	for _, s := range States {
		if s.ToDo() {
			n += w.Count(s)
		}
	}
	return n
}

// Attempts returns the tasks for the folder that the task is about, itself
// among them, the first attempt first: in the order in which HubSpot was asked
// for them, else in which they were added. There are none if the folder is not
// known. The caller must not change them.
func (w *Watchlist) Attempts(t *Task) []*Task {
	f := w.attempts.at[t.target()]
	if f == nil || t.loose && (len(f.ranked) == 0 || f.ranked[len(f.ranked)-1] != t) {
		return nil
	}
	return f.ranked
}

// Started reports whether any task is about the folder of a row of the plan, by
// its [Planned.Key].
func (w *Watchlist) Started(key Text) bool { return w.attempts.at[key] != nil }

// Shape returns a number that grows when other tasks are watched, are about
// other folders, count, or have landed elsewhere, than before.
func (w *Watchlist) Shape() int { return w.attempts.shape }

// TakeReplaced returns the tasks that began to count, or do not any more, since
// it was last asked.
func (w *Watchlist) TakeReplaced() []*Task {
	changed := w.attempts.changed
	w.attempts.changed = nil
	return changed
}

// change changes what is known about a task of the watchlist.
func (w *Watchlist) change(t *Task, how func()) {
	before, frozen, target := t.State(), t.Frozen(), t.target()
	w.count(t, -1)
	planned := t.kept.planned
	how()
	t.kept = *t.compared()
	w.count(t, +1)
	if now := t.State(); now != before && (now == StateElsewhere || before == StateElsewhere) {
		w.attempts.shape++
	}
	if f := w.attempts.at[target]; t.target() != target || t.kept.planned != planned || f != nil && f.loosely(t) != t.loose {
		w.unlink(t, target, planned)
		w.link(t)
	}
	w.rank(t.target())
	if frozen == t.Frozen() {
		return
	}
	for _, other := range w.Attempts(t) {
		if other.replacedBy == t.ID && !other.Frozen() {
			w.reschedule(other) // it waits for this one, or does no more
		}
	}
}

// link puts a task among those for its folder.
func (w *Watchlist) link(t *Task) {
	w.attempts.shape++
	to := t.target()
	if to == "" {
		return
	}
	f := w.attempts.at[to]
	if f == nil {
		if w.attempts.at == nil {
			w.attempts.at = map[Text]*folderTasks{}
		}
		f = &folderTasks{}
		w.attempts.at[to] = f
	}
	f.add(t)
}

// unlink takes a task out of those for a folder; planned is that a row told it.
func (w *Watchlist) unlink(t *Task, from Text, planned bool) {
	w.attempts.shape++
	f := w.attempts.at[from]
	if f == nil {
		return
	}
	f.remove(t, planned)
	if len(f.firm)+len(f.loose) == 0 {
		delete(w.attempts.at, from)
	}
	w.replace(t, "")
	if planned && f.planned == 0 {
		for _, other := range f.loose {
			w.replace(other, "")
		}
	}
	w.rank(from)
}

// rank finds out which of the attempts at a folder counts.
func (w *Watchlist) rank(target Text) {
	f := w.attempts.at[target]
	if f == nil {
		return
	}
	all := f.attempts()
	for i, t := range all {
		if i < len(all)-1 {
			w.replace(t, all[len(all)-1].ID)
		} else {
			w.replace(t, "")
		}
	}
}

// replace takes in which task counts instead of this one.
func (w *Watchlist) replace(t *Task, by TaskID) {
	if t.replacedBy == by {
		return
	}
	counted, waited := !t.Replaced(), w.waits(t)
	w.count(t, -1)
	t.replacedBy = by
	w.count(t, +1)
	if counted == t.Replaced() {
		w.attempts.shape++
	}
	w.attempts.changed = append(w.attempts.changed, t)
	if w.waits(t) != waited {
		w.reschedule(t)
	}
}

// waits reports whether the task is not asked yet: it is replaced, and the
// attempt that counts has not ended.
func (w *Watchlist) waits(t *Task) bool {
	by := w.byID[t.replacedBy]
	return by != nil && !by.Frozen()
}
