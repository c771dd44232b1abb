//go:build !windows

package cli

import (
	"bufio"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/cli/exit"
)

// TestTheTransportsOwnLog holds that what Go's HTTP says by itself is not
// printed: over HTTP/2 with all its debugging on it would be the token.
func TestTheTransportsOwnLog(t *testing.T) {
	t.Parallel()
	s, err := hubsim.ParseScenario([]byte(allOK))
	if err != nil {
		t.Fatal(err)
	}
	sim := hubsim.New(hubsim.Options{Scenario: s})
	seen := make(chan string, 100)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Proto
		sim.ServeHTTP(w, r)
	}))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	m := newMachine(t, server.URL)
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	m.env = append(m.env, "GODEBUG=http2debug=2", "SSL_CERT_FILE="+trusted)
	got := m.run("status", sim.TaskIDs()[0])
	if proto := <-seen; proto != "HTTP/2.0" {
		t.Errorf("asked over %s", proto)
	}
	if all := got.stdout + got.stderr; strings.Contains(all, hubsim.DefaultToken) || strings.Contains(all, "http2:") || !strings.Contains(got.stdout, sim.TaskIDs()[0]) {
		t.Errorf("said %s", all)
	}
}

// TestAnUnsolicitedResponse holds that bytes which a server sends without being
// asked are not printed.
func TestAnUnsolicitedResponse(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				for {
					req, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					_, id, _ := strings.Cut(req.URL.Path, "/tasks/")
					body := fmt.Sprintf(`{"taskId":"%s","status":"COMPLETE"}`, strings.TrimSuffix(id, "/status"))
					if id == "" {
						body = `{"portalId":1}`
					}
					fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%sHTTP/1.1 200 OK\r\nX: unsolicited-canary\r\n\r\n", len(body), body)
				}
			}()
		}
	}()
	got := newMachine(t, "http://"+listener.Addr().String()).run("status", "A1", "A2", "A3")
	if got.code != exit.OK || got.stderr != "" || strings.Contains(got.stdout, "canary") {
		t.Errorf("%+v, want the tasks and nothing else", got)
	}
}
