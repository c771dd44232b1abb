package model

// attempts groups the tasks by folder and counts those that a later attempt has
// replaced. The zero value is empty.
type attempts struct {
	at       map[Text]*folderTasks // by [Task.target]
	replaced int
	planned  int     // tasks that count whose folder a row of the plan names
	changed  []*Task // that count now and did not, or the other way round, since TakeReplaced
	shape    int     // grows when Shape does
}

// Replaced returns how many tasks do not count because a later attempt at their
// folder was started.
func (w *Watchlist) Replaced() int { return w.attempts.replaced }

// Total returns how many tasks count, that is, are not replaced.
func (w *Watchlist) Total() int { return len(w.tasks) - w.attempts.replaced }

// Planned reports whether the plan names the folder of every task that counts,
// and there is at least one. Then counts are counts of folders.
func (w *Watchlist) Planned() bool { return w.Total() > 0 && w.attempts.planned == w.Total() }

// ToDo returns how many tasks are to do; see [Task.ToDo].
func (w *Watchlist) ToDo() int {
	n := 0
	for _, s := range States {
		if s.ToDo() {
			n += w.Count(s)
		}
	}
	return n
}

// Attempts returns all tasks for the folder of this task, itself included, in
// the order in which they were requested from HubSpot, or else added. It is
// empty if the folder is not known. The caller must not change it.
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

// Shape returns a number that grows whenever the set of tasks changes, or their
// folders, which of them count, or which landed elsewhere.
func (w *Watchlist) Shape() int { return w.attempts.shape }

// TakeReplaced returns the tasks that began or ceased to count since the last call.
func (w *Watchlist) TakeReplaced() []*Task {
	changed := w.attempts.changed
	w.attempts.changed = nil
	return changed
}

// change runs change on a task and keeps counts and attempts in step with it.
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

// link adds a task to those for its folder.
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

// unlink removes a task from those for a folder. planned means that a row of
// the plan named the folder.
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

// replace records which task counts instead of this one.
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

// waits reports whether the task is not checked for now: it is replaced, and
// the attempt that counts has not ended.
func (w *Watchlist) waits(t *Task) bool {
	by := w.byID[t.replacedBy]
	return by != nil && !by.Frozen()
}
