package look

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/watch"
)

// slowly is a transport into a server of this process that takes 100 ms.
type slowly struct{ h http.Handler }

func (s slowly) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(100 * time.Millisecond):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	return instant(s).RoundTrip(r)
}

// instant is a transport into a server of this process.
type instant struct{ h http.Handler }

func (i instant) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	i.h.ServeHTTP(w, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.Result(), nil
}

// looker looks with a bar that nobody sees.
func looker(client *hubclient.Client, live bool) Looker {
	return Looker{Client: client, Bar: watch.NewProgress(io.Discard, live, false), Say: func(string) {}}
}

// TestALargePlanIsLookedAtSoon looks at 5,000 folders in 500 others, with 100
// requests in 10 s.
func TestALargePlanIsLookedAtSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		folders := []hubsim.Folder{{ID: "1", Name: "top"}}
		var rows []plan.Row
		for i := range 500 {
			folders = append(folders, hubsim.Folder{ID: fmt.Sprint(1000 + i), Name: fmt.Sprint("parent ", i), ParentID: "1"})
		}
		for i := range 5000 {
			folders = append(folders, hubsim.Folder{ID: fmt.Sprint(100000 + i), Name: fmt.Sprint("folder ", i), ParentID: fmt.Sprint(1000 + i%500)})
			rows = append(rows, plan.Row{Line: i + 2, Fields: []model.Field{
				{Key: model.ColumnFolder, Values: []model.Text{model.Text(fmt.Sprint(100000 + i))}},
				{Key: model.ColumnParent, Values: []model.Text{model.Text(fmt.Sprint(1000 + (i+1)%500))}},
			}})
		}
		sim := hubsim.New(hubsim.Options{Token: hubsim.DefaultToken, Tasks: 1, Folders: folders, Scenario: hubsim.Scenario{Limits: hubsim.Limits{Max: 100, Window: 10}}})
		daily := 0.5
		client, err := hubclient.New(hubclient.Options{Token: func() string { return hubsim.DefaultToken }, Transport: slowly{sim}, Share: 1, DailyShare: &daily})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		seen := survey.New()
		if err := looker(client, false).on(t.Context(), seen, func(seen *survey.Folders) { lint.Want(rows, seen) }, nil); err != nil {
			t.Fatal(err)
		}
		if r := lint.Check(rows, seen); len(r.Findings) > 0 {
			t.Errorf("found %+v", r.Findings[0])
		}
		took, stats := time.Since(begun), sim.Stats()
		t.Logf("%v, %d searches", took, stats.Searches)
		if took > 15*time.Second || stats.Limited > 0 {
			t.Errorf("it took %v and %d searches, %d of them refused; want at most 15 s and none", took, stats.Searches, stats.Limited)
		}
	})
}

// TestPausesAreWaitedFor holds that a look at many folders outlasts the pauses that
// HubSpot wants, and that it ends, with the reason, where they are too long.
func TestPausesAreWaitedFor(t *testing.T) {
	var folders []hubsim.Folder
	var ids []model.Text
	for i := range 900 {
		id := fmt.Sprint(1000 + i)
		folders, ids = append(folders, hubsim.Folder{ID: id, Name: id, ParentID: "1"}), append(ids, model.Text(id))
	}
	for _, tc := range []struct {
		name          string
		refuses       func(search int) bool
		status        int
		policy, after string
		fails         bool
		most          time.Duration
	}{
		{name: "the first", refuses: func(n int) bool { return n == 1 }, status: 429, policy: "TEN_SECONDLY_ROLLING", most: 30 * time.Second},
		{name: "some in the middle", refuses: func(n int) bool { return n%4 == 3 }, status: 429, policy: "SECONDLY", after: "3", most: time.Minute},
		{name: "the last", refuses: func(n int) bool { return n == 9 }, status: 429, policy: "TEN_SECONDLY_ROLLING", after: "8", most: 30 * time.Second},
		{name: "while it is locked", refuses: func(n int) bool { return n == 5 }, status: 423, most: 30 * time.Second},
		{name: "for ever", refuses: func(n int) bool { return n > 3 }, status: 429, policy: "TEN_SECONDLY_ROLLING", fails: true, most: surveyPatience + 20*time.Second},
		{name: "for the rest of the day", refuses: func(n int) bool { return n == 3 }, status: 429, policy: "DAILY", fails: true, most: 10 * time.Second},
		{name: "for longer than is bearable", refuses: func(n int) bool { return n == 3 }, status: 429, policy: "SECONDLY", after: "600", fails: true, most: 10 * time.Second},
		{name: "not permitted", refuses: func(n int) bool { return n == 3 }, status: 403, fails: true, most: 10 * time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sim := hubsim.New(hubsim.Options{Token: hubsim.DefaultToken, Tasks: 1, Folders: folders})
				var searches atomic.Int64
				busy := func(w http.ResponseWriter, r *http.Request) {
					if !tc.refuses(int(searches.Add(1))) {
						sim.ServeHTTP(w, r)
						return
					}
					w.Header().Set("Content-Type", "application/json")
					w.Header().Set("X-HubSpot-Correlation-Id", "00000000-0000-4000-8000-000000000000")
					if tc.after != "" {
						w.Header().Set("Retry-After", tc.after)
					}
					w.WriteHeader(tc.status)
					fmt.Fprintf(w, `{"status":"error","message":"not now","policyName":%q}`, tc.policy)
				}
				client, err := hubclient.New(hubclient.Options{Token: func() string { return hubsim.DefaultToken }, Transport: slowly{http.HandlerFunc(busy)}, Share: 1})
				if err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				seen := survey.New()
				err = looker(client, true).search(t.Context(), seen, func(seen *survey.Folders) { seen.Look(ids...) }, nil)
				if took := time.Since(begun); took > tc.most || (err != nil) != tc.fails {
					t.Fatalf("%v after %v, want within %v, and an error: %t", err, took, tc.most, tc.fails)
				}
				if !tc.fails && seen.Folder(ids[len(ids)-1]) == nil {
					t.Error("not all folders were seen")
				}
			})
		})
	}
}

// TestAPauseCanBeLeft holds that nobody has to wait for the end of a pause.
func TestAPauseCanBeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		begun := time.Now()
		err := looker(nil, false).rest(ctx, time.Minute, survey.New())
		if took := time.Since(begun); took != 1500*time.Millisecond || err == nil {
			t.Errorf("%v after %v, want the end of the context", err, took)
		}
	})
}
