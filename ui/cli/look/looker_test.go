package look

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/watch"
)

// portal is a simulated HubSpot, a store, and what was said to the person.
type portal struct {
	sim    *hubsim.Server
	store  store.Store
	said   []string
	stop   context.CancelFunc // called at the search stopAt, if that is not 0
	stopAt atomic.Int64
}

func newPortal(t *testing.T, folders ...hubsim.Folder) *portal {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "watchlist.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &portal{sim: hubsim.New(hubsim.Options{Token: hubsim.DefaultToken, Tasks: 1, Folders: folders}), store: s}
}

// ServeHTTP stops the command at a search.
func (a *portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/search") {
		if a.stopAt.Add(-1) == 0 {
			a.stop()
		}
	}
	a.sim.ServeHTTP(w, r)
}

// looker looks at the account.
func (a *portal) looker(t *testing.T) Looker {
	t.Helper()
	daily := 1.0
	client, err := hubclient.New(hubclient.Options{Token: func() string { return hubsim.DefaultToken }, Transport: instant{a}, Share: 1, DailyShare: &daily})
	if err != nil {
		t.Fatal(err)
	}
	return Looker{Client: client, Bar: watch.NewProgress(t.Output(), false, false), Say: func(text string) { a.said = append(a.said, text) }}
}

// folders is n of them in one that is called top, and what looks at them all.
func folders(n int) (all []hubsim.Folder, want func(*survey.Folders)) {
	all = []hubsim.Folder{{ID: "1", Name: "top"}}
	var ids []model.Text
	for i := range n {
		id := fmt.Sprint(1000 + i)
		all, ids = append(all, hubsim.Folder{ID: id, Name: "folder " + id, ParentID: "1"}), append(ids, model.Text(id))
	}
	return all, func(seen *survey.Folders) { seen.Look(ids...) }
}

// TestALookGoesOn stops a look, and goes on with it in another process.
func TestALookGoesOn(t *testing.T) {
	all, want := folders(550)
	for _, tc := range []struct {
		name   string
		kept   bool
		says   string
		second int // searches of the second look
	}{
		{name: "kept", kept: true, says: "stopped: 100 folders seen are kept for 10 minutes; the same command goes on from there", second: 5},
		{name: "nowhere to keep it", says: "stopped: nothing is kept of what was seen; start it again", second: 6},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := newPortal(t, all...)
			var in store.Store
			if tc.kept {
				in = a.store
			}
			ctx, cancel := context.WithCancel(t.Context())
			a.stop = cancel
			a.stopAt.Store(2)
			_, err := a.looker(t).Resumed(ctx, in, want)
			if err == nil || err.Error() != tc.says || exit.Of(err) != exit.Interrupted {
				t.Fatalf("stopped: %v, want %q and to be interrupted", err, tc.says)
			}
			before := a.sim.Stats().Searches
			seen, err := a.looker(t).Resumed(t.Context(), in, want)
			if err != nil || seen.Len() != 550 || a.sim.Stats().Searches-before != tc.second {
				t.Errorf("%d folders in %d searches and %v, want 550 in %d", seen.Len(), a.sim.Stats().Searches-before, err, tc.second)
			}
			if goesOn := slices.ContainsFunc(a.said, func(s string) bool { return strings.HasSuffix(s, "ago: 100 folders not asked about again") }); goesOn != tc.kept {
				t.Errorf("said %q", a.said)
			}
			if seen, since := keep.Looked(t.Context(), a.store, "24681012", time.Now()); seen.Len() > 0 || !since.IsZero() {
				t.Errorf("of a look that is done %d folders are kept", seen.Len())
			}
		})
	}
}

func TestWhatTheFirstSnapshotIsOf(t *testing.T) {
	row := func(id, name string, tasks ...model.TaskID) plan.Row {
		return plan.Row{Tasks: tasks, Fields: []model.Field{
			{Key: model.ColumnFolder, Values: []model.Text{model.Text(id)}}, {Key: model.ColumnName, Values: []model.Text{model.Text(name)}},
		}}
	}
	all, _ := folders(5)
	a := newPortal(t, all...)
	looked := 0
	looker := func(context.Context) (Looker, error) {
		looked++
		return a.looker(t), nil
	}
	rows := []plan.Row{
		row("1000", "moved"), row("1001", "started", "AAAAEZ6whGI"), row("1002", "folder 1002"), // it is called that already
		row("1003", "watched"), row("9999", "not there"),
	}
	First(t.Context(), a.store, rows, map[model.TaskID]model.Text{"AAAAEZ6whGM": "1003"}, looker)
	kept, err := keep.StoredSnapshot(t.Context(), a.store)
	if err != nil || kept.Planned() != 1 || kept.Folders[0].ID != "1000" || !slices.Equal(kept.Unseen, []string{"9999"}) {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if want := []string{"kept where 1 folder is before the first move, for \"hubwatch undo\""}; !slices.Equal(a.said, want) {
		t.Errorf("said %q, want %q", a.said, want)
	}
	First(t.Context(), a.store, []plan.Row{row("1000", "again"), row("9999", "again")}, nil, looker)
	if looked != 1 || len(a.said) != 1 {
		t.Errorf("what is kept was looked at again, and %q said", a.said)
	}
	First(t.Context(), a.store, []plan.Row{row("1004", "x")}, nil, func(context.Context) (Looker, error) { return Looker{}, errors.New("no token") })
	if len(a.said) != 1 {
		t.Errorf("without a token %q is said", a.said)
	}
}
