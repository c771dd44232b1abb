package model

import (
	"errors"
	"slices"
	"strings"
	"time"

	"hubwatch/model/schedule"
)

// Search is one search for the folders of tasks, with the place where the plan
// wants each.
type Search struct {
	Tasks   []TaskID
	Folders []Text // their IDs, each once, at most a hundred
}

// searching is the state of searches for folders. The zero value has made none.
type searching struct {
	under    int         // way
	answered bool        // one was: how lists of IDs are to be written is known
	after    time.Time   // none is made before
	failures int         // in a row, with answers that are no good
	refused  *CheckError // why none is made any more
}

const (
	mostSearches = 4                // under way at once
	searchPause  = 30 * time.Second // after one that failed
	searchTries  = 3                // answers in a row that are no good, then no more searches are made
)

// NextSearch returns the folders to search for now, if a search is expected to
// find more ended tasks than checks would, or if there are tasks never searched
// for. It takes a turn of p and must be called before [Watchlist.Due]. Its
// result goes to Found.
func (w *Watchlist) NextSearch(now time.Time, p *Pace) (Search, bool) {
	if !w.maySearch(now, p) {
		return Search{}, false
	}
	p.open(now, w.schedule.Awaited(), w.Count(StateProcessing)+w.Count(StateUnknown), w.inFlight)
	hurried := w.schedule.PassDue() && p.hurry()
	if !hurried && p.limited && (p.turns <= 0 || p.scarce() && !w.schedule.PassDue()) {
		return Search{}, false
	}
	ids := w.schedule.NextSearch(now)
	if ids == nil {
		if hurried {
			p.unhurry()
		}
		return Search{}, false
	}
	if !hurried {
		p.turn()
	}
	w.searching.under++
	s := Search{Tasks: ids}
	for _, id := range ids {
		if folder := w.byID[id].Planned().FolderID; folder != "" && !slices.Contains(s.Folders, folder) {
			s.Folders = append(s.Folders, folder)
		}
	}
	return s, true
}

// maySearch reports whether another search for tasks may begin.
func (w *Watchlist) maySearch(now time.Time, p *Pace) bool {
	return w.schedule != nil && w.freeToSearch(now, p)
}

// freeToSearch reports whether any search may begin, for a task or not.
func (w *Watchlist) freeToSearch(now time.Time, p *Pace) bool {
	f := &w.searching
	most := mostSearches
	if !f.answered {
		most = 1
	}
	return f.refused == nil && f.under < most && !p.Held && !now.Before(f.after) && p.free(now, w.inFlight+f.under) > 0
}

// MayLook takes a turn of p for a search that is not for a task, if there is
// one; the last turns are left to checks. Its result goes to Looked.
func (w *Watchlist) MayLook(now time.Time, p *Pace) bool {
	if !w.freeToSearch(now, p) || p.limited && (p.turns <= 0 || p.scarce()) {
		return false
	}
	p.turn()
	w.searching.under++
	return true
}

// Looked records how such a search ended; err is nil if it was answered.
func (w *Watchlist) Looked(err error, now time.Time) {
	f := &w.searching
	f.under--
	if err != nil {
		w.unfound(err, now)
		return
	}
	f.answered, f.failures = true, 0
}

// Found records the result of a search, or its error, and returns the tasks
// that have newly arrived. A folder that was not found proves nothing.
func (w *Watchlist) Found(s Search, folders []Folder, err error, now time.Time) []*Task {
	f := &w.searching
	f.under--
	if err != nil {
		w.schedule.Unsearched(s.Tasks)
		w.unfound(err, now)
		return nil
	}
	f.answered, f.failures = true, 0
	at := make(map[Text]*Folder, len(folders))
	for i := range folders {
		at[folders[i].ID] = &folders[i]
	}
	var arrived []*Task
	found := make([]schedule.Sighting, len(s.Tasks))
	for i, id := range s.Tasks {
		t := w.byID[id]
		if t == nil {
			continue
		}
		p := t.Planned()
		if found[i] = p.sighting(at[p.FolderID]); found[i] == schedule.Arrived && t.ArrivedAt.IsZero() && !t.State().Final() {
			t.ArrivedAt = now
			arrived = append(arrived, t)
		}
	}
	w.schedule.Searched(s.Tasks, found, now)
	return arrived
}

// unfound records why a search failed. If HubSpot refuses searches, there are
// only checks from then on.
func (w *Watchlist) unfound(err error, now time.Time) {
	e, ok := errors.AsType[*CheckError](err)
	if !ok {
		return // it was given up
	}
	f := &w.searching
	f.after = now.Add(max(searchPause, e.RetryAfter))
	switch e.Kind {
	case KindPermission:
		f.failures = searchTries
	case KindWrongRoute, KindNotFound, KindBadID, KindBadReply:
		f.failures++
	case KindRateLimited, KindMoving, KindUnavailable, KindAuth: // so are the checks
	}
	if f.failures >= searchTries && f.refused == nil {
		f.refused = e
		if w.schedule != nil {
			w.schedule.NoSearch()
		}
	}
}

// SearchRefused returns why folders are not searched for, nil if they are.
func (w *Watchlist) SearchRefused() *CheckError { return w.searching.refused }

// ArrivalLag returns how long after a task's end its folder was first seen at
// its new place: the median, and over how many tasks that were watched when
// they ended. It is negative where folders move before their tasks end.
func ArrivalLag(tasks []*Task) (median time.Duration, n int) {
	var all []time.Duration
	for _, t := range tasks {
		if t.ArrivedAt.IsZero() || t.Report == nil || t.Report.CompletedAt.IsZero() {
			continue
		}
		if ended := t.OurTime(t.Report.CompletedAt); ended.After(t.AddedAt) {
			all = append(all, t.ArrivedAt.Sub(ended))
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], len(all)
}

// locate tells the schedule that a search can find the task's folder, if the
// plan says where it goes.
func (w *Watchlist) locate(t *Task) {
	p := t.Planned()
	digits := p.FolderID != "" && strings.Trim(string(p.FolderID), "0123456789") == "" && len(p.FolderID) <= 18
	if digits && (p.Name != "" || p.ParentID != "" || p.Path != "") && !t.Frozen() {
		w.schedule.Locate(t.ID)
	}
}

// sighting returns where a folder is that a search found, nil if it did not.
func (p Planned) sighting(f *Folder) schedule.Sighting {
	switch {
	case f == nil:
		return schedule.Unfound
	case p.HasArrived(f):
		return schedule.Arrived
	}
	return schedule.Astray
}
