package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
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

func logged(t *testing.T, s *Store, since time.Time) []model.Request {
	t.Helper()
	requests, err := s.Requests(ctx, since)
	if err != nil {
		t.Fatal(err)
	}
	return requests
}

func TestAuditLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "watchlist.db")
	s := openAt(t, path)
	var want []model.Request
	for i := range 10 {
		want = append(want, sent(i, t0.Add(time.Duration(i)*time.Second)))
	}
	want[3].Status, want[3].CorrelationID = 0, ""
	must(t)(0, s.Log(ctx, want[:4]))
	must(t)(0, s.Log(ctx, nil))
	must(t)(0, s.Log(ctx, want[4:]))
	if got := logged(t, s, time.Time{}); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := logged(t, s, want[7].At); !slices.Equal(got, want[7:]) {
		t.Errorf("since the eighth: got %+v", got)
	}
	if got := logged(t, openAt(t, path), time.Time{}); !slices.Equal(got, want) {
		t.Errorf("another process finds %+v", got)
	}
}

func TestTheAuditLogKeepsTheNewest(t *testing.T) {
	s := openNew(t)
	s.requestLimit = 5
	for i := range 12 {
		must(t)(0, s.Log(ctx, []model.Request{sent(i, t0)}))
	}
	if got := logged(t, s, time.Time{}); len(got) != 5 || got[0].Path != "/tasks/7" {
		t.Errorf("got %+v, want the last five", got)
	}
	must(t)(0, s.Log(ctx, []model.Request{sent(12, t0.Add(requestAge))}))
	if got := logged(t, s, time.Time{}); len(got) != 5 {
		t.Errorf("%d requests after exactly 30 days, want five", len(got))
	}
	must(t)(0, s.Log(ctx, []model.Request{sent(13, t0.Add(requestAge+time.Second))}))
	if got := logged(t, s, time.Time{}); len(got) != 2 || got[0].Path != "/tasks/12" {
		t.Errorf("got %+v, want those of the last 30 days", got)
	}
}

func TestProcessesShareTheAuditLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "watchlist.db")
	var running sync.WaitGroup
	for p := range 4 {
		s := openAt(t, path)
		running.Go(func() {
			for i := range 25 {
				if err := s.Log(ctx, []model.Request{sent(p*1000+i, t0)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
	if got := logged(t, openAt(t, path), time.Time{}); len(got) != 100 {
		t.Errorf("%d requests, want 100", len(got))
	}
}
