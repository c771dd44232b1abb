package hubsim

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// found searches for one folder, nil if it is not found.
func found(s *Server, id string) map[string]any {
	_, body := ask(s, "GET", "/files/v3/folders/search?limit=100&ids="+id, "")
	results, _ := body["results"].([]any)
	if len(results) == 0 {
		return nil
	}
	f, _ := results[0].(map[string]any)
	return f
}

func TestASearchFollowsMoves(t *testing.T) {
	for _, tc := range []struct {
		search      string
		before, now time.Duration // after the start: not moved yet, and moved
	}{
		{`{}`, 10 * time.Second, 11 * time.Second},
		{`{"lag": 2}`, 12 * time.Second, 13 * time.Second},
		{`{"lag": 60}`, 70 * time.Second, 71 * time.Second},
		{`{"early": 5}`, 5 * time.Second, 6 * time.Second},
	} {
		s, c := newServer(t, `{"tasks": 1, "duration": {"min": 10, "max": 10}, "search": `+tc.search+`}`)
		plan, start := s.Plan()[0], c.now()
		c.move(tc.before - c.now().Sub(start))
		if f := found(s, plan.FolderID); f == nil || f["name"] == plan.Name {
			t.Errorf("%s: %v after %v, want it where it was", tc.search, f, tc.before)
		}
		c.move(tc.now - c.now().Sub(start))
		if f := found(s, plan.FolderID); f == nil || f["name"] != plan.Name || f["parentFolderId"] != plan.ParentID || f["path"] != plan.Path {
			t.Errorf("%s: %v after %v, want it moved", tc.search, f, tc.now)
		}
	}
}

func TestATaskThatFailsMovesNothing(t *testing.T) {
	for kind, moved := range map[string]bool{"ok": true, "partial": true, "renamed": false, "errors": false, "canceled": false, "noResult": true} {
		s, c := newServer(t, `{"tasks": 1, "outcomes": [{"kind": "`+kind+`", "weight": 1}]}`)
		c.move(time.Hour)
		plan := s.Plan()[0]
		if f := found(s, plan.FolderID); (f["name"] == plan.Name) != moved {
			t.Errorf("%s: %v", kind, f)
		}
	}
}

func TestAnIndexMissesAShare(t *testing.T) {
	s, _ := newServer(t, `{"tasks": 1000, "search": {"missing": 0.1}, "limits": {"max": 2000}}`)
	missed := 0
	for _, p := range s.Plan() {
		if found(s, p.FolderID) == nil {
			missed++
		}
	}
	if missed < 60 || missed > 140 {
		t.Errorf("%d of 1,000 folders are missed, want about 100", missed)
	}
}

func TestSearchLists(t *testing.T) {
	for _, tc := range []struct {
		form, ids string
		status    int
		found     int
	}{
		{"both", "ids=%s&ids=%s", 200, 2}, {"both", "ids=%s,%s", 200, 2},
		{"repeated", "ids=%s&ids=%s", 200, 2}, {"repeated", "ids=%s,%s", 400, 0},
		{"comma", "ids=%s&ids=%s", 200, 1}, {"comma", "ids=%s,%s", 200, 2},
		{"", "ids=%s&ids=%sx", 400, 0}, {"", "ids=%s&ids=%s&limit=1", 200, 1}, {"", "ids=%s&ids=%s&limit=101", 400, 0},
		{"", "ids=%s&ids=1%s", 200, 1},
	} {
		s, _ := newServer(t, `{"tasks": 2, "search": {"ids": "`+tc.form+`"}}`)
		query := fmt.Sprintf(tc.ids, s.Plan()[0].FolderID, s.Plan()[1].FolderID)
		resp, body := ask(s, "GET", "/files/v3/folders/search?"+query, "")
		results, _ := body["results"].([]any)
		if resp.StatusCode != tc.status || len(results) != tc.found {
			t.Errorf("%s of %q: %d with %d folders, want %d with %d", query, tc.form, resp.StatusCode, len(results), tc.status, tc.found)
		}
	}
}

func TestASearchNeedsAScope(t *testing.T) {
	for scope, want := range map[string]int{"files": 200, "files.read": 200, "files.write": 403, "crm": 403} {
		s := New(Options{Scopes: []string{scope}})
		if resp, _ := ask(s, "GET", "/files/v3/folders/search?ids=1", ""); resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", scope, resp.StatusCode, want)
		}
	}
	if resp, _ := ask(New(Options{}), http.MethodGet, "/files/2026-09/folders/search?ids=1", ""); resp.StatusCode != 200 {
		t.Errorf("2026-09 answers %d", resp.StatusCode)
	}
	if _, err := ParseScenario([]byte(`{"search": {"missing": 2}}`)); err == nil || !strings.Contains(err.Error(), "search") {
		t.Errorf("a share of 2 gives %v", err)
	}
}
