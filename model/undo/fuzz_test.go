package undo

import (
	"slices"
	"strings"
	"testing"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// FuzzUndo holds that from any snapshot, plan and folders there is a way back that
// can be gone, a step after the other, and that every planned folder is in it, named
// as left, or where it was.
func FuzzUndo(f *testing.F) {
	f.Add(`{"schema":1,"folders":[{"folderId":"11","name":"one","parentFolderId":"10","planned":true},{"folderId":"12","name":"two","parentFolderId":"10","planned":true}]}`,
		"folderId,name\n11,two\n12,one\n", "10,,a\n11,10,two\n12,10,one\n")
	f.Add(`{"schema":1,"folders":[{"folderId":"11","name":"a","parentFolderId":"12","planned":true},{"folderId":"12","name":"","parentFolderId":"","planned":true},{"folderId":"x","planned":true}]}`,
		"folderId,parentFolderId\n12,11\n11,12\n", "11,12,a\n12,11,b\n")
	f.Fuzz(func(t *testing.T, snapshot, text, folders string) {
		s, err := Decode([]byte(snapshot))
		p, _, planErr := plan.Read([]byte(text))
		if err != nil || planErr != nil || len(p.Rows) > 60 || len(s.Folders) > 60 || len(folders) > 2000 {
			return
		}
		var all []hubsim.Folder
		for line := range strings.Lines(folders) {
			cells := strings.SplitN(strings.TrimSuffix(line, "\n"), ",", 3)
			if len(cells) == 3 && !slices.ContainsFunc(all, func(f hubsim.Folder) bool { return f.ID == cells[0] }) {
				all = append(all, hubsim.Folder{ID: cells[0], ParentID: cells[1], Name: cells[2]})
			}
		}
		seen := look(all, func(seen *survey.Folders) { WantBack(s, seen) })
		back := Undo(s, p.Rows, seen)
		tree, wave := lint.NewTree(seen), 1
		told := map[string]bool{}
		for _, step := range back.Steps {
			to := model.ReadPlanned(step.Fields)
			name, parent := tree.At(to.FolderID)
			if to.Name != "" {
				name = to.Name
			}
			if to.ParentID != "" {
				parent = to.ParentID
			}
			if step.Wave < wave || tree.Fails(to.FolderID, parent, name) != nil {
				t.Fatalf("the step %+v of wave %d cannot be done: %+v", step.Fields, step.Wave, tree.Fails(to.FolderID, parent, name))
			}
			wave = step.Wave
			tree.Move(to.FolderID, parent, name)
			told[string(to.FolderID)] = true
		}
		planned := map[string]bool{}
		for _, was := range s.Folders {
			planned[was.ID] = planned[was.ID] || was.Planned
		}
		n := 0
		for _, is := range planned {
			if is {
				n++
			}
		}
		if len(told)+len(back.Refused)+back.There < n {
			t.Errorf("%d folders are planned: %d go back, %d are left, %d are there", n, len(told), len(back.Refused), back.There)
		}
	})
}
