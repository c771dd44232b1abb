package store

import (
	"fmt"
	"testing"
	"time"

	"hubwatch/model"
)

// sent is a request as the audit log has it.
func sent(n int, at time.Time) model.Request {
	return model.Request{
		At: at, Method: "GET", Host: "api.hubapi.com", Path: fmt.Sprint("/tasks/", n), Status: 200 + n%2, Took: 12345 * time.Microsecond,
		CorrelationID: "a\x1b[2J",
	}
}

func logged(t *testing.T, s *SQLite, since time.Time) []model.Request {
	t.Helper()
	requests, err := s.Requests(ctx, since)
	if err != nil {
		t.Fatal(err)
	}
	return requests
}

func TestTheAuditLogKeepsTheNewest(t *testing.T) {
	s := openNew(t)
	s.requestLimit = 5
	log := func(r model.Request) {
		t.Helper()
		if _, err := s.Take(ctx, Turn{Requests: []model.Request{r}}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 12 {
		log(sent(i, t0))
	}
	if got := logged(t, s, time.Time{}); len(got) != 5 || got[0].Path != "/tasks/7" {
		t.Errorf("got %+v, want the last five", got)
	}
	log(sent(12, t0.Add(requestAge)))
	if got := logged(t, s, time.Time{}); len(got) != 5 {
		t.Errorf("%d requests after exactly 30 days, want five", len(got))
	}
	log(sent(13, t0.Add(requestAge+time.Second)))
	if got := logged(t, s, time.Time{}); len(got) != 2 || got[0].Path != "/tasks/12" {
		t.Errorf("got %+v, want those of the last 30 days", got)
	}
}
