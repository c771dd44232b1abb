package ui

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
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
		h.shows("✗ errors", "✗ 1 errors", "CANCELED with 1 error")
		h.press("enter")
		h.shows("missingScopes = scope1, scope2", "code SCOPES", "category MISSING_SCOPES", "folderId = 900100200300", "/brand/2026 assets")
	})
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
		h := start(t, Options{Checker: client, Account: client.Account, Budget: client.Budget, Expect: client.Expect, Tasks: watched(list...)}, 100, 24)
		defer h.stop()
		h.wait(100 * time.Second)
		h.shows("60 of 60 settled", "100%", "all settled, nothing asked", "account 24681012 (eu1)")
		stats := sim.Stats()
		if stats.Limited != 0 || stats.AfterEnd != 0 || stats.LargestUse > 95 {
			t.Errorf("%d refused by the limit, %d checks of tasks whose end was known, %d requests in a window; want 0, 0, at most 95",
				stats.Limited, stats.AfterEnd, stats.LargestUse)
		}
		for _, id := range list {
			truth, _ := sim.Truth(string(id))
			if got := h.app.list.Task(id).Report.Word; string(got) != truth {
				t.Errorf("task %s is shown as %s, want %s", id, got, truth)
			}
		}
	})
}
