package undo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// Back is the way back.
type Back struct {
	plan.Rerun     // what is to be done, in waves, and what cannot be done
	There      int // folders that are where they were
}

// WantBack adds what must be seen of the folders before the way back is known.
// It is called again when all questions are answered, until there are no more.
func WantBack(s Snapshot, seen *survey.Folders) {
	var rows []plan.Row
	for _, f := range s.Folders {
		if f.Planned {
			rows = append(rows, row(move{f, f.Name, f.ParentID}, 0))
		}
	}
	lint.Want(rows, seen)
}

// Undo returns the moves from where the folders are to where they were: for
// those that the plan moved, and only if nobody else has moved or renamed them
// since. The moves of a wave depend only on the waves before it.
func Undo(s Snapshot, rows []plan.Row, seen *survey.Folders) Back {
	expected := places(s, rows)
	stuck := map[string]string{}
	for {
		u := &undoing{tree: lint.NewTree(seen), at: map[model.Text]int{}, waits: map[model.Text][]int{}, temp: map[int]bool{}}
		for _, was := range s.Folders {
			if why := stuck[was.ID]; why != "" {
				u.leave(was, why)
			} else if was.Planned {
				u.start(was, expected[was.ID], seen.Folder(model.Text(was.ID)))
			}
		}
		left := u.waves()
		if len(left) == 0 {
			return u.back
		}
		for _, m := range left { // without these, as if they had not been tried
			stuck[m.was.ID] = u.stuck(m)
		}
	}
}

// place is where a folder can be.
type place struct{ name, parent string }

// from reports whether a move to another place may have ended here: if a name
// is taken, HubSpot may append a number.
func (p place) from(to place) bool {
	number, numbered := strings.CutPrefix(p.name, to.name+" (")
	number, closed := strings.CutSuffix(number, ")")
	_, err := strconv.ParseUint(number, 10, 16)
	return p == to || p.parent == to.parent && numbered && closed && err == nil
}

// places returns where the rows of a plan may have brought each folder.
func places(s Snapshot, rows []plan.Row) map[string][]place {
	at := map[string]place{}
	for _, f := range s.Folders {
		at[f.ID] = place{f.Name, f.ParentID}
	}
	all := map[string][]place{}
	for i := range rows {
		p := model.ReadPlanned(rows[i].Fields)
		id := string(p.FolderID)
		was, known := at[id]
		if !known {
			continue
		}
		// Each row may have failed, also one before this one.
		for _, from := range append([]place{was}, all[id]...) {
			to := place{cmp.Or(string(p.Name), from.name), cmp.Or(string(p.ParentID), from.parent)}
			if !slices.Contains(all[id], to) {
				all[id] = append(all[id], to)
			}
		}
	}
	return all
}

// move is what brings a folder back.
type move struct {
	was    Folder
	name   string // to have
	parent string
}

// undoing works out the way back.
type undoing struct {
	tree  *lint.Tree
	back  Back
	moves []move
	at    map[model.Text]int   // the place of each folder among moves, until it is back
	waits map[model.Text][]int // moves that cannot be done until a folder has moved, by it
	ready []int                // moves to be tried
	temp  map[int]bool         // those whose folder has a temporary name
}

// start handles one folder of the snapshot.
func (u *undoing) start(was Folder, expected []place, now *model.Folder) {
	if now == nil {
		u.leave(was, "is not found any more")
		return
	}
	at := place{string(now.Name), string(now.ParentID)}
	if _, twice := u.at[model.Text(was.ID)]; twice {
		return
	}
	switch {
	case at == place{was.Name, was.ParentID}:
		u.back.There++
	case was.Name == "":
		u.leave(was, "has no name in the snapshot: there is nothing to name it back to")
	case !slices.ContainsFunc(expected, at.from):
		u.leave(was, fmt.Sprintf("was moved or renamed by somebody else since: it is at %s", now.Path.Line()))
	case was.ParentID == "" && at.parent != "":
		u.leave(was, "was in the root, and no update leads back there: move it by hand in HubSpot")
	default:
		u.at[model.Text(was.ID)] = len(u.moves)
		u.ready = append(u.ready, len(u.moves))
		u.moves = append(u.moves, move{was, was.Name, was.ParentID})
	}
}

// leave records a folder that is left alone.
func (u *undoing) leave(was Folder, why string) {
	name := "folder " + was.ID
	if was.Path != "" {
		name += " (" + model.Text(was.Path).Line() + ")"
	}
	u.back.Refused = append(u.back.Refused, plan.Refusal{Name: name, Why: why})
}

// row returns a move as a row of a plan.
func row(m move, wave int) plan.Row {
	var r plan.Row
	add := func(key, value string) {
		if value != "" {
			r.Fields = append(r.Fields, model.Field{Key: model.Text(key), Values: []model.Text{model.Text(value)}})
		}
	}
	add(model.ColumnFolder, m.was.ID)
	add(model.ColumnName, m.name)
	add(model.ColumnParent, m.parent)
	if wave > 0 {
		add("wave", fmt.Sprint(wave))
	}
	return r
}
