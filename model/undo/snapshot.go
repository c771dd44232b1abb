// Package undo knows the way back: where folders were before the first move,
// and the moves that bring them back. It is pure.
package undo

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

const schema = 1

// Snapshot is where folders were at a time. The zero value has none.
type Snapshot struct {
	Schema  int       `json:"schema"`
	TakenAt time.Time `json:"takenAt"` // the first of them
	Account string    `json:"account,omitempty"`
	Folders []Folder  `json:"folders"`
	Unseen  []string  `json:"unseen,omitempty"` // IDs that a search did not show
}

// Folder is where one folder was.
type Folder struct {
	ID        string     `json:"folderId"`
	Name      string     `json:"name"`
	ParentID  string     `json:"parentFolderId,omitempty"` // "" is the root
	Path      string     `json:"path,omitempty"`
	UpdatedAt *time.Time `json:"updatedAt,omitempty"`
	Planned   bool       `json:"planned"` // a row of the plan is about it; others are where rows lead
}

// Want adds the folders of a plan, and those that its rows lead to, to what
// must be seen.
func Want(rows []plan.Row, seen *survey.Folders) {
	for i := range rows {
		p := model.ReadPlanned(rows[i].Fields)
		seen.Look(p.FolderID, p.ParentID)
	}
}

// Take returns a snapshot of the folders of a plan as they were seen.
func Take(rows []plan.Row, seen *survey.Folders, account string, now time.Time) Snapshot {
	s := Snapshot{Schema: schema, TakenAt: now.UTC(), Account: account}
	planned := map[model.Text]bool{}
	var ids []model.Text
	for i := range rows {
		p := model.ReadPlanned(rows[i].Fields)
		planned[p.FolderID] = true
		for _, id := range []model.Text{p.FolderID, p.ParentID} {
			if id != "" && id != "0" {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		f := seen.Folder(id)
		if f == nil {
			s.Unseen = append(s.Unseen, string(id))
			continue
		}
		was := Folder{ID: string(id), Name: string(f.Name), ParentID: string(f.ParentID), Path: string(f.Path), Planned: planned[id]}
		if !f.UpdatedAt.IsZero() {
			was.UpdatedAt = &f.UpdatedAt
		}
		s.Folders = append(s.Folders, was)
	}
	return s
}

// Keep adds the folders of a later snapshot that are not known yet, and returns
// how many there are.
func (s *Snapshot) Keep(later Snapshot) int {
	if s.Schema == 0 {
		*s = later
		return len(later.Folders)
	}
	at := map[string]int{}
	for i, f := range s.Folders {
		at[f.ID] = i
	}
	before := len(s.Folders)
	for _, f := range later.Folders {
		if i, known := at[f.ID]; known {
			s.Folders[i].Planned = s.Folders[i].Planned || f.Planned
		} else {
			s.Folders = append(s.Folders, f)
		}
	}
	s.Unseen = slices.DeleteFunc(append(s.Unseen, later.Unseen...), func(id string) bool {
		return slices.ContainsFunc(s.Folders, func(f Folder) bool { return f.ID == id })
	})
	slices.Sort(s.Unseen)
	s.Unseen = slices.Compact(s.Unseen)
	return len(s.Folders) - before
}

// New returns the rows about folders that the snapshot does not have, for which no
// task was started according to rows or before, and that are not among moved.
func (s Snapshot) New(rows, before []plan.Row, moved []model.Text) []plan.Row {
	known := map[model.Text]bool{"": true}
	for _, id := range moved {
		known[id] = true
	}
	for _, f := range s.Folders {
		known[model.Text(f.ID)] = known[model.Text(f.ID)] || f.Planned
	}
	for _, id := range s.Unseen {
		known[model.Text(id)] = true
	}
	for _, row := range slices.Concat(rows, before) {
		if id := model.ReadPlanned(row.Fields).FolderID; len(row.Tasks) > 0 || row.Refused != "" {
			known[id] = true
		}
	}
	var left []plan.Row
	for _, row := range rows {
		if !known[model.ReadPlanned(row.Fields).FolderID] {
			left = append(left, row)
		}
	}
	return left
}

// Only returns the part of the snapshot that is about some of the planned folders.
func (s Snapshot) Only(ids map[string]bool) Snapshot {
	s.Folders = slices.Clone(s.Folders)
	for i := range s.Folders {
		s.Folders[i].Planned = s.Folders[i].Planned && ids[s.Folders[i].ID]
	}
	return s
}

// Planned returns how many folders of the snapshot the rows are about.
func (s Snapshot) Planned() int {
	n := 0
	for _, f := range s.Folders {
		if f.Planned {
			n++
		}
	}
	return n
}

// Encode returns the snapshot as it is kept.
func (s Snapshot) Encode() []byte {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // our own types
	}
	return data
}

// Decode reads what Encode wrote; empty data is an empty snapshot.
func Decode(data []byte) (Snapshot, error) {
	var s Snapshot
	if len(data) == 0 {
		return s, nil
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return Snapshot{}, errors.New("is no snapshot: that is JSON, as \"hubwatch snapshot --write\" writes it")
	}
	if s.Schema != schema {
		return Snapshot{}, errors.New("is no snapshot that this hubwatch can read")
	}
	return s, nil
}
