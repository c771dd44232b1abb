package hubclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
)

// TestTLSErrorsAreExplained makes real handshakes fail, each in its own way.
func TestTLSErrorsAreExplained(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a request came through")
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	plain := httptest.NewServer(nil)
	defer plain.Close()
	old := httptest.NewUnstartedServer(nil)
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11}
	old.Config.ErrorLog = log.New(io.Discard, "", 0)
	old.StartTLS()
	defer old.Close()
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	for _, tc := range []struct {
		name, base string
		dial       string // where the connection goes
		config     *tls.Config
		want       string
	}{
		{"signed by nobody", server.URL, server.Listener.Addr().String(), &tls.Config{}, "nobody this machine trusts has signed it"},
		{"another name", "https://api.hubapi.com", server.Listener.Addr().String(), &tls.Config{RootCAs: pool}, "is for other names than api.hubapi.com"},
		{"another time", server.URL, server.Listener.Addr().String(),
			&tls.Config{RootCAs: pool, Time: func() time.Time { return time.Now().AddDate(100, 0, 0) }}, "it has expired, or the clock of this machine is wrong"},
		{"no TLS", "https://" + plain.Listener.Addr().String(), plain.Listener.Addr().String(), &tls.Config{}, "does not speak TLS"},
		{"too old", old.URL, old.Listener.Addr().String(), &tls.Config{RootCAs: pool}, "protocol version"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			transport := newTransport(false)
			tc.config.MinVersion = tls.VersionTLS12
			transport.TLSClientConfig, transport.Proxy = tc.config, nil
			transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, tc.dial)
			}
			c, err := New(Options{BaseURL: tc.base, Token: func() string { return canary }, Transport: transport})
			if err != nil {
				t.Fatal(err)
			}
			e := check(t, c)
			if e == nil || e.Kind != model.KindUnavailable || !strings.Contains(e.Error(), tc.want) || strings.Contains(e.Error(), "\n") {
				t.Errorf("%v, want unavailable and %q in one line", e, tc.want)
			}
		})
	}
}
