package hubclient

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestRetries holds when a check asks again, and that it stays short.
func TestRetries(t *testing.T) {
	ok := answer{status: 200, body: pending}
	refused := answer{err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	cut := answer{status: 200, body: string(fixture(t, "28-truncated.json"))}
	tests := []struct {
		name    string
		answers []answer
		asked   int
		kind    model.Kind // 0 is a report
	}{
		{"good", []answer{ok}, 1, 0},
		{"502 then good", []answer{{status: 502, body: "<html>"}, ok}, 2, 0},
		{"503, 504, good", []answer{{status: 503}, {status: 504}, ok}, 3, 0},
		{"502 stays", []answer{{status: 502}}, 3, model.KindUnavailable},
		{"500 then good", []answer{{status: 500}, ok}, 2, 0},
		{"500 twice", []answer{{status: 500}, {status: 500}, ok}, 2, model.KindUnavailable},
		{"502 then 500", []answer{{status: 502}, {status: 500}, ok}, 2, model.KindUnavailable},
		{"refused then good", []answer{refused, ok}, 2, 0},
		{"cut then good", []answer{cut, ok}, 2, 0},
		{"503 naming a pause", []answer{{status: 503, header: "Retry-After: 7"}, ok}, 1, model.KindUnavailable},
		{"521", []answer{{status: 521}, ok}, 1, model.KindUnavailable},
		{"captive portal", []answer{{status: 200, body: "<html>"}, ok}, 1, model.KindUnavailable},
		{"401", []answer{{status: 401, body: `{"status":"error"}`}, ok}, 1, model.KindAuth},
		{"404", []answer{{status: 404, body: `{"status":"error"}`}, ok}, 1, model.KindNotFound},
		{"429", []answer{{status: 429}, ok}, 1, model.KindRateLimited},
		{"bad reply", []answer{{status: 200, body: "[]"}, ok}, 1, model.KindBadReply},
		{"too slow", []answer{{delay: time.Minute}, ok}, 1, model.KindUnavailable},
		{"502 then 429", []answer{{status: 502}, {status: 429}, ok}, 2, model.KindRateLimited},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: tt.answers}
				begin := time.Now()
				e := check(t, newClient(t, s))
				if e == nil {
					e = &model.CheckError{}
				}
				if e.Kind != tt.kind || s.asked() != tt.asked {
					t.Errorf("asked %d times, got %v; want %d times, kind %v", s.asked(), e, tt.asked, tt.kind)
				}
				if took := time.Since(begin); took > requestTime+1250*time.Millisecond {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

// TestNoRetriesInOutage holds that a client which keeps failing asks once a
// check, and recovers with the first good reply.
func TestNoRetriesInOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []answer{
			{status: 502}, {status: 502}, {status: 502}, // the first check
			{status: 502}, {status: 502}, // one each
			{status: 200, body: pending},
			{status: 502}, {status: 200, body: pending}, // retried again
		}}
		c := newClient(t, s)
		for i, want := range []int{3, 4, 5, 6, 8} {
			check(t, c)
			if got := s.asked(); got != want {
				t.Errorf("after check %d: asked %d times, want %d", i+1, got, want)
			}
		}
	})
}

func TestGate(t *testing.T) {
	tests := []struct {
		name  string
		shut  answer
		kind  model.Kind
		pause time.Duration
	}{
		{"429", answer{status: 429, header: "Retry-After: 30"}, model.KindRateLimited, 30 * time.Second},
		{"423", answer{status: 423}, model.KindRateLimited, 2 * time.Second},
		{"477", answer{status: 477, header: "Retry-After: 3600"}, model.KindMoving, time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: []answer{tt.shut, {status: 200, body: pending}}}
				c := newClient(t, s)
				check(t, c)
				time.Sleep(tt.pause - time.Second)
				begin := time.Now()
				e := check(t, c)
				if e == nil || e.Kind != tt.kind || e.RetryAfter != time.Second || e.HTTPStatus != 0 {
					t.Errorf("during the pause got %+v, want kind %v and a second left", e, tt.kind.Word())
				}
				if s.asked() != 1 || !time.Now().Equal(begin) {
					t.Errorf("asked %d times in %v, want no request", s.asked(), time.Since(begin))
				}
				time.Sleep(time.Second)
				if e := check(t, c); e != nil {
					t.Errorf("after the pause: %v", e)
				}
			})
		})
	}
}

// TestGateOnlyExtends holds that of two pauses the longer one counts.
func TestGateOnlyExtends(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		now := time.Now()
		g.shut(model.CheckError{Kind: model.KindMoving, RetryAfter: time.Hour}, now)
		g.shut(model.CheckError{Kind: model.KindRateLimited, RetryAfter: time.Second}, now)
		if e := g.pause(now); e.Kind != model.KindMoving || e.RetryAfter != time.Hour {
			t.Errorf("got %v for %v, want the hour", e.Kind.Word(), e.RetryAfter)
		}
		g.shut(model.CheckError{Kind: model.KindRateLimited, RetryAfter: 2 * time.Hour}, now)
		if e := g.pause(now); e.Kind != model.KindRateLimited || e.RetryAfter != 2*time.Hour {
			t.Errorf("got %v for %v, want two hours", e.Kind.Word(), e.RetryAfter)
		}
	})
}

// TestGateStopsWaiting holds that checks already waiting for a turn do not go
// out once a pause has begun.
func TestGateStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{answers: []answer{{status: 429, delay: 100 * time.Millisecond}}}
		c := newClient(t, s)
		for range 16 {
			go c.Check(context.Background(), "AAAAB3kQx_8")
		}
		time.Sleep(9 * time.Second)
		if got := s.asked(); got > 6 {
			t.Errorf("%d requests were sent, want no more than the burst of 6", got)
		}
	})
}

func TestContextEnds(t *testing.T) {
	waiting := func(s *script, c *Client) {
		for range 60 {
			go c.Check(context.Background(), "x")
		}
		synctest.Wait()
	}
	tests := []struct {
		name    string
		answers []answer
		before  func(*script, *Client)
	}{
		{"before the reply", []answer{{delay: time.Minute}}, nil},
		{"in the queue", []answer{{status: 200, body: pending}}, waiting},
		{"while retrying", []answer{{status: 502, delay: 400 * time.Millisecond}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{answers: tt.answers}
				c := newClient(t, s)
				if tt.before != nil {
					tt.before(s, c)
				}
				ctx, cancel := context.WithTimeout(context.Background(), 450*time.Millisecond)
				defer cancel()
				_, err := c.Check(ctx, "x")
				if err != context.DeadlineExceeded {
					t.Errorf("error %#v, want the context's own", err)
				}
				cancel()
				if _, err := c.Check(ctx, "x"); err != ctx.Err() {
					t.Errorf("with an ended context: error %v, want %v", err, ctx.Err())
				}
				time.Sleep(time.Minute) // lets the queue run out
			})
		})
	}
}

// TestNetworkWords holds the plain words for failures without a reply.
func TestNetworkWords(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{&net.DNSError{Err: "no such host", Name: "api.hubapi.example", IsNotFound: true}, "DNS knows no such host: api.hubapi.example"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "i/o timeout", Name: "hub.example", Server: "10.0.0.1:53", IsTimeout: true}}, "DNS does not answer for hub.example: look at this machine's name servers"},
		{&net.DNSError{Err: "server misbehaving", Name: "hub.example"}, "DNS fails for hub.example: server misbehaving"},
		{&net.OpError{Op: "dial", Err: errConnect}, "no connection in time"},
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, "connection refused"},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "the connection was cut"},
		{&net.OpError{Op: "dial", Err: syscall.ENETUNREACH}, "the network is unreachable"},
		{io.EOF, "the connection was cut"},
		{context.DeadlineExceeded, "no answer in time"},
		{proxied(t.Context(), nil, nil, &http.Response{StatusCode: 407}), "the proxy wants a password"},
		{&net.OpError{Op: "proxyconnect", Err: proxied(t.Context(), nil, nil, &http.Response{StatusCode: 403})}, "the proxy does not connect to HubSpot: HTTP 403"},
		{errors.New(`net/http: HTTP/1.x transport connection broken: malformed HTTP response "SSH-2.0"`), `what answers is not HTTP as HubSpot speaks it: malformed HTTP response "SSH-2.0"`},
		{errors.New("something else"), "something else"},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			e := check(t, newClient(t, &script{answers: []answer{{err: tt.err}}}))
			if e == nil || e.Kind != model.KindUnavailable || string(e.Message) != tt.want || e.HTTPStatus != 0 {
				t.Errorf("%v: got %v, want %q", tt.err, e, tt.want)
			}
			if strings.Contains(e.Error(), "https://") {
				t.Errorf("the error shows an address: %v", e)
			}
		})
	}
}

// TestSlowHeaders holds that a request ends after its deadline, whatever comes.
func TestSlowHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		s := &script{answers: []answer{{status: 200, body: string(fixture(t, "44-drip.json")), delay: time.Hour}}}
		e := check(t, newClient(t, s))
		if e == nil || e.Message != "no answer in time" || time.Since(begin) != requestTime {
			t.Errorf("after %v: %v", time.Since(begin), e)
		}
	})
}
