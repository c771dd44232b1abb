package hubclient

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
)

const page2 = `{"results":[{"id":"7","name":"a","path":"/x/a","parentFolderId":"3","archived":false},{"id":"8","name":"b","path":"/x/b"}]}`

func TestFolders(t *testing.T) {
	bad := answer{status: 400, body: `{"status":"error","category":"VALIDATION_ERROR","message":"Unable to parse value","correlationId":"c"}`}
	for _, tc := range []struct {
		name    string
		query   FolderQuery
		answers []answer
		asked   []string // queries, without the limit
		found   []model.Text
		form    string
		kind    model.Kind // 0 for none
	}{
		{name: "repeated", query: FolderQuery{IDs: []model.Text{"7", "8"}}, answers: []answer{{status: 200, body: page2}},
			asked: []string{"ids=7&ids=8"}, found: []model.Text{"7", "8"}, form: "repeated"},
		{name: "commas", query: FolderQuery{IDs: []model.Text{"7", "8"}},
			answers: []answer{{status: 200, body: `{"results":[{"id":"7"}]}`}, {status: 200, body: page2}},
			asked:   []string{"ids=7&ids=8", "ids=7%2C8"}, found: []model.Text{"7", "8"}, form: "comma"},
		{name: "repeated is refused", query: FolderQuery{IDs: []model.Text{"7", "8"}}, answers: []answer{bad, {status: 200, body: page2}},
			asked: []string{"ids=7&ids=8", "ids=7%2C8"}, found: []model.Text{"7", "8"}, form: "comma"},
		{name: "commas are refused, and one folder is there", query: FolderQuery{IDs: []model.Text{"7", "9"}},
			answers: []answer{{status: 200, body: `{"results":[{"id":"7"}]}`}, bad},
			asked:   []string{"ids=7&ids=9", "ids=7%2C9"}, found: []model.Text{"7"}},
		{name: "the list is passed over", query: FolderQuery{IDs: []model.Text{"7", "8"}},
			answers: []answer{{status: 200, body: `{"results":[{"id":"7"},{"id":"8"},{"id":"9"}]}`}, {status: 200, body: page2}},
			asked:   []string{"ids=7&ids=8", "ids=7%2C8"}, found: []model.Text{"7", "8"}, form: "comma"},
		{name: "both are refused", query: FolderQuery{IDs: []model.Text{"7", "8"}}, answers: []answer{bad},
			asked: []string{"ids=7&ids=8", "ids=7%2C8"}, kind: model.KindBadID},
		{name: "one folder", query: FolderQuery{IDs: []model.Text{"7"}}, answers: []answer{{status: 200, body: page2}},
			asked: []string{"ids=7"}, found: []model.Text{"7"}},
		{name: "children", query: FolderQuery{Parents: []model.Text{"3"}, After: "x y"}, answers: []answer{{status: 200, body: page2}},
			asked: []string{"after=x+y&parentFolderIds=3"}, found: []model.Text{"7"}},
		{name: "no scope", query: FolderQuery{IDs: []model.Text{"7", "8"}}, kind: model.KindPermission,
			answers: []answer{{status: 403, body: `{"status":"error","category":"MISSING_SCOPES","correlationId":"c","errors":[{"context":{"requiredGranularScopes":["files.read"]}}]}`}},
			asked:   []string{"ids=7&ids=8"}},
		{name: "a page of a proxy", query: FolderQuery{IDs: []model.Text{"7"}}, answers: []answer{{status: 200, body: "<html>"}},
			asked: []string{"ids=7"}, kind: model.KindUnavailable},
		{name: "something else", query: FolderQuery{IDs: []model.Text{"7"}}, answers: []answer{{status: 200, body: `{"status":"COMPLETE"}`}},
			asked: []string{"ids=7"}, kind: model.KindBadReply},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &script{answers: tc.answers}
			c := newClient(t, s)
			page, err := c.Folders(t.Context(), tc.query)
			if e, _ := errors.AsType[*model.CheckError](err); (e == nil) != (tc.kind == 0) || e != nil && e.Kind != tc.kind {
				t.Errorf("error %v, want %q", err, tc.kind.Word())
			}
			var found []model.Text
			for _, f := range page.Folders {
				found = append(found, f.ID)
			}
			slices.Sort(found)
			if !slices.Equal(found, tc.found) || formOf(c) != tc.form {
				t.Errorf("found %v in the form %q, want %v in %q", found, formOf(c), tc.found, tc.form)
			}
			var asked []string
			for _, r := range s.asks {
				q := r.URL.Query()
				q.Del("limit")
				asked = append(asked, q.Encode())
				if r.Method != http.MethodGet || r.URL.Path != "/files/v3/folders/search" || r.URL.Query().Get("limit") != "100" {
					t.Errorf("asked %s %s", r.Method, r.URL)
				}
			}
			if !slices.Equal(asked, tc.asked) {
				t.Errorf("asked %q, want %q", asked, tc.asked)
			}
		})
	}
}

func TestFoldersOnTheSimulator(t *testing.T) {
	for _, form := range []string{"both", "repeated", "comma"} {
		scenario, err := hubsim.ParseScenario([]byte(fmt.Sprintf(`{"tasks": 100, "search": {"ids": %q}}`, form)))
		if err != nil {
			t.Fatal(err)
		}
		sim := hubsim.New(hubsim.Options{Scenario: scenario})
		c := newClient(t, served{sim})
		c.token = func() string { return hubsim.DefaultToken }
		var ids []model.Text
		for _, p := range sim.Plan() {
			ids = append(ids, model.Text(p.FolderID))
		}
		for range 2 {
			page, err := c.Folders(t.Context(), FolderQuery{IDs: ids})
			if err != nil || len(page.Folders) != len(ids) {
				t.Errorf("%s: found %d of %d: %v", form, len(page.Folders), len(ids), err)
			}
		}
		if want := strings.Replace(form, "both", "repeated", 1); formOf(c) != want {
			t.Errorf("%s: the form %q was kept", form, formOf(c))
		}
		if n := sim.Stats().Searches; n != 2+b2i(form == "comma") {
			t.Errorf("%s: %d searches", form, n)
		}
	}
}

// TestAProbeThatDecidesNothingEnds holds that folders that are not found do not
// double the requests for ever.
func TestAProbeThatDecidesNothingEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []answer{{status: 200, body: `{"results":[]}`}}}
		c := newClient(t, s)
		for range 10 {
			if _, err := c.Folders(t.Context(), FolderQuery{IDs: []model.Text{"1", "2"}}); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.asked(); n != 10+maxProbes {
			t.Errorf("%d requests for 10 searches, want %d", n, 10+maxProbes)
		}
	})
}

// served is a transport into a server of this process.
type served struct{ h http.Handler }

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	return w.Result(), nil
}

func TestASearchTellsItsPlaceInTheAuditLog(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: page2}}}
	var sent []model.Request
	c, err := New(Options{Token: func() string { return canary }, Transport: s, Sent: func(r model.Request) { sent = append(sent, r) }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Folders(t.Context(), FolderQuery{IDs: []model.Text{"7", "8"}}); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 1 || sent[0].Path != "/files/v3/folders/search" || time.Since(sent[0].At) > time.Hour {
		t.Errorf("the log has %+v", sent)
	}
}

// formOf is how HubSpot wants lists of IDs, as far as the client knows.
func formOf(c *Client) string { return [...]string{"", "repeated", "comma"}[c.list.Load()] }
