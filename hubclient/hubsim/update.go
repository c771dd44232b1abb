package hubsim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// update starts a task, as a migration script would.
func (s *Server) update(r *http.Request, now time.Time, correlation string) (int, any) {
	var in struct {
		ID             string `json:"id"`
		Name           string `json:"name"`
		ParentFolderID int64  `json:"parentFolderId"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(&in); err != nil {
		return http.StatusBadRequest, envelope("VALIDATION_ERROR", "Invalid input JSON: "+err.Error(), correlation)
	}
	if in.ID == "" || in.Name == "" && in.ParentFolderID == 0 {
		return http.StatusBadRequest, envelope("VALIDATION_ERROR", "Invalid input JSON: id is required, and name or parentFolderId.", correlation)
	}
	f := s.migration.folderFor(len(s.migration.tasks))
	f.id = in.ID
	switch {
	case s.tree.nodes[in.ID] != nil:
		return s.updateTree(r, request{fmt.Sprint(in.ParentFolderID), in.Name}, in.ID, now)
	case s.opt.Folders != nil:
		return http.StatusNotFound, envelope("OBJECT_NOT_FOUND", "No folder exists with the ID "+in.ID, correlation)
	}
	if in.ParentFolderID != 0 {
		f.parentID = fmt.Sprint(in.ParentFolderID)
		if parent, known := s.migration.places[f.parentID]; known {
			f.parent = parent
		}
	}
	if in.Name != "" {
		f.name = in.Name
	}
	f.path = f.parent + "/" + f.name
	return s.accept(r, s.migration.add(now, f))
}

// updateTree starts a task that moves a folder of the tree. A parent of 0 is none.
func (s *Server) updateTree(r *http.Request, want request, id string, now time.Time) (int, any) {
	if want.parent == "0" {
		want.parent = ""
	}
	v := s.tree.nodes[id].at(now)
	f := folder{id: id, name: cmp.Or(want.name, v.name), parentID: cmp.Or(want.parent, v.parent)}
	f.parent = s.tree.path(f.parentID, now)
	f.path = f.parent + "/" + f.name
	t := s.migration.add(now, f)
	t.request = &want
	status, body := s.accept(r, t)
	s.pend(t)
	return status, body
}

// accept plans a task and answers with its ID.
func (s *Server) accept(r *http.Request, t *task) (int, any) {
	s.migration.plan(t)
	self := fmt.Sprintf("http://%s%s/tasks/%s/status", r.Host, r.URL.Path, t.id)
	return http.StatusAccepted, object{"id": t.id, "links": object{"status": self}}
}
