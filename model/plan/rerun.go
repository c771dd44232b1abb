package plan

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"hubwatch/model"
)

// NotPlanned is why a folder without a row cannot be done again, to follow its
// name.
const NotPlanned = "is not in the plan"

// Request is what is asked of HubSpot to move or rename a folder: the body of
// POST /files/{version}/folders/update/async.
type Request struct {
	FolderID string `json:"id"`
	Name     string `json:"name,omitempty"`           // "" leaves the name as it is
	ParentID int64  `json:"parentFolderId,omitempty"` // 0 leaves the folder where it is
}

// NewRequest returns the request for a row of the plan. The error says what the
// row lacks, in words that follow its name.
func NewRequest(row []model.Field) (Request, error) {
	p := model.ReadPlanned(row)
	r := Request{FolderID: string(p.FolderID), Name: string(p.Name)}
	switch {
	case len(row) == 0:
		return r, errors.New(NotPlanned)
	case p.FolderID == "":
		return r, errors.New("has no folderId in the plan")
	case !number(p.FolderID):
		return r, fmt.Errorf("has the folderId %q in the plan, which is no number", shown(r.FolderID))
	case folderID(p.FolderID) == 0:
		return r, fmt.Errorf("has the folderId %q in the plan, which is no folder's ID", shown(r.FolderID))
	case p.Name == "" && p.ParentID == "":
		return r, errors.New("has neither name nor parentFolderId in the plan")
	case p.ParentID == "":
		return r, nil
	}
	if r.ParentID = folderID(p.ParentID); r.ParentID == 0 {
		return r, fmt.Errorf("has the parentFolderId %q in the plan, which is no folder's ID", shown(string(p.ParentID)))
	}
	return r, nil
}

// folderID returns the ID of a folder as HubSpot counts them, from 1; 0 if it
// is none.
func folderID(s model.Text) int64 {
	n, err := strconv.ParseInt(string(s), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// body returns the request as JSON.
func (r Request) body() []byte {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings and a number
	}
	return data
}

// Rerun is what must be done again, or was never done: one step for each folder.
type Rerun struct {
	Steps   []Step
	Refused []Refusal
}

// Step is one folder to be done.
type Step struct {
	Fields  []model.Field // its row of the plan
	Label   model.Text
	Name    string // what to call it; safe to print
	Why     string // it is to be done; safe to print
	Request Request
	Wave    int // starts when those before it have ended, from 1; 0 where that makes no difference
}

// Waves returns how many waves the steps come in, at least 1.
func (r *Rerun) Waves() int {
	n := 1
	for _, s := range r.Steps {
		n = max(n, s.Wave)
	}
	return n
}

// With is what else is to be done again. The zero value is nothing else.
type With struct {
	Refused bool // rows that HubSpot refused to start
	Missing bool // tasks that HubSpot does not know: their folders may have moved
}

// Rerun returns what must be done again for the tasks, as the plan has it now, or
// else as it was when they were started, and for what with adds. A folder is done
// again once, by its latest attempt. A row joined only by the order of answers is
// refused, unless the results of the other tasks have confirmed that order.
func (tr *Tracker) Rerun(tasks []*model.Task, with With) Rerun {
	var r Rerun
	seen := map[string]string{}
	orders := tr.orders(tasks, with.Refused)
	for _, t := range tasks {
		s := Step{
			Fields: unlabeled(t.Plan), Label: cmp.Or(t.Label, t.Planned().Label), Name: t.Name().Line(),
			Why: "was task " + string(t.ID) + ": " + t.Why(),
		}
		if row := cmp.Or(tr.mine[t.ID], tr.rows[Key(t.Plan)]); row != nil {
			s.Fields = row.Fields
		}
		name := string(t.ID)
		if s.Name != "" {
			name += " (" + s.Name + ")"
		}
		if last := tr.list.Task(t.ReplacedBy()); last != nil && last.ToDo() && orders.chosen[last.ID] {
			continue // the later attempt stands for it
		}
		if needless := tr.superseded(t); needless != nil {
			r.Refused = append(r.Refused, Refusal{Name: name, Why: needless.Error(), Needless: true})
			continue
		}
		if t.State() == model.StateMissing && !with.Missing {
			r.Refused = append(r.Refused, Refusal{Name: name, Why: "is missing: HubSpot does not know the task, and its folder may have moved", Missing: true})
			continue
		}
		if t.Ordered() {
			if doubt := orders.doubt(t.Order); doubt != "" {
				r.Refused = append(r.Refused, Refusal{Name: string(t.ID), Why: "has a row that " + doubt})
				continue
			}
			if !orders.alone(t.Order) {
				s.Why = "by the order of the answers " + s.Why
			}
		}
		r.add(s, name, seen)
	}
	if with.Refused {
		r.addRefused(tr.Coverage().Refused, &orders, seen)
	}
	return r
}

// addRefused adds the rows that HubSpot refused to start.
func (r *Rerun) addRefused(rows []*Row, orders *orders, seen map[string]string) {
	for _, row := range rows {
		if doubt := orders.doubt(row.RefusedBy); doubt != "" {
			r.Refused = append(r.Refused, Refusal{Name: row.called(), Why: "is a row that " + doubt})
			continue
		}
		r.addRow(row, ": HubSpot refused to start it: "+row.Refused.Line(), seen)
	}
}

// Start returns what must be done for rows without a task. Rows that may have
// one are refused.
func (tr *Tracker) Start(rows []*Row) Rerun {
	var r Rerun
	seen := map[string]string{}
	var refused []*Row
	cover := tr.Coverage()
	for _, row := range rows {
		switch {
		case row.Refused != "":
			refused = append(refused, row)
		case slices.Contains(cover.Unsure, row):
			r.Refused = append(r.Refused, Refusal{Name: row.called(), Why: "may have been started: " + unsure(cover.Unplaced)})
		default:
			r.addRow(row, "", seen)
		}
	}
	orders := tr.orders(nil, len(refused) == len(cover.Refused))
	r.addRefused(refused, &orders, seen)
	return r
}

// unsure returns why it is not known which rows were started.
func unsure(unplaced []model.TaskID) string {
	switch len(unplaced) {
	case 0:
		return "the answers that were given for the plan could not be joined to its rows"
	case 1:
		return fmt.Sprintf("which row the task %s belongs to cannot be told", unplaced[0])
	}
	return fmt.Sprintf("which rows %d tasks, such as %s, belong to cannot be told", len(unplaced), unplaced[0])
}

// add adds a step for a folder, unless there is one already.
func (r *Rerun) add(s Step, name string, seen map[string]string) {
	var err error
	if s.Request, err = NewRequest(s.Fields); err != nil {
		r.Refused = append(r.Refused, Refusal{Name: name, Why: err.Error()})
	} else if seen[s.Request.FolderID] == "" {
		seen[s.Request.FolderID] = name
		r.Steps = append(r.Steps, s)
	}
}

// addRow adds a step for a row without a task. If several rows are about one
// folder, all are added in order, except for those that ask for the same as
// another.
func (r *Rerun) addRow(row *Row, why string, seen map[string]string) {
	line := row.called()
	s := Step{Fields: row.Fields, Label: row.Label, Name: row.Name().Line(), Why: line}
	var err error
	if s.Request, err = NewRequest(s.Fields); err != nil {
		r.Refused = append(r.Refused, Refusal{Name: line, Why: err.Error()})
		return
	}
	same := string(s.Request.body())
	if first := seen[same]; first != "" {
		r.Refused = append(r.Refused, Refusal{Name: line, Why: "asks for the same as " + first, Again: true})
		return
	}
	if before := seen[s.Request.FolderID]; before != "" {
		s.Why += ", about the folder of " + before + ": start it when that has ended"
	}
	seen[same], seen[s.Request.FolderID] = line, line
	s.Why += why
	r.Steps = append(r.Steps, s)
}

// superseded returns why another attempt makes this one unnecessary, nil if
// none does.
func (tr *Tracker) superseded(t *model.Task) error {
	if last := tr.list.Task(t.ReplacedBy()); last != nil {
		return fmt.Errorf("has a later attempt, %s, that is %s", last.ID, last.State().Word())
	}
	switch s := t.State(); s {
	case model.StateOK, model.StateProcessing, model.StatePending:
		return fmt.Errorf("is %s", s.Word())
	case model.StateErrors, model.StateCanceled, model.StateElsewhere, model.StateMissing, model.StateUnknown, model.StateUnchecked:
	}
	return nil
}
