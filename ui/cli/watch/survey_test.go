package watch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// slowly is a transport into a server of this process that takes 100 ms.
type slowly struct{ h http.Handler }

func (s slowly) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(100 * time.Millisecond):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	return w.Result(), nil
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
		seen, err := Survey(t.Context(), client, NewProgress(io.Discard, false, false), func(seen *survey.Folders) { lint.Want(rows, seen) })
		if err != nil {
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
