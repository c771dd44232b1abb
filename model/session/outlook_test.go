package session

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// lookup answers a look from an account with three folders in one.
func lookup(q survey.Question) (found []model.Folder) {
	for i, name := range []string{"top", "one", "two", "three"} {
		f := model.Folder{ID: model.Text(fmt.Sprint(10 + i)), Name: model.Text(name), ParentID: "10"}
		if i == 0 {
			f.ParentID = ""
		}
		if slices.Contains(q.IDs, f.ID) || slices.Contains(q.Parents, f.ParentID) {
			found = append(found, f)
		}
	}
	return found
}

// foreseeing is a session with a plan of three rows: the first will fail, the second
// is for a folder that is there already.
func foreseeing(keep bool) (*Session, time.Time) {
	rows := func(cells ...string) (all []plan.Row) {
		for i := 0; i < len(cells); i += 2 {
			all = append(all, plan.Row{Line: 2 + i/2, Fields: []model.Field{
				{Key: model.ColumnFolder, Values: []model.Text{model.Text(cells[i])}}, {Key: model.ColumnName, Values: []model.Text{model.Text(cells[i+1])}},
			}})
		}
		return all
	}
	s, now := planned(0, Start{Kept: true, Plan: plan.Plan{Rows: rows("11", "two", "12", "two", "13", "new")}})
	s.Foresee(keep)
	return s, now
}

// lookAround answers all looks, and returns what came of them.
func lookAround(t *testing.T, s *Session, now time.Time) (looks int, said []string) {
	t.Helper()
	for range 50 {
		due := s.Due(now, nil, nil)
		if len(due.Looks) == 0 {
			return looks, said
		}
		for _, q := range due.Looks {
			looks++
			said = append(said, s.Looked(q, lookup(q), "", nil, now).Said...)
		}
	}
	t.Fatal("the look has no end")
	return looks, said
}

// TestWhatIsForeseen looks at the folders of a plan before anything has started, and
// again once some has.
func TestWhatIsForeseen(t *testing.T) {
	s, now := foreseeing(true)
	looks, said := lookAround(t, s, now)
	if n, at := s.Failing(); looks == 0 || n != 1 || !at.Equal(now) || len(said) != 1 || !strings.Contains(said[0], "outlook: 1 row of the plan that has not started will fail") {
		t.Errorf("%d rows will fail, as of %v, and %q is said", n, at, said)
	}
	if f, _, ok := s.ForeseenOf(s.Tracker().Coverage().NeverStarted[0]); !ok || f.Short() != "target name is taken" {
		t.Errorf("foreseen of the first row: %+v", f)
	}
	out := s.Pack(now)
	if out.Places == nil || out.Places.Planned() != 2 || out.Places.Folders[0].ID != "11" || out.Places.Folders[1].ID != "13" {
		t.Errorf("kept %+v, want the folders 11 and 13", out.Places)
	}
	s.Unpack(out)
	if again := s.Pack(now); again.Places == nil || s.Pack(now).Places != nil {
		t.Error("what could not be written is not written again, or twice")
	}
	if looks, _ := lookAround(t, s, now.Add(time.Hour)); looks > 0 {
		t.Errorf("%d looks though nothing has happened", looks)
	}
	row := s.Tracker().Coverage().NeverStarted[0]
	s.Add([]intake.Found{{ID: "AAAAEZ6whGI", Plan: row.Fields}}, now)
	if n, _ := s.Failing(); n != 0 {
		t.Errorf("%d rows will fail that have not started, though it has", n)
	}
	s.Observe(model.Observe("AAAAEZ6whGI", now, now, model.Report{TaskID: "AAAAEZ6whGI", RawStatus: "PENDING", Status: model.StatusPending}, nil), 0)
	if f, at, ok := s.Foreseen(s.List().Task("AAAAEZ6whGI")); !ok || f.Line != 2 || !at.Equal(now) {
		t.Errorf("of the task that waits %+v is foreseen", f)
	}
	if looks, _ := lookAround(t, s, now.Add(time.Minute)); looks > 0 {
		t.Errorf("%d looks though what was seen is fresh", looks)
	}
	s.WantOpen()
	if looks, _ := lookAround(t, s, now.Add(time.Minute)); looks == 0 {
		t.Error("no look for a person who wants one")
	}
}

func TestNobodyForeseesUnasked(t *testing.T) {
	s, now := foreseeing(false)
	s.foresight.on = false
	if due := s.Due(now, nil, nil); len(due.Looks) > 0 {
		t.Errorf("looks %v that nobody wants", due.Looks)
	}
	s, now = foreseeing(false)
	lookAround(t, s, now)
	if s.Pack(now).Places != nil {
		t.Error("a snapshot that nobody wants")
	}
	s, now = foreseeing(true)
	due := s.Due(now, nil, nil)
	if len(due.Looks) != 1 {
		t.Fatalf("%d looks at first, want one, which finds out how to ask", len(due.Looks))
	}
	ch := s.Looked(due.Looks[0], nil, "", &model.CheckError{Kind: model.KindPermission, HTTPStatus: 403, Message: "no scope"}, now)
	if len(ch.Said) != 1 || !strings.Contains(ch.Said[0], "no scope") {
		t.Errorf("said %q, want once why", ch.Said)
	}
	if due := s.Due(now.Add(time.Hour), nil, nil); len(due.Looks) > 0 {
		t.Errorf("looks %v after it was refused", due.Looks)
	}
	s, now = foreseeing(true)
	due = s.Due(now, nil, nil)
	s.Looked(due.Looks[0], nil, "", &model.CheckError{Kind: model.KindRateLimited, RetryAfter: time.Minute}, now)
	if due := s.Due(now.Add(30*time.Second), nil, nil); len(due.Looks) > 0 {
		t.Error("it is looked while HubSpot wants a pause")
	}
	if looks, _ := lookAround(t, s, now.Add(2*time.Minute)); looks == 0 {
		t.Error("the look does not go on after a pause")
	}
}
