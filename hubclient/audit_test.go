package hubclient

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestSentIsTheServersLog sends 10,000 requests past a server that fails in every
// way, and holds what the client tells of them against what the server saw.
func TestSentIsTheServersLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []answer{{status: 200, body: pending, header: "X-HubSpot-Correlation-Id: a-b-c"}}}
		for i := range 10_000 {
			a := answer{status: []int{200, 200, 404, 403, 502, 503, 500, 200}[i%8], body: pending, delay: time.Duration(i%7) * 10 * time.Millisecond}
			a.header = fmt.Sprintf("X-HubSpot-Correlation-Id: %d", i)
			if i%50 == 49 {
				a = answer{err: errors.New("the connection was cut")}
			}
			s.answers = append(s.answers, a)
		}
		var mu sync.Mutex
		var sent []model.Request
		c, err := New(Options{Token: func() string { return canary }, Transport: s, Share: 1, Sent: func(r model.Request) {
			mu.Lock()
			defer mu.Unlock()
			sent = append(sent, r)
		}})
		if err != nil {
			t.Fatal(err)
		}
		for s.asked() < 10_000 {
			check(t, c)
			_, _ = c.Account(t.Context())
			_, _ = c.TokenInfo(t.Context())
			_, _ = c.Reach(t.Context())
		}
		var want, got []string
		for i, req := range s.asks {
			a := s.answers[min(i, len(s.answers)-1)]
			want = append(want, fmt.Sprint(req.Method, " ", req.URL.Host, req.URL.EscapedPath(), " ", a.status, " ", strings.TrimPrefix(a.header, "X-HubSpot-Correlation-Id: ")))
		}
		for _, r := range sent {
			got = append(got, fmt.Sprint(r.Method, " ", r.Host, r.Path, " ", r.Status, " ", string(r.CorrelationID)))
			if r.At.IsZero() || r.Took < 0 || r.Took > requestTime {
				t.Fatalf("sent %v, took %v", r.At, r.Took)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the client tells of %d requests, the server of %d, and they differ", len(got), len(want))
		}
	})
}

// TestSentIsHarmless holds that nothing of the token is in what is told, even if
// the server repeats it, and that nothing is endless.
func TestSentIsHarmless(t *testing.T) {
	for header, want := range map[string]string{
		"X-HubSpot-Correlation-Id: " + canary:                   tokenStandIn,
		"X-HubSpot-Correlation-Id: " + strings.Repeat("x", 999): strings.Repeat("x", maxCorrelation),
		"Date: today": "",
	} {
		var sent []model.Request
		s := &script{answers: []answer{{status: 200, body: pending, header: header}}}
		c, err := New(Options{Token: func() string { return canary }, Transport: s, Sent: func(r model.Request) { sent = append(sent, r) }})
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		if len(sent) != 1 || string(sent[0].CorrelationID) != want || strings.Contains(fmt.Sprintf("%#v", sent), canary) {
			t.Errorf("%s: told %+v", header, sent)
		}
	}
}

func TestEndpoint(t *testing.T) {
	for path, want := range map[string]string{
		statusPath("v3", "AAAAB3kQx_8"):               "/files/v3/folders/update/async/tasks/{taskId}/status",
		"/gate" + statusPath("2026-03", "a%2Fb"):      "/gate/files/2026-03/folders/update/async/tasks/{taskId}/status",
		accountPath("v3"):                             "/account-info/v3/details",
		"/files/v3/folders/update/async/tasks/a/b":    "/files/v3/folders/update/async/tasks/a/b",
		"/files/v3/folders/update/async/tasks/status": "/files/v3/folders/update/async/tasks/status",
	} {
		if got := Endpoint(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	if !AsksForTokenInfo("POST", "/gate"+tokenInfoPath) || AsksForTokenInfo("GET", tokenInfoPath) || AsksForTokenInfo("POST", "/files") {
		t.Error("the one POST is not told from other requests")
	}
}
