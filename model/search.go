package model

import (
	"errors"
	"slices"
	"strings"
	"time"

	"hubwatch/model/schedule"
)

// Search is one search for the folders of tasks that the plan tells.
type Search struct {
	Tasks   []TaskID
	Folders []Text // their IDs, each once, at most a hundred
}

// searching is what is known about searches. The zero value has made none.
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

// NextSearch returns the folders to search for now, if that is expected to show
// more ends than checks would, or tasks were never searched for. It takes a
// turn of p, and is to be called before [Watchlist.Due]. What comes of it goes
// to Found.
func (w *Watchlist) NextSearch(now time.Time, p *Pace) (Search, bool) {
	if !w.maySearch(now, p) {
		return Search{}, false
	}
	p.open(now, w.schedule.Wanted()+w.schedule.Unlooked(), w.Count(StateProcessing)+w.Count(StateUnknown), w.inFlight)
	hurried := w.schedule.Pass() && p.hurry()
	if !hurried && p.limited && (p.turns <= 0 || p.scarce() && !w.schedule.Pass()) {
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

// maySearch reports whether another search may begin.
func (w *Watchlist) maySearch(now time.Time, p *Pace) bool {
	return w.schedule != nil && w.freeToSearch(now, p)
}

// freeToSearch returns the same of one that is for no task.
func (w *Watchlist) freeToSearch(now time.Time, p *Pace) bool {
	f := &w.searching
	most := mostSearches
	if !f.answered {
		most = 1
	}
	return f.refused == nil && f.under < most && !p.Held && !now.Before(f.after) && p.free(now, w.inFlight+f.under) > 0
}

// MayLook takes a turn of p for a search that is for no task, if there is one: the
// last turns are left to checks. What comes of it goes to Looked.
func (w *Watchlist) MayLook(now time.Time, p *Pace) bool {
	if !w.freeToSearch(now, p) || p.limited && (p.turns <= 0 || p.scarce()) {
		return false
	}
	p.turn()
	w.searching.under++
	return true
}

// Looked takes in that such a search was answered, or why it was not.
func (w *Watchlist) Looked(err error, now time.Time) {
	f := &w.searching
	f.under--
	if err != nil {
		w.unfound(err, now)
		return
	}
	f.answered, f.failures = true, 0
}

// Found takes in what a search found, or why it did not, and returns the tasks that
// have newly arrived. A folder that was not found tells nothing.
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

// unfound takes in why a search told nothing. Where HubSpot refuses it, the checks
// have to do without.
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

// ArrivalLag returns how long after the end of tasks their folders were first
// seen to have arrived: the median, and of how many tasks that were watched
// when they ended. It is negative where folders move before their tasks end.
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

// locate tells the schedule that the task's folder can be searched for, if it is
// known where the plan wants it.
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
