package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
)

// TestTheDocumentedSampleOnTheScreen takes the sample answer of HubSpot's
// documentation from its bytes to the screen of the opened task.
func TestTheDocumentedSampleOnTheScreen(t *testing.T) {
	body, err := os.ReadFile("../hubclient/testdata/documented-sample.json")
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) { return hubclient.Decode(body) })
		h := start(t, Options{Checker: checker, Tasks: watched(ids(1)...)}, 100, 50)
		defer h.stop()
		h.shows("✗ failed", "1 failed → 1 task to do again", "MISSING_SCOPES · SCOPES")
		h.press("enter")
		h.shows("missingScopes = scope1, scope2", "code SCOPES", "ERROR 1 of 1  MISSING_SCOPES", "folderId = 900100200300", "/brand/2026 assets")
	})
}

// TestEveryValueOfTheDocumentedSampleCanBeSeen walks through the opened task,
// as a tree and as it came, and looks for every value of the sample answer.
func TestEveryValueOfTheDocumentedSampleCanBeSeen(t *testing.T) {
	body, err := os.ReadFile("../hubclient/testdata/documented-sample.json")
	if err != nil {
		t.Fatal(err)
	}
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	var sample any
	if err := json.Unmarshal(body, &sample); err != nil {
		t.Fatal(err)
	}
	asSent := scalars(sample, nil)
	asTree := slices.Clone(asSent)
	for i, v := range asTree {
		at, err := time.Parse(time.RFC3339, v)
		switch {
		case err == nil:
			asTree[i] = at.Format("2006-01-02 15:04:05")
		case v == "false":
			asTree[i] = "no"
		case v == "{missingScopes=[scope1, scope2]}":
			asTree[i] = "missingScopes = scope1, scope2"
		}
	}
	for _, size := range [][2]int{{80, 24}, {40, 24}} {
		synctest.Test(t, func(t *testing.T) {
			checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) { return hubclient.Decode(body) })
			h := start(t, Options{Checker: checker, Tasks: watched(ids(1)...)}, size[0], size[1])
			defer h.stop()
			h.press("enter", "E", "g")
			h.sees("the tree", asTree)
			h.press("v")
			h.sees("the raw view", asSent)
		})
	}
}

// scalars is every value of a JSON document that is neither an object nor an
// array, as text.
func scalars(v any, found []string) []string {
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			found = scalars(member, found)
		}
	case []any:
		for _, element := range v {
			found = scalars(element, found)
		}
	default:
		found = append(found, fmt.Sprint(v))
	}
	return found
}

// sees goes through the task from the first line to the last and fails the
// test unless every value was on the screen, wherever it was broken.
func (h *harness) sees(name string, values []string) {
	h.t.Helper()
	solid := strings.NewReplacer(" ", "", "\n", "", "▌", "")
	seen := map[string]bool{}
	h.press("g")
	for range 100 {
		screen := solid.Replace(h.screen())
		for _, v := range values {
			if strings.Contains(screen, solid.Replace(v)) {
				seen[v] = true
			}
		}
		h.press("j")
	}
	for _, v := range values {
		if !seen[v] {
			h.t.Errorf("%s at %d columns never shows %q; the end is\n%s", name, h.em.Width(), v, h.screen())
		}
	}
}

// handlerTransport answers requests by calling a handler, without a socket.
type handlerTransport struct{ http.Handler }

func (h handlerTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	w, done := httptest.NewRecorder(), make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil { // a handler's way to cut the connection
				done <- io.ErrUnexpectedEOF
			}
		}()
		h.ServeHTTP(w, r)
		done <- nil
	}()
	select {
	case err := <-done:
		if err != nil {
			return nil, err
		}
		return w.Result(), nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// TestAWholeMigration runs the dashboard, the client and a simulated HubSpot
// together, in virtual time, until every task is settled.
func TestAWholeMigration(t *testing.T) {
	t.Parallel()
	scenario, err := os.ReadFile("../assets/scenarios/migration.json")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := hubsim.ParseScenario(scenario)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		sim := hubsim.New(hubsim.Options{Scenario: parsed, Tasks: 60})
		client, err := hubclient.New(hubclient.Options{
			BaseURL: "http://127.0.0.1:1", Token: func() string { return hubsim.DefaultToken }, Transport: handlerTransport{sim},
		})
		if err != nil {
			t.Fatal(err)
		}
		var list []model.TaskID
		for _, id := range sim.TaskIDs() {
			list = append(list, model.TaskID(id))
		}
		h := start(t, Options{Checker: client, Account: client.Account, Limiter: client, Tasks: watched(list...)}, 100, 24)
		defer h.stop()
		h.wait(100 * time.Second)
		h.shows("100%  60 of 60", "nothing is asked", "24681012", "Done: ")
		stats := sim.Stats()
		if stats.Limited != 0 || stats.AfterEnd != 0 || stats.LargestUse > 95 {
			t.Errorf("%d refused by the limit, %d checks of tasks whose end was known, %d requests in a window; want 0, 0, at most 95",
				stats.Limited, stats.AfterEnd, stats.LargestUse)
		}
		for _, id := range list {
			truth, _ := sim.Truth(string(id))
			if got := h.app.List().Task(id).Report.RawStatus; string(got) != truth {
				t.Errorf("task %s is shown as %s, want %s", id, got, truth)
			}
		}
	})
}
