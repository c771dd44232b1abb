package hubclient

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"hubwatch/model"
)

// newTransport returns a transport for polling one host for days. The HTTP/2
// pings matter: without them a dead connection (after sleep, behind NAT or a
// VPN) would be used for minutes before anybody notices. With local set, only
// loopback addresses are dialed, without a proxy.
func newTransport(local bool) *http.Transport {
	dialer := net.Dialer{KeepAlive: 30 * time.Second}
	if local {
		dialer.Control = onlyLoopback
	}
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: proxied,
		DialContext:            dialing(dialer),
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    5 * time.Second,
		ResponseHeaderTimeout:  10 * time.Second,
		ExpectContinueTimeout:  time.Second,
		IdleConnTimeout:        60 * time.Second,
		MaxIdleConnsPerHost:    16,
		MaxConnsPerHost:        16,
		MaxResponseHeaderBytes: 64 << 10,
		HTTP2: &http.HTTP2Config{
			SendPingTimeout:  10 * time.Second,
			PingTimeout:      5 * time.Second,
			WriteByteTimeout: 10 * time.Second,
		},
	}
	if local {
		t.Proxy = nil
	}
	return t
}

// errProxy is the cause when the proxy does not connect us.
var errProxy = errors.New("the proxy")

// proxied returns why the proxy does not connect us, nil if it does.
func proxied(_ context.Context, _ *url.URL, _ *http.Request, res *http.Response) error {
	switch res.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return fmt.Errorf("%w wants a password", errProxy)
	}
	return fmt.Errorf("%w does not connect to HubSpot: HTTP %d", errProxy, res.StatusCode)
}

// errNotLoopback is the cause when a name such as localhost resolves to
// another machine.
var errNotLoopback = errors.New("the address is not on this machine, and the connection would not be encrypted")

// onlyLoopback refuses to dial an address of another machine. The dialer calls
// it after the name was resolved.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !ap.Addr().Unmap().IsLoopback() {
		return errNotLoopback
	}
	return nil
}

// The causes when a request is not sent.
var (
	errOtherHost = errors.New("the request is not for the configured host")
	errWrites    = errors.New("the request could change something, and was not sent: hubwatch only reads")
)

// guard adds the token, if there is one, to read-only requests for one origin,
// and refuses all others. It lives for one request.
type guard struct {
	origin *url.URL // the base URL
	token  string
	next   http.RoundTripper
	sent   func(model.Request) // told of each request that was let through, or nil
}

// RoundTrip sends req with the token, or fails with errOtherHost or errWrites.
func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if !sameOrigin(req.URL, g.origin) || (req.Host != "" && req.Host != g.origin.Host) {
		return nil, errOtherHost
	}
	if !g.reads(req) {
		return nil, fmt.Errorf("%s %s: %w", req.Method, req.URL.EscapedPath(), errWrites)
	}
	req = req.Clone(req.Context())
	if g.token != "" {
		req.Header.Set("Authorization", "Bearer "+g.token)
	}
	at := time.Now()
	resp, err := g.next.RoundTrip(req)
	if g.sent != nil {
		g.sent(g.entry(req, resp, at))
	}
	return resp, err
}

// maxCorrelation bounds what the audit log keeps of HubSpot's name for a reply,
// in bytes. It has 36.
const maxCorrelation = 128

// entry returns the audit log's entry for a request; resp is nil if no reply
// arrived.
func (g guard) entry(req *http.Request, resp *http.Response, at time.Time) model.Request {
	r := model.Request{At: at, Method: req.Method, Host: req.URL.Host, Path: req.URL.EscapedPath(), Took: time.Since(at)}
	if resp != nil {
		r.Status = resp.StatusCode
		name := newScrubber(g.token).text(resp.Header.Get("X-HubSpot-Correlation-Id"))
		r.CorrelationID = model.Text(name[:min(len(name), maxCorrelation)])
	}
	return r
}

// reads reports whether a request cannot change anything: it is a GET without a
// body, or the one POST that asks what the token may do.
func (g guard) reads(req *http.Request) bool {
	switch req.Method {
	case http.MethodGet:
		return req.Body == nil || req.Body == http.NoBody
	case http.MethodPost:
		return req.URL.EscapedPath() == g.origin.EscapedPath()+tokenInfoPath && req.URL.RawQuery == "" && !req.URL.ForceQuery
	}
	return false
}

// Whatever does not go through a [Client] goes nowhere, should a dependency ever
// use Go's own client.
func init() { http.DefaultTransport = nowhere{} }

// nowhere sends nothing.
type nowhere struct{}

// RoundTrip fails.
func (nowhere) RoundTrip(req *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("%s to %s: %w", req.Method, req.URL.Host, errUnguarded)
}

// errUnguarded is the cause when a request did not come from a client of ours.
var errUnguarded = errors.New("only hubclient sends requests")
