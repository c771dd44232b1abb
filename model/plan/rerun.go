package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"hubwatch/model"
)

// Request is what is asked of HubSpot to move or rename a folder: the body of
// POST /files/{version}/folders/update/async.
type Request struct {
	FolderID string `json:"id"`
	Name     string `json:"name,omitempty"`           // "" leaves the name as it is
	ParentID int64  `json:"parentFolderId,omitempty"` // 0 leaves the folder where it is
}

// NewRequest is the request that a row of the plan stands for. The error says
// what the row lacks, in words that follow its name.
func NewRequest(row []model.Field) (Request, error) {
	p := model.ReadPlanned(row)
	r := Request{FolderID: string(p.FolderID), Name: string(p.Name)}
	switch {
	case len(row) == 0:
		return r, errors.New("is not in the plan")
	case p.FolderID == "":
		return r, errors.New("has no folderId in the plan")
	case !number(p.FolderID):
		return r, fmt.Errorf("has the folderId %q in the plan, which is no number", shown(r.FolderID))
	case p.Name == "" && p.ParentID == "":
		return r, errors.New("has neither name nor parentFolderId in the plan")
	case p.ParentID == "":
		return r, nil
	}
	var err error
	if r.ParentID, err = strconv.ParseInt(string(p.ParentID), 10, 64); err != nil || r.ParentID <= 0 {
		return r, fmt.Errorf("has the parentFolderId %q in the plan, which is no folder's ID", shown(string(p.ParentID)))
	}
	return r, nil
}

// Body is the request as JSON.
func (r Request) Body() []byte {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings and a number
	}
	return data
}

// Rerun is what has to be done again: one folder each.
type Rerun struct {
	Steps   []Step
	Refused []Refusal
}

// Step is one folder to be done again.
type Step struct {
	Task    *model.Task // the attempt that failed
	Request Request
}

// Refusal is a task that cannot be done again because its request is not known.
type Refusal struct {
	Task *model.Task
	Why  string // in words that follow its name
}

// NewRerun is what has to be done again for the tasks. Of several attempts at a
// folder the last one counts; a folder that a later attempt has done, or is
// doing, is refused.
func NewRerun(tasks []*model.Task, attempts map[model.TaskID]Attempt, task func(model.TaskID) *model.Task) Rerun {
	var r Rerun
	seen := map[string]bool{}
	for _, t := range tasks {
		request, err := NewRequest(t.Plan)
		if err == nil {
			err = superseded(t, attempts, task)
		}
		switch {
		case err != nil:
			r.Refused = append(r.Refused, Refusal{t, err.Error()})
		case !seen[request.FolderID]:
			seen[request.FolderID] = true
			r.Steps = append(r.Steps, Step{t, request})
		}
	}
	return r
}

// superseded is why a later attempt makes another one needless, nil if it does
// not.
func superseded(t *model.Task, attempts map[model.TaskID]Attempt, task func(model.TaskID) *model.Task) error {
	for id := attempts[t.ID].After; id != ""; id = attempts[id].After {
		later := task(id)
		if later == nil {
			continue
		}
		if s := later.State(); s != model.StateErrors && s != model.StateCanceled && s != model.StateMissing {
			return fmt.Errorf("has a later attempt, %s, that is %s", id, s.Word())
		}
	}
	return nil
}
