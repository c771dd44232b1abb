package hubclient

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hubwatch/model"
)

// canary is the token of all tests. It must never be seen outside of a
// request's Authorization header.
const canary = "pat-na1-canary-0123456789"

const pending = `{"status":"PENDING","taskId":"AAAAB3kQx_8"}`

// answer is one reply of a script, or the error that comes instead.
type answer struct {
	status int
	header string // lines "Name: value"
	body   string
	err    error
	delay  time.Duration
}

// script is a transport that gives the answers in turn, the last one for ever,
// and keeps when it was asked for what.
type script struct {
	answers []answer

	mu   sync.Mutex
	asks []*http.Request
	at   []time.Time
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Response != nil {
		return nil, errors.New("a redirect was followed")
	}
	s.mu.Lock()
	a := s.answers[min(len(s.asks), len(s.answers)-1)]
	s.asks, s.at = append(s.asks, req), append(s.at, time.Now())
	s.mu.Unlock()
	if err := sleep(req.Context(), a.delay); err != nil {
		return nil, err
	}
	if a.err != nil {
		return nil, a.err
	}
	resp := &http.Response{
		StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: req,
		Body: io.NopCloser(strings.NewReader(a.body)), ContentLength: int64(len(a.body)),
	}
	for line := range strings.Lines(a.header) {
		name, val, _ := strings.Cut(strings.TrimSpace(line), ": ")
		resp.Header.Add(name, val)
	}
	return resp, nil
}

func (s *script) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asks)
}

// newClient makes a client that talks to transport with the canary token.
func newClient(t testing.TB, transport http.RoundTripper) *Client {
	t.Helper()
	c, err := New(Options{Token: func() string { return canary }, Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// check asks once and gives the check error, nil for a report.
func check(t testing.TB, c *Client) *model.CheckError {
	t.Helper()
	_, err := c.Check(context.Background(), "AAAAB3kQx_8")
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*model.CheckError](err)
	if !ok {
		t.Fatalf("error %v is no CheckError", err)
	}
	return e
}

// brokenBody gives some bytes and then fails.
type brokenBody struct {
	io.Reader
	err error
}

func (b brokenBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = b.err
	}
	return n, err
}

func (brokenBody) Close() error { return nil }

// body makes a transport of a function that gives the body of a 200.
type body func(*http.Request) io.ReadCloser

func (b body) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: b(req), Request: req, ContentLength: -1}, nil
}

// spaces is an endless body.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
