package hubclient

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestCheckReply holds what becomes of each reply that is not a plain report.
func TestCheckReply(t *testing.T) {
	const (
		moved   = "the address redirects to evil.example, which is not followed"
		blocked = "a firewall or proxy answers in place of HubSpot"
	)
	tests := []struct {
		file     string
		status   int
		header   string
		kind     model.Kind // 0 is a report
		message  string
		category string
		scopes   string
		pause    time.Duration
	}{
		{file: "31-envelope-auth.json", status: 200, kind: model.KindAuth, message: "The key is not valid.", category: "INVALID_AUTHENTICATION"},
		{file: "31-envelope-scopes.json", status: 200, kind: model.KindPermission, message: "Scopes are missing.", category: "MISSING_SCOPES", scopes: "files"},
		{file: "31-envelope-rate.json", status: 200, kind: model.KindRateLimited, message: "Slow down.", category: "RATE_LIMITS", pause: 10 * time.Second},
		{file: "31-empty.json", status: 200, kind: model.KindBadReply, message: "the reply is empty"},
		{file: "31-empty.json", status: 204, kind: model.KindBadReply, message: "the reply is empty"},
		{file: "32-captive-portal.html", status: 200, kind: model.KindUnavailable, message: "the reply is not JSON but a web page: Airport & Hotel Wi-Fi"},
		{file: "32-json-as-text.txt", status: 200, header: "Content-Type: text/plain"},
		{file: "33-undecodable-id.json", status: 400, kind: model.KindBadID, message: "Provided ID could not be decoded."},
		{file: "33-undecodable-id.json", status: 414, kind: model.KindBadID, message: "Provided ID could not be decoded."},
		{file: "34-invalid.json", status: 401, kind: model.KindAuth, message: "Authentication credentials not found.", category: "INVALID_AUTHENTICATION"},
		{file: "34-expired.json", status: 401, kind: model.KindAuth, message: "The OAuth token used to make this call expired 19884 day(s) ago.", category: "EXPIRED_AUTHENTICATION"},
		{file: "34-empty.json", status: 401, header: "X-HubSpot-Correlation-Id: 01a0", kind: model.KindAuth, message: "HubSpot does not accept the access token"},
		{file: "34-empty.json", status: 401, kind: model.KindUnavailable, message: blocked},
		{file: "34-errors-only.json", status: 401, kind: model.KindAuth, message: "The key expired a while ago."},
		{file: "35-requiredGranularScopes.json", status: 403, kind: model.KindPermission, message: "This app lacks scopes.", category: "MISSING_SCOPES", scopes: "files files.write"},
		{file: "35-requiredScopes.json", status: 403, kind: model.KindPermission, message: "This app lacks scopes.", category: "MISSING_SCOPES", scopes: "files files.write"},
		{file: "35-missingScopes.json", status: 403, kind: model.KindPermission, message: "This app lacks scopes.", category: "MISSING_SCOPES", scopes: "files files.write"},
		{file: "35-java-map.json", status: 403, kind: model.KindPermission, message: "This app lacks scopes.", category: "MISSING_SCOPES", scopes: "scope1 scope2"},
		{file: "35-top-context.json", status: 403, kind: model.KindPermission, message: "This app lacks scopes.", category: "MISSING_SCOPES", scopes: "files"},
		{file: "35-wrong-credential.json", status: 403, kind: model.KindPermission, message: "This kind of key is not accepted here.", category: "INVALID_AUTHENTICATION"},
		{file: "36-thin.json", status: 404, kind: model.KindNotFound, message: "resource not found"},
		{file: "36-full.json", status: 404, kind: model.KindNotFound, message: "No such task", category: "OBJECT_NOT_FOUND"},
		{file: "36-thin.json", status: 410, kind: model.KindNotFound, message: "resource not found"},
		{file: "36-jetty.html", status: 404, kind: model.KindWrongRoute, message: "there is no such address: the API version or the host is wrong: Error 404 Not Found"},
		{file: "36-edge.html", status: 404, kind: model.KindWrongRoute, message: "there is no such address: the API version or the host is wrong: Error"},
		{file: "37-jetty-405.html", status: 405, kind: model.KindWrongRoute, message: "there is no such address: the API version or the host is wrong: Error 405 Method Not Allowed"},
		{file: "38-ten-secondly.json", status: 429, kind: model.KindRateLimited, message: "You have reached your ten_secondly_rolling limit.", category: "TEN_SECONDLY_ROLLING", pause: 10 * time.Second},
		{file: "38-secondly.json", status: 429, kind: model.KindRateLimited, message: "You have reached your secondly limit.", category: "SECONDLY", pause: time.Second},
		{file: "38-daily.json", status: 429, kind: model.KindRateLimited, message: "You have reached your daily limit.", category: "DAILY", pause: 15 * time.Minute},
		{file: "38-daily.json", status: 429, header: "Retry-After: 864000", kind: model.KindRateLimited, message: "You have reached your daily limit.", category: "DAILY", pause: 26 * time.Hour},
		{file: "38-category.json", status: 429, kind: model.KindRateLimited, message: "Too much.", category: "RATE_LIMITS", pause: 10 * time.Second},
		{file: "38-ten-secondly.json", status: 429, header: "Retry-After: 0", kind: model.KindRateLimited, message: "You have reached your ten_secondly_rolling limit.", category: "TEN_SECONDLY_ROLLING", pause: 10 * time.Second},
		{file: "38-ten-secondly.json", status: 429, header: "Retry-After: 3", kind: model.KindRateLimited, message: "You have reached your ten_secondly_rolling limit.", category: "TEN_SECONDLY_ROLLING", pause: 3 * time.Second},
		{file: "38-ten-secondly.json", status: 429, header: "Retry-After: -1", kind: model.KindRateLimited, message: "You have reached your ten_secondly_rolling limit.", category: "TEN_SECONDLY_ROLLING", pause: 10 * time.Second},
		{file: "38-ten-secondly.json", status: 429, header: "Retry-After: 86400", kind: model.KindRateLimited, message: "You have reached your ten_secondly_rolling limit.", category: "TEN_SECONDLY_ROLLING", pause: time.Hour},
		{
			file: "38-category.json", status: 429, kind: model.KindRateLimited, message: "Too much.", category: "RATE_LIMITS", pause: 7 * time.Second,
			header: "Date: Mon, 04 May 2026 09:12:00 GMT\nRetry-After: Mon, 04 May 2026 09:12:07 GMT",
		},
		{file: "39-moving.json", status: 477, header: "Retry-After: 80000", kind: model.KindMoving, message: "the account is moving to another data center", pause: 80000 * time.Second},
		{file: "39-moving-words.json", status: 477, kind: model.KindMoving, message: "Migration in progress", pause: 15 * time.Minute},
		{file: "40-locked.json", status: 423, kind: model.KindRateLimited, message: "Too much contention", pause: 2 * time.Second},
		{file: "40-locked.json", status: 423, header: "Retry-After: 1", kind: model.KindRateLimited, message: "Too much contention", pause: 2 * time.Second},
		{file: "41-edge-502.html", status: 500, kind: model.KindUnavailable, message: "HubSpot failed to answer: 502 Bad Gateway"},
		{file: "41-edge-502.html", status: 502, kind: model.KindUnavailable, message: "HubSpot failed to answer: 502 Bad Gateway"},
		{file: "41-edge-502.html", status: 503, header: "Retry-After: 20", kind: model.KindUnavailable, message: "HubSpot is down for a moment: 502 Bad Gateway", pause: 20 * time.Second},
		{file: "41-edge-502.html", status: 504, kind: model.KindUnavailable, message: "HubSpot took too long to answer: 502 Bad Gateway"},
		{file: "41-edge-502.html", status: 521, kind: model.KindUnavailable, message: "HubSpot failed to answer: 502 Bad Gateway"},
		{file: "41-edge-502.html", status: 524, kind: model.KindUnavailable, message: "HubSpot failed to answer: 502 Bad Gateway"},
		{file: "41-edge-502.html", status: 526, kind: model.KindUnavailable, message: "HubSpot failed to answer: 502 Bad Gateway"},
		{file: "41-edge-530.html", status: 530, kind: model.KindAuth, message: "the edge in front of HubSpot cannot read the form of the access token: DNS points to prohibited IP"},
		{file: "34-empty.json", status: 407, kind: model.KindUnavailable, message: "the proxy wants a password"},
		{file: "34-empty.json", status: 511, kind: model.KindUnavailable, message: "the network wants a login"},
		{file: "34-empty.json", status: 408, kind: model.KindUnavailable, message: "HubSpot took too long to answer"},
		{file: "34-empty.json", status: 418, kind: model.KindUnavailable, message: blocked},
		{file: "42-redirect.html", status: 301, header: "Location: https://evil.example/x", kind: model.KindWrongRoute, message: moved},
		{file: "42-redirect.html", status: 307, header: "Location: https://evil.example:444/x", kind: model.KindWrongRoute, message: moved},
		{file: "42-redirect.html", status: 308, header: "Location: http://evil.example/", kind: model.KindWrongRoute, message: moved},
		{file: "42-redirect.html", status: 302, header: "Location: /login", kind: model.KindWrongRoute, message: "the address redirects to another path, which is not followed"},
		{file: "42-redirect.html", status: 304, kind: model.KindWrongRoute, message: "the address redirects and does not say where"},
		{file: "43-plain-not-gzip.json", status: 200},
		{file: "45-csrf.json", status: 400, kind: model.KindUnavailable, message: "Csrf token is missing from the request."},
		{file: "46-other-envelope.json", status: 400, kind: model.KindUnavailable, message: "X is not a type", category: "INVALID_TYPE"},
		{file: "47-rate-headers.json", status: 200, header: "X-HubSpot-RateLimit-Max: many\nX-HubSpot-RateLimit-Remaining: 99999"},
	}
	for _, tt := range tests {
		name := strings.TrimSpace(tt.file + " " + http.StatusText(tt.status) + " " + tt.header)
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: []answer{{status: tt.status, header: tt.header, body: string(fixture(t, tt.file))}}}
				e := check(t, newClient(t, s))
				if e == nil {
					e = &model.CheckError{}
				}
				var scopes []string
				for _, scope := range e.Scopes {
					scopes = append(scopes, string(scope))
				}
				if e.Kind != tt.kind || string(e.Message) != tt.message || string(e.Category) != tt.category {
					t.Errorf("got %v, category %q; want %v: %s, category %q", e, e.Category, tt.kind.Word(), tt.message, tt.category)
				}
				if got := strings.Join(scopes, " "); got != tt.scopes {
					t.Errorf("scopes = %q, want %q", got, tt.scopes)
				}
				if e.RetryAfter != tt.pause {
					t.Errorf("RetryAfter = %v, want %v", e.RetryAfter, tt.pause)
				}
				if e.Kind != 0 && e.HTTPStatus != tt.status {
					t.Errorf("HTTPStatus = %d, want %d", e.HTTPStatus, tt.status)
				}
			})
		})
	}
}

func TestCheckCorrelationID(t *testing.T) {
	const header = "X-HubSpot-Correlation-Id: from-header"
	tests := []struct {
		status     int
		body, want string
	}{
		{404, `{"correlationId":"from-body"}`, "from-body"},
		{404, `{"message":"no"}`, "from-header"},
		{502, `<html>`, "from-header"},
		{302, ``, "from-header"},
		{200, `<html>`, "from-header"},
		{403, `<html>`, "from-header"},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			e := check(t, newClient(t, &script{answers: []answer{{status: tt.status, header: header, body: tt.body}}}))
			if string(e.CorrelationID) != tt.want {
				t.Errorf("%d %s: got %q, want %q", tt.status, tt.body, e.CorrelationID, tt.want)
			}
		})
	}
	c := newClient(t, &script{answers: []answer{{status: 200, header: header, body: pending}}})
	r, err := c.Check(context.Background(), "AAAAB3kQx_8")
	if err != nil || r.CorrelationID != "from-header" || r.Status != model.StatusPending {
		t.Errorf("report %+v, error %v", r, err)
	}
}

func TestCheckRequest(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: `{"status":"PENDING"}`}}}
	c, err := New(Options{
		BaseURL: "https://proxy.example/hub/", Version: "2026-03", UserAgent: "tester",
		Token: func() string { return canary + "\n" }, Transport: s,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Check(context.Background(), "a+b:ö"); err != nil {
		t.Fatal(err)
	}
	req := s.asks[0]
	if got, want := req.URL.String(), "https://proxy.example/hub/files/2026-03/folders/update/async/tasks/a+b:%C3%B6/status"; got != want {
		t.Errorf("URL = %s, want %s", got, want)
	}
	for name, want := range map[string]string{
		"Authorization": "Bearer " + canary, "Accept": "application/json", "User-Agent": "tester",
	} {
		if got := req.Header.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestCheckRefusesID(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: pending}}}
	c := newClient(t, s)
	for _, id := range []model.TaskID{"", "..", "a/b", "a?b"} {
		_, err := c.Check(context.Background(), id)
		if e, ok := errors.AsType[*model.CheckError](err); !ok || e.Kind != model.KindBadID {
			t.Errorf("%q: error %v, want a bad ID", id, err)
		}
	}
	if s.asked() != 0 {
		t.Errorf("%d requests were sent", s.asked())
	}
}

// TestBodyLimits holds that no reply can take all memory or time.
func TestBodyLimits(t *testing.T) {
	report := strings.NewReader(pending)
	tests := []struct {
		name    string
		body    func(*http.Request) io.ReadCloser
		kind    model.Kind
		message string
	}{
		{
			"no end", func(*http.Request) io.ReadCloser { return io.NopCloser(spaces{}) },
			model.KindBadReply, "the reply is larger than 64 MiB",
		},
		{
			"one byte too many", func(*http.Request) io.ReadCloser { return io.NopCloser(io.LimitReader(spaces{}, maxBody+1)) },
			model.KindBadReply, "the reply is empty",
		},
		{
			"just the limit", func(*http.Request) io.ReadCloser { return io.NopCloser(io.LimitReader(spaces{}, maxBody)) },
			model.KindBadReply, "the reply is empty",
		},
		{
			"a byte a second", func(r *http.Request) io.ReadCloser { return brokenBody{drip{r}, io.EOF} },
			model.KindUnavailable, "no answer in time",
		},
		{
			"cut", func(*http.Request) io.ReadCloser {
				return brokenBody{strings.NewReader(pending[:20]), io.ErrUnexpectedEOF}
			},
			model.KindUnavailable, "the connection was cut",
		},
		{
			"plain, not gzip", func(*http.Request) io.ReadCloser { return brokenBody{strings.NewReader(""), gzip.ErrHeader} },
			model.KindUnavailable, "the reply is not compressed as it claims",
		},
		{"a report", func(*http.Request) io.ReadCloser { return io.NopCloser(report) }, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := check(t, newClient(t, body(tt.body)))
				if e == nil {
					e = &model.CheckError{}
				}
				if e.Kind != tt.kind || string(e.Message) != tt.message {
					t.Errorf("got %v, want %v: %s", e, tt.kind.Word(), tt.message)
				}
			})
		})
	}
}

// drip is a body of one byte a second.
type drip struct{ req *http.Request }

func (d drip) Read(p []byte) (int, error) {
	if err := sleep(d.req.Context(), time.Second); err != nil {
		return 0, err
	}
	p[0] = ' '
	return 1, nil
}

// TestRealTransport sends requests over a socket: a compressed report, a reply
// that only claims to be, and a bomb.
func TestRealTransport(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		switch {
		case strings.Contains(r.URL.Path, "plain"):
			io.WriteString(w, pending)
		case strings.Contains(r.URL.Path, "bomb"):
			z := gzip.NewWriter(w)
			io.Copy(z, io.LimitReader(spaces{}, 16<<20))
			z.Close()
		default:
			z := gzip.NewWriter(w)
			io.WriteString(z, `{"status":"PENDING","taskId":"good"}`)
			z.Close()
		}
	}))
	defer srv.Close()
	c, err := New(Options{BaseURL: srv.URL, Token: func() string { return canary }})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[model.TaskID]model.Kind{
		"good": 0, "plain": model.KindUnavailable, "bomb": model.KindBadReply,
	} {
		_, err := c.Check(t.Context(), id)
		var got model.Kind
		if e, ok := errors.AsType[*model.CheckError](err); ok {
			got = e.Kind
		}
		if got != want {
			t.Errorf("%s: error %v, want kind %v", id, err, want)
		}
	}
}

func TestAccount(t *testing.T) {
	s := &script{answers: []answer{{status: 200, body: `{"portalId":147000001,"accountType":"STANDARD",` +
		`"timeZone":"Europe/Berlin","uiDomain":"app-eu1.hubspot.com","dataHostingLocation":"eu1","currencies":["EUR"]}`}}}
	for version, path := range map[string]string{
		"v3": "/account-info/v3/details", "2025-09": "/account-info/v3/details", "2026-03": "/account-info/2026-03/details",
	} {
		c, err := New(Options{Version: version, Token: func() string { return canary }, Transport: s})
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Account(t.Context())
		want := model.Account{PortalID: "147000001", Type: "STANDARD", TimeZone: "Europe/Berlin", UIDomain: "app-eu1.hubspot.com", Region: "eu1"}
		if err != nil || got != want {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
		if got := s.asks[len(s.asks)-1].URL.Path; got != path {
			t.Errorf("%s: asked %s, want %s", version, got, path)
		}
	}
	for body, want := range map[string]model.Kind{
		`{}`: model.KindBadReply, `{"status":"error","category":"INVALID_AUTHENTICATION"}`: model.KindAuth, `<html>`: model.KindUnavailable,
	} {
		_, err := newClient(t, &script{answers: []answer{{status: 200, body: body}}}).Account(t.Context())
		if e, ok := errors.AsType[*model.CheckError](err); !ok || e.Kind != want {
			t.Errorf("%s: error %v, want %v", body, err, want.Word())
		}
	}
}

// TestFixturesUsed holds that no body in testdata is forgotten.
func TestFixturesUsed(t *testing.T) {
	var source strings.Builder
	for _, name := range []string{"reports_test.go", "decode_test.go", "reply_test.go", "retry_test.go"} {
		source.Write(sourceFile(t, name))
	}
	for _, name := range fixtureNames(t) {
		if !strings.Contains(source.String(), `"`+name+`"`) {
			t.Errorf("no test reads testdata/%s", name)
		}
	}
	if !slices.Contains(fixtureNames(t), "documented-sample.json") {
		t.Error("the documented sample is missing")
	}
}
