package hubclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"hubwatch/model"
)

// TestTokenStaysInside holds that the token shows nowhere, even if the server
// or the network library repeats it.
func TestTokenStaysInside(t *testing.T) {
	echo := "you sent " + canary
	tests := map[string]answer{
		"message":        {status: 400, body: `{"message":"` + echo + `"}`},
		"everything":     {status: 429, body: `{"message":"` + echo + `","category":"` + canary + `","policyName":"` + canary + `","correlationId":"` + canary + `","context":{"requiredScopes":["` + canary + `"]}}`},
		"header":         {status: 502, header: "X-HubSpot-Correlation-Id: " + canary},
		"redirect":       {status: 307, header: "Location: https://" + canary + ".example/" + canary},
		"report":         {status: 200, header: "X-HubSpot-Correlation-Id: " + canary, body: `{"status":"PENDING","taskId":"x","note":"` + canary + `","errors":[{"message":"` + echo + `"}]}`},
		"envelope":       {status: 200, body: `{"status":"error","message":"` + echo + `"}`},
		"web page":       {status: 200, body: "<title>" + echo + "</title>"},
		"broken":         {status: 200, body: `{"` + canary + `":` + canary},
		"network":        {err: errors.New(echo)},
		"network, in it": {err: &url.Error{Op: "Get", URL: "https://x/" + canary, Err: fmt.Errorf("wrapped: %w", errors.New(echo))}},
	}
	for name, a := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: []answer{a}}
				c := newClient(t, s)
				r, err := c.Check(context.Background(), "x")
				_, again := c.Account(context.Background()) // perhaps answered by the gate
				seen := fmt.Sprintf("%v %+v %#v %s %+v %v %+v %+v %#v", err, err, err, r.Raw, r, again, c.Budget(), c, c)
				if e, ok := errors.AsType[*model.CheckError](err); ok {
					seen += fmt.Sprintf("%+v %#v %+v", *e, *e, e.Err)
				}
				if strings.Contains(seen, "canary") {
					t.Errorf("the token shows in %s", seen)
				}
				if got := s.asks[0].Header.Get("Authorization"); got != "Bearer "+canary {
					t.Errorf("Authorization = %q", got)
				}
			})
		})
	}
}

// TestTokenAskedEachTime holds that a token which changes is used at once, and
// that one which cannot be right is not sent.
func TestTokenAskedEachTime(t *testing.T) {
	tokens := []string{"token-number-one", "token-number-two", "", "two words", "line\nbreak", "t\u00f6ken"}
	s := &script{answers: []answer{{status: 200, body: pending}}}
	next := 0
	c, err := New(Options{Transport: s, Token: func() string { next++; return tokens[next-1] }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range tokens {
		e := check(t, c)
		if i < 2 {
			if e != nil || s.asks[i].Header.Get("Authorization") != "Bearer "+tokens[i] {
				t.Errorf("token %d: %v", i, e)
			}
			continue
		}
		if e == nil || e.Kind != model.KindAuth || strings.Contains(e.Error(), "words") {
			t.Errorf("token %q: got %v, want not authorised", tokens[i], e)
		}
	}
	if s.asked() != 2 {
		t.Errorf("%d requests were sent, want 2", s.asked())
	}
}

// TestRedirectNotFollowed sends real requests to a server that points to
// another one.
func TestRedirectNotFollowed(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the redirect was followed, with Authorization %q", r.Header.Get("Authorization"))
	}))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, status)
		}))
		c, err := New(Options{BaseURL: srv.URL, Token: func() string { return canary }})
		if err != nil {
			t.Fatal(err)
		}
		if e := check(t, c); e == nil || e.Kind != model.KindWrongRoute || e.HTTPStatus != status {
			t.Errorf("%d: got %v, want a wrong address", status, e)
		}
		srv.Close()
	}
}

// TestNowhereElse holds that no request of any kind takes the token, in a
// header, its address or its body, to where a server points: another host,
// plain http, or an address with the token in it.
func TestNowhereElse(t *testing.T) {
	var elsewhere sync.Map
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		elsewhere.Store(fmt.Sprintf("%s %s %v %s", r.Method, r.URL, r.Header, body), true)
	}))
	defer other.Close()
	targets := []string{other.URL + "/x", other.URL + "/?token=" + canary, "//" + strings.TrimPrefix(other.URL, "http://") + "/" + canary}
	var all sync.WaitGroup // each has to wait its turn at a limiter of its own
	for _, target := range targets {
		for _, status := range []int{301, 302, 303, 307, 308} {
			all.Go(func() { isNotFollowed(t, status, target) })
		}
	}
	all.Wait()
	elsewhere.Range(func(followed, _ any) bool {
		t.Errorf("followed: %q", followed)
		return true
	})
}

// isNotFollowed asks everything of a server that sends to target.
func isNotFollowed(t *testing.T, status int, target string) {
	var asked atomic.Int32
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if strings.Contains(r.URL.String(), canary) {
			t.Errorf("the token is in the address %s", r.URL)
		}
		w.Header().Set("Location", target)
		w.WriteHeader(status)
	}))
	defer srv.Close()
	c, err := New(Options{BaseURL: srv.URL, Token: func() string { return canary }, Transport: srv.Client().Transport})
	if err != nil {
		t.Error(err)
		return
	}
	_, errCheck := c.Check(t.Context(), "AAAAB3kQx_8")
	_, errAccount := c.Account(t.Context())
	_, errInfo := c.TokenInfo(t.Context())
	_, errReach := c.Reach(t.Context())
	for name, err := range map[string]error{"check": errCheck, "account": errAccount, "token info": errInfo, "reach": errReach} {
		e, ok := errors.AsType[*model.CheckError](err)
		if !ok || e.Kind != model.KindWrongRoute || strings.Contains(err.Error(), canary) {
			t.Errorf("%s, %d to %s: %v, want a wrong address without the token", name, status, target, err)
		}
	}
	if n := asked.Load(); n != 4 {
		t.Errorf("%d to %s: asked %d times, want 4", status, target, n)
	}
}

// TestGuard holds that the token goes to one scheme, host and port only.
func TestGuard(t *testing.T) {
	base, err := parseBase("https://api.hubapi.com")
	if err != nil {
		t.Fatal(err)
	}
	s := &script{answers: []answer{{status: 200}}}
	g := guard{origin: base, token: canary, next: s}
	for _, target := range []string{"http://api.hubapi.com/", "https://api.hubapi.com:444/", "https://evil.example/"} {
		req, _ := http.NewRequest("GET", target, nil)
		if _, err := g.RoundTrip(req); !errors.Is(err, errOtherHost) {
			t.Errorf("%s: error %v, want %v", target, err, errOtherHost)
		}
	}
	req, _ := http.NewRequest("GET", "https://api.hubapi.com/x", nil)
	req.Host = "evil.example"
	if _, err := g.RoundTrip(req); !errors.Is(err, errOtherHost) {
		t.Errorf("with another Host header: error %v, want %v", err, errOtherHost)
	}
	if s.asked() != 0 {
		t.Errorf("%d requests passed the guard", s.asked())
	}
}

// TestGuardOnlyReads sends every method through the guard, to all kinds of
// addresses: nothing but what only reads comes out of it.
func TestGuardOnlyReads(t *testing.T) {
	const status = "/files/v3/folders/update/async/tasks/AAAAB3kQx_8/status"
	methods := []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "MOVE", "get", "post", "", "GET "}
	paths := []string{
		status, "/account-info/v3/details", "/files/v3/folders/search?path=a", "/files/v3/folders/update/async", "/files/v3/folders/12", "/",
		tokenInfoPath, tokenInfoPath + "/", tokenInfoPath + "?x=1", tokenInfoPath + "?", "/" + tokenInfoPath, "/x" + tokenInfoPath,
		"/oauth/v2/private-apps/get/access%2Dtoken-info", "/files/v3/folders/update/async#" + tokenInfoPath, tokenInfoPath + "/../../../../../files/v3/folders/12",
	}
	for _, below := range []string{"", "/gate/hub%2Fspot"} {
		base, err := parseBase("https://api.hubapi.com" + below)
		if err != nil {
			t.Fatal(err)
		}
		for _, method := range methods {
			for _, path := range paths {
				for _, body := range []io.ReadCloser{nil, http.NoBody, io.NopCloser(strings.NewReader("{}"))} {
					u, err := url.Parse(base.String() + path)
					if err != nil {
						t.Fatal(err)
					}
					s := &script{answers: []answer{{status: 200}}}
					req := &http.Request{Method: method, URL: u, Header: http.Header{}, Body: body}
					resp, err := guard{origin: base, token: canary, next: s}.RoundTrip(req)
					may := method == "GET" && (body == nil || body == http.NoBody) || method == "POST" && path == tokenInfoPath
					if sent := s.asked() == 1; sent != may || may != (err == nil) || !may && !errors.Is(err, errWrites) {
						t.Errorf("%q %s: sent %v, error %v; want sent %v", method, u, sent, err, may)
					}
					if resp != nil {
						resp.Body.Close()
					}
				}
			}
		}
	}
}

// TestARequestThatWritesEndsTheProgram holds that such a fault of ours is not
// taken for an outage, which would be tried again and again.
func TestARequestThatWritesEndsTheProgram(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: pending}}}
	c := newClient(t, s)
	defer func() {
		err, _ := recover().(error)
		if !errors.Is(err, errWrites) || !strings.Contains(err.Error(), "DELETE") || s.asked() > 0 {
			t.Errorf("recovered %v after %d requests, want the refusal and none", err, s.asked())
		}
	}()
	err := c.ask(t.Context(), question{method: "DELETE", path: "/files/v3/folders/12"}, func(reply) error { return nil })
	t.Errorf("it went on with %v", err)
}

// TestGosOwnClientSendsNothing holds that a dependency cannot go past the guard
// with the client that Go has ready.
func TestGosOwnClientSendsNothing(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	for _, client := range []*http.Client{http.DefaultClient, {}} {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			req, _ := http.NewRequestWithContext(t.Context(), method, server.URL, nil)
			resp, err := client.Do(req)
			if !errors.Is(err, errUnguarded) {
				t.Errorf("%s: error %v, want %v", method, err, errUnguarded)
			}
			if resp != nil {
				resp.Body.Close()
			}
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

func TestOnlyLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "[::ffff:127.0.0.1]:80": true, "127.9.9.9:1": true,
		"10.0.0.1:80": false, "[fe80::1]:80": false, "0.0.0.0:80": false, "localhost:80": false, "": false,
	} {
		if got := onlyLoopback("tcp", address, nil) == nil; got != want {
			t.Errorf("%q: got %v, want %v", address, got, want)
		}
	}
}
