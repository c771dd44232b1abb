package undo

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// look surveys folders until want has nothing more to be seen.
func look(folders []hubsim.Folder, want func(*survey.Folders)) *survey.Folders {
	byID := map[string]hubsim.Folder{}
	for _, f := range folders {
		byID[f.ID] = f
	}
	seen := survey.New()
	for {
		want(seen)
		q, more := seen.Next()
		if !more {
			return seen
		}
		for ; more; q, more = seen.Next() {
			var found []model.Folder
			for _, f := range folders {
				if f.Archived || f.Hidden || !slices.Contains(q.IDs, model.Text(f.ID)) && !slices.Contains(q.Parents, model.Text(f.ParentID)) {
					continue
				}
				found = append(found, model.Folder{ID: model.Text(f.ID), Name: model.Text(f.Name), ParentID: model.Text(f.ParentID), Path: model.Text(f.Name)})
			}
			seen.Take(q, found, "")
		}
	}
}

// account is a random account of folders in one another.
func account(r *rand.Rand, n int) []hubsim.Folder {
	all := []hubsim.Folder{{ID: "1000", Name: "top"}, {ID: "1001", Name: "other top"}}
	for i := range n {
		parent := all[r.IntN(len(all))].ID
		all = append(all, hubsim.Folder{ID: fmt.Sprint(2000 + i), Name: fmt.Sprintf("folder %d", i), ParentID: parent})
	}
	return all
}

// movesOf is a random plan: moves, renames, and swaps of names and of nesting.
func movesOf(r *rand.Rand, all []hubsim.Folder, n int) []plan.Row {
	var rows []plan.Row
	add := func(id, name, parent string) {
		m := row(move{Folder{ID: id}, name, parent}, 0)
		m.Line = len(rows) + 2
		rows = append(rows, m)
	}
	for len(rows) < n {
		a, b := all[2+r.IntN(len(all)-2)], all[2+r.IntN(len(all)-2)]
		switch r.IntN(5) {
		case 0:
			add(a.ID, fmt.Sprintf("renamed %d", len(rows)), "")
		case 1:
			add(a.ID, "", b.ID)
		case 2: // a takes the name of b, which takes that of a
			add(a.ID, "aside", "")
			add(b.ID, a.Name, a.ParentID)
			add(a.ID, b.Name, b.ParentID)
		case 3:
			add(a.ID, fmt.Sprintf("moved %d", len(rows)), b.ID)
		case 4: // what lies in a comes out of it, and a goes into that
			if b.ParentID == a.ID && a.ParentID != "" {
				add(b.ID, "", a.ParentID)
				add(a.ID, "", b.ID)
			}
		}
	}
	return rows
}

func sameTree(a, b []hubsim.Folder) string {
	for i := range a {
		if a[i] != b[i] {
			return fmt.Sprintf("%+v is %+v", a[i], b[i])
		}
	}
	return ""
}

// carryOut carries out the moves of one wave after the other, those of a wave in any
// order.
func carryOut(t *testing.T, sim *hubsim.Server, steps []plan.Step, r *rand.Rand) {
	t.Helper()
	for len(steps) > 0 {
		n := 1
		for n < len(steps) && steps[n].Wave == steps[0].Wave {
			n++
		}
		wave := slices.Clone(steps[:n])
		steps = steps[n:]
		r.Shuffle(n, func(i, j int) { wave[i], wave[j] = wave[j], wave[i] })
		for _, s := range wave {
			parent := ""
			if s.Request.ParentID != 0 {
				parent = fmt.Sprint(s.Request.ParentID)
			}
			if err := sim.Change(s.Request.FolderID, parent, s.Request.Name); err != nil {
				t.Fatalf("wave %d: %v", s.Wave, err)
			}
		}
	}
}

// onlyBelowItself tells whether a folder could be in its old place only if it lay in
// itself, where the others are.
func onlyBelowItself(was hubsim.Folder, others []hubsim.Folder) bool {
	at := map[string]string{}
	for _, f := range others {
		at[f.ID] = f.ParentID
	}
	for up, steps := was.ParentID, 0; up != "" && steps < len(others); up, steps = at[up], steps+1 {
		if up == was.ID {
			return true
		}
	}
	return false
}

// heldBy is the folder among others that has the old place of one, "" if none has.
func heldBy(was hubsim.Folder, others []hubsim.Folder) string {
	for _, f := range others {
		if f.ID != was.ID && f.ParentID == was.ParentID && strings.EqualFold(f.Name, was.Name) {
			return f.ID
		}
	}
	return ""
}

// TestTheWayBack carries out random plans of which a tenth fails, and the way back:
// all is as it was, byte for byte. What somebody else has changed meanwhile is named
// and untouched, and the rest is back, but for folders that would lie in themselves,
// or whose place has another folder, where those stay that cannot go back.
func TestTheWayBack(t *testing.T) {
	runs := 400
	switch {
	case testing.Short():
		runs = 60
	case os.Getenv("HUBWATCH_TEST_LONG") != "":
		runs = 4000
	}
	waves, moves, blocked := 0, 0, 0
	for seed := range uint64(runs) {
		r := rand.New(rand.NewPCG(seed, 6))
		at := time.Unix(1e9, 0)
		before := account(r, 80)
		sim := hubsim.New(hubsim.Options{Folders: before, Now: func() time.Time { return at }, Scenario: hubsim.Scenario{Taken: []string{"refused", "renamed"}[seed/2%2]}})
		before = sim.Folders()
		rows := movesOf(r, before, 40)
		s := Take(rows, look(before, func(seen *survey.Folders) { Want(rows, seen) }), "1", at)
		for _, row := range rows {
			at = at.Add(time.Second)
			if p := model.ReadPlanned(row.Fields); r.IntN(10) > 0 {
				_ = sim.Change(string(p.FolderID), string(p.ParentID), string(p.Name)) // some cannot be done
			}
		}
		changed := ""
		if seed%2 == 1 { // somebody else changes a folder that is planned
			changed = string(model.ReadPlanned(rows[r.IntN(len(rows))].Fields).FolderID)
			if seed%4 == 1 || sim.Change(changed, before[r.IntN(len(before))].ID, "changed by somebody else") != nil {
				if err := sim.Change(changed, "", "changed by somebody else"); err != nil {
					t.Fatal(err)
				}
			}
		}
		at = at.Add(time.Second)
		now := sim.Folders()
		back := Undo(s, rows, look(now, func(seen *survey.Folders) { WantBack(s, seen) }))
		carryOut(t, sim, back.Steps, r)
		waves, moves = max(waves, back.Waves()), moves+len(back.Steps)
		want := slices.Clone(before)
		told := false
		for _, f := range back.Refused {
			i := slices.IndexFunc(want, func(w hubsim.Folder) bool { return strings.HasPrefix(f.Name, "folder "+w.ID+" ") })
			want[i] = now[i]
			told = told || want[i].ID == changed && strings.Contains(f.Why, "somebody else")
		}
		for _, f := range back.Refused {
			i := slices.IndexFunc(want, func(w hubsim.Folder) bool { return strings.HasPrefix(f.Name, "folder "+w.ID+" ") })
			if before[i].ID == changed {
				continue
			}
			blocked++
			below := onlyBelowItself(before[i], want) && strings.Contains(f.Why, "lies in it now")
			if !below && !(heldBy(before[i], want) != "" && strings.Contains(f.Why, "is taken there by the folder "+heldBy(before[i], want))) {
				t.Errorf("seed %d: %s %s, and could go back", seed, f.Name, f.Why)
			}
		}
		if diff := sameTree(want, sim.Folders()); diff != "" || told != (changed != "") || changed == "" && len(back.Refused) > 0 {
			t.Fatalf("seed %d: %s; left as they are: %+v", seed, diff, back.Refused)
		}
	}
	t.Logf("%d moves in at most %d waves; %d more folders cannot go back", moves, waves, blocked)
	if waves < 2 || moves < runs {
		t.Errorf("%d moves in at most %d waves", moves, waves)
	}
}

// TestALongWayBack undoes a plan in which each folder has taken the name of the
// next one, and one in which they have swapped their names by twos.
func TestALongWayBack(t *testing.T) {
	const n = 4000
	for _, tc := range []struct {
		name         string
		to           func(int) int
		moves, waves int
	}{
		{"all by one", func(i int) int { return i + 1 }, n, n},
		{"by twos", func(i int) int { return i ^ 1 }, n + n/2, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before, now := []hubsim.Folder{{ID: "1", Name: "top"}}, []hubsim.Folder{{ID: "1", Name: "top"}}
			var rows []plan.Row
			for i := range n {
				id := fmt.Sprint(100_000 + i)
				before = append(before, hubsim.Folder{ID: id, Name: fmt.Sprint("folder ", i), ParentID: "1"})
				now = append(now, hubsim.Folder{ID: id, Name: fmt.Sprint("folder ", tc.to(i)), ParentID: "1"})
				rows = append(rows, row(move{Folder{ID: id}, fmt.Sprint("folder ", tc.to(i)), ""}, 0))
			}
			s := Take(rows, look(before, func(seen *survey.Folders) { Want(rows, seen) }), "1", time.Unix(1e9, 0))
			back := Undo(s, rows, look(now, func(seen *survey.Folders) { WantBack(s, seen) }))
			if len(back.Steps) != tc.moves || back.Waves() != tc.waves || len(back.Refused) > 0 {
				t.Errorf("%d moves in %d waves, %d folders are left; want %d in %d", len(back.Steps), back.Waves(), len(back.Refused), tc.moves, tc.waves)
			}
		})
	}
}

func TestASnapshotIsNeverOverwritten(t *testing.T) {
	at := time.Unix(1e9, 0).UTC()
	folders := []hubsim.Folder{{ID: "1", Name: "a"}, {ID: "2", Name: "b", ParentID: "1"}}
	rows := []plan.Row{row(move{Folder{ID: "2"}, "c", "1"}, 0)}
	look := func() *survey.Folders {
		return look(folders, func(seen *survey.Folders) { Want(rows, seen) })
	}
	var kept Snapshot
	if n := kept.Keep(Take(rows, look(), "7", at)); n != 2 {
		t.Errorf("%d folders are new, want 2", n)
	}
	folders[1].Name = "c"
	folders = append(folders, hubsim.Folder{ID: "3", Name: "d"})
	rows = append(rows, row(move{Folder{ID: "3"}, "e", ""}, 0), row(move{Folder{ID: "9"}, "e", ""}, 0))
	if n := kept.Keep(Take(rows, look(), "7", at.Add(time.Hour))); n != 1 {
		t.Errorf("%d folders are new, want 1", n)
	}
	again, err := Decode(kept.Encode())
	if err != nil || len(again.Folders) != 3 || again.Folders[1].Name != "b" || !again.TakenAt.Equal(at) || !slices.Equal(again.Unseen, []string{"9"}) {
		t.Errorf("%+v, %v", again, err)
	}
	for _, bad := range []string{"{", `{"schema":2}`, `[]`} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%s is a snapshot", bad)
		}
	}
}
