package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
)

// planned is a session that watches n tasks that the plan tells.
func planned(n int, start Start) (*Session, time.Time) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for i := range n {
		start.Tasks = append(start.Tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAA%07d", i)), AddedAt: now, Plan: []model.Field{
			{Key: model.ColumnFolder, Values: []model.Text{model.Text(fmt.Sprint(9000 + i))}},
			{Key: model.ColumnName, Values: []model.Text{"new"}},
		}})
	}
	s := New(start)
	s.Receive(Outbox{}, Inbox{Until: now.Add(time.Hour)}, nil, now)
	return s, now
}

func TestAnArrivalIsToldToOthers(t *testing.T) {
	s, now := planned(40, Start{Kept: true})
	s.Scout()
	due := s.Due(now, nil, nil)
	if len(due.Searches) != 1 || len(due.Searches[0].Folders) != 40 {
		t.Fatalf("searches %v, want one for 40 folders", due.Searches)
	}
	ch := s.Found(due.Searches[0], []model.Folder{{ID: "9003", Name: "new"}, {ID: "9004", Name: "old"}}, nil, now)
	if len(ch.Tasks) != 1 || len(ch.Events) != 0 || ch.Tasks[0].ID != "AAAA0000003" {
		t.Errorf("changes %+v, want the task of the folder that has arrived", ch)
	}
	out := s.Pack(now)
	if len(out.Checked) != 1 || !out.Checked[0].ArrivedAt.Equal(now) || out.Checked[0].State() != model.StateUnchecked {
		t.Errorf("told %+v, want one that has arrived and is unchecked", out.Checked)
	}
	other, _ := planned(40, Start{Kept: true})
	other.Receive(Outbox{}, Inbox{Tasks: out.Checked, Until: now.Add(time.Hour)}, nil, now)
	if got := other.List().Task("AAAA0000003").ArrivedAt; !got.Equal(now) {
		t.Errorf("another process learns that it arrived %v", got)
	}
}

func TestNobodySearchesWithoutBeingAllowedTo(t *testing.T) {
	s, now := planned(40, Start{})
	if due := s.Due(now, nil, nil); len(due.Searches) > 0 || len(due.Checks) == 0 {
		t.Errorf("searches %v though folders are not to be searched for", due.Searches)
	}
	s, now = planned(40, Start{})
	s.Scout()
	e := &model.CheckError{Kind: model.KindPermission, HTTPStatus: 403, Message: "no scope"}
	due := s.Due(now, nil, nil)
	ch := s.Found(due.Searches[0], nil, e, now)
	if len(ch.Said) != 1 || !strings.Contains(ch.Said[0], "no scope") {
		t.Errorf("said %q, want once why folders are not searched for", ch.Said)
	}
	for _, id := range due.Checks {
		s.Observe(model.Observe(id, now, now, model.Report{Status: model.StatusPending}, nil), 0)
	}
	if due := s.Due(now.Add(time.Hour), nil, nil); len(due.Searches) > 0 || len(due.Checks) == 0 {
		t.Errorf("after the refusal %d searches and %d checks", len(due.Searches), len(due.Checks))
	}
}
