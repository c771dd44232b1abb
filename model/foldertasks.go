package model

import (
	"cmp"
	"slices"
	"time"
)

// folderTasks is the tasks for one folder. The zero value is empty.
//
// If a row of the plan names the folder, all of them are attempts at the same
// thing. Otherwise only their results show that they are about one folder; then
// two updates that both succeeded, such as a move and a later rename, are not
// attempts at the same thing: they are loose, and each of them counts.
type folderTasks struct {
	firm    []*Task // attempts
	loose   []*Task // others; none if a row tells the folder
	latest  *Task   // the last of loose, which is an attempt if it comes after those of firm
	planned int     // of whose tasks a row tells the folder
	ranked  []*Task // the attempts, the first one first, as rank has found last
}

// loosely reports whether the task is not an attempt at the same thing as the
// others.
func (f *folderTasks) loosely(t *Task) bool { return f.planned == 0 && t.State() == StateOK }

// add puts a task in.
func (f *folderTasks) add(t *Task) {
	if t.kept.planned {
		f.planned++
	}
	if f.planned == 1 && t.kept.planned {
		f.sort()
	}
	f.place(t)
}

// remove removes a task. planned means that a row of the plan named its folder.
func (f *folderTasks) remove(t *Task, planned bool) {
	is := func(other *Task) bool { return other == t }
	f.firm, f.loose = slices.DeleteFunc(f.firm, is), slices.DeleteFunc(f.loose, is)
	t.loose = false
	if planned {
		f.planned--
	}
	if planned && f.planned == 0 || f.latest == t {
		f.sort()
	}
}

// sort places all tasks again.
func (f *folderTasks) sort() {
	all := append(f.firm, f.loose...)
	f.firm, f.loose, f.latest = nil, nil, nil
	for _, t := range all {
		f.place(t)
	}
}

// place puts a task among the attempts or the others.
func (f *folderTasks) place(t *Task) {
	if t.loose = f.loosely(t); !t.loose {
		f.firm = append(f.firm, t)
		return
	}
	f.loose = append(f.loose, t)
	if f.latest == nil || f.latest.before(t, 0) <= 0 {
		f.latest = t
	}
}

// attempts returns the attempts at the folder, the first one first.
func (f *folderTasks) attempts() []*Task {
	ahead := time.Duration(0)
	for _, t := range f.firm {
		if len(f.firm) > 1 {
			ahead = cmp.Or(t.ahead(), ahead)
		}
	}
	slices.SortStableFunc(f.firm, func(a, b *Task) int { return a.before(b, ahead) })
	f.ranked = append(f.ranked[:0], f.firm...)
	if n := len(f.firm); n > 0 && f.latest != nil && f.firm[n-1].before(f.latest, ahead) < 0 {
		f.ranked = append(f.ranked, f.latest)
	}
	return f.ranked
}

// before compares when two tasks were requested, or else added: negative if
// this one came first. ahead is how far our clock is ahead of HubSpot's.
func (t *Task) before(other *Task, ahead time.Duration) int {
	return cmp.Or(t.begun(ahead).Compare(other.begun(ahead)), t.AddedAt.Compare(other.AddedAt))
}

// begun returns when the task was requested, by HubSpot's clock as far as that
// is known, or else when it was added, by our clock. ahead is how far our clock
// is ahead of HubSpot's.
func (t *Task) begun(ahead time.Duration) time.Time {
	if t.Report != nil && !t.Report.RequestedAt.IsZero() {
		return t.Report.RequestedAt
	}
	return t.AddedAt.Add(-ahead)
}
