// Package survey works out which folders must be looked at before a plan can be
// judged, a hundred in one request, and keeps what was seen of them. It asks
// nothing itself.
package survey

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// Most is how many folders one question is about.
const Most = 100

// Question is one search for folders: by their IDs, or for the children of Parents
// from After on.
type Question struct {
	IDs     []model.Text
	Parents []model.Text
	After   model.Text
}

// Folders is what was seen. Make one with [New].
type Folders struct {
	seen     map[model.Text]*model.Folder
	asked    map[model.Text]bool // by their IDs
	listed   map[model.Text]bool // their children
	children map[model.Text][]model.Text
	look     []model.Text // IDs to be asked about
	list     []model.Text // parents to be listed
	more     []Question   // pages that follow
	absent   []model.Text // asked about, and not seen
	complete []model.Text // parents all of whose children were seen
	answered int
}

// New returns a survey that has seen nothing yet.
func New() *Folders {
	return &Folders{
		seen: map[model.Text]*model.Folder{}, asked: map[model.Text]bool{}, listed: map[model.Text]bool{}, children: map[model.Text][]model.Text{},
	}
}

// Look adds folders to look at. Anything that is not the ID of a folder is skipped.
func (f *Folders) Look(ids ...model.Text) {
	for _, id := range ids {
		if folderID(id) && !f.asked[id] {
			f.asked[id] = true
			f.look = append(f.look, id)
		}
	}
}

// List adds folders whose children to look at. Those of the root cannot be
// asked for.
func (f *Folders) List(parents ...model.Text) {
	for _, id := range parents {
		if folderID(id) && !f.listed[id] {
			f.listed[id] = true
			f.list = append(f.list, id)
		}
	}
}

// folderID reports whether text can be the ID of a folder.
func folderID(id model.Text) bool {
	return id != "" && id != "0" && len(id) <= 18 && strings.Trim(string(id), "0123456789") == ""
}

// Next takes out the next question, false if there is none: with the answers so
// far, everything has been seen.
func (f *Folders) Next() (Question, bool) {
	switch {
	case len(f.look) > 0:
		n := min(Most, len(f.look))
		q := Question{IDs: slices.Clone(f.look[:n])}
		f.look = f.look[n:]
		return q, true
	case len(f.more) > 0:
		q := f.more[0]
		f.more = f.more[1:]
		return q, true
	case len(f.list) > 0:
		n := min(Most, len(f.list))
		q := Question{Parents: slices.Clone(f.list[:n])}
		f.list = f.list[n:]
		return q, true
	}
	return Question{}, false
}

// Take adds the answer to a question: the folders found, and where the next
// page begins, "" if there is none.
func (f *Folders) Take(q Question, found []model.Folder, after model.Text) {
	f.answered++
	f.note(found)
	for _, id := range q.IDs {
		if f.seen[id] == nil {
			f.absent = append(f.absent, id)
		}
	}
	if len(q.Parents) > 0 && after != "" && after != q.After {
		f.more = append(f.more, Question{Parents: q.Parents, After: after})
		return
	}
	f.complete = append(f.complete, q.Parents...)
}

// note takes down folders that were seen.
func (f *Folders) note(found []model.Folder) {
	for i := range found {
		folder := found[i]
		f.asked[folder.ID] = true
		if f.seen[folder.ID] == nil && folder.ParentID != "" {
			f.children[folder.ParentID] = append(f.children[folder.ParentID], folder.ID)
		}
		f.seen[folder.ID] = &folder
	}
}

// Len returns how many folders were seen.
func (f *Folders) Len() int { return len(f.seen) }

// Progress returns how many questions were answered, and how many there are as
// far as known.
func (f *Folders) Progress() (done, of int) {
	return f.answered, f.answered + len(f.more) + pages(len(f.look)) + pages(len(f.list))
}

func pages(n int) int { return (n + Most - 1) / Most }

// Folder returns a folder that was seen, nil if it was not: it does not exist,
// is archived or hidden, or is not in the index yet.
func (f *Folders) Folder(id model.Text) *model.Folder { return f.seen[id] }

// Children returns the children of a folder that were seen. all reports whether
// these are all that a search shows.
func (f *Folders) Children(id model.Text) (children []model.Text, all bool) {
	return f.children[id], f.listed[id]
}

// All returns the IDs of all folders that were seen, in their order.
func (f *Folders) All() []model.Text {
	var ids []model.Text
	for id := range f.seen {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
