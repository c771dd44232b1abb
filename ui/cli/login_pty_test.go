//go:build !windows

package cli

import (
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/cli/exit"
)

// TestLoginCanBeLeft holds that ctrl-c leaves the hidden prompt, and that the
// terminal shows what is typed again.
func TestLoginCanBeLeft(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "stty")
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	script := `trap : INT; "` + file + `" auth login; echo "ended with $?"; stty -a`
	term := startProgramOnTerminal(t, t.TempDir(), nil, "sh", "-c", script)
	term.until("Access token")
	term.write("pat-eu1-CANARY")
	term.write("\x03")
	term.until("ended with 2")
	term.end()
	if out := term.text(); strings.Contains(out, "CANARY") || strings.Contains(out, "-echo ") || !strings.Contains(out, " echo ") {
		t.Errorf("the terminal does not echo again, or has shown what was typed: %q", out)
	}
}

// tunnel is a proxy that only knows CONNECT and leads every connection to one
// server.
type tunnel struct {
	to string

	mu    sync.Mutex
	asked []string // for which host, and with which headers
}

func (p *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	for _, values := range r.Header {
		p.asked = append(p.asked, values...)
	}
	p.mu.Unlock()
	if r.Method != http.MethodConnect {
		http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
		return
	}
	there, err := net.Dial("tcp", p.to)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer there.Close()
	w.WriteHeader(http.StatusOK)
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	go func() { _, _ = io.Copy(there, buffered) }()
	_, _ = io.Copy(here, there)
}

// TestThroughAProxy runs the real program behind a proxy that leads to a TLS
// server: with its certificate, without it, and with a proxy that is down.
func TestThroughAProxy(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux takes more certificates from SSL_CERT_FILE")
	}
	t.Parallel()
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	portal := httptest.NewUnstartedServer(hubsim.New(hubsim.Options{Token: secret}))
	portal.Config.ErrorLog = log.New(io.Discard, "", 0) // one client refuses the certificate
	portal.StartTLS()
	defer portal.Close()
	through := &tunnel{to: portal.Listener.Addr().String()}
	proxy := httptest.NewServer(through)
	defer proxy.Close()
	certificate := filepath.Join(t.TempDir(), "portal.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: portal.Certificate().Raw})
	if err := os.WriteFile(certificate, block, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, proxy, certificate string
		code                     int
		says                     string
	}{
		{"with its certificate", proxy.URL, certificate, 0, "24681012"},
		{"without it", proxy.URL, "", exit.Unreachable, "nobody this machine trusts has signed it"},
		{"a proxy that is down", unreachable, certificate, exit.Unreachable, "connection refused"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			home := t.TempDir()
			cmd := exec.Command(file, "auth", "status")
			cmd.Env = append(os.Environ(), "HOME="+home, "XDG_STATE_HOME="+home, "XDG_CONFIG_HOME="+home, "HTTPS_PROXY="+tc.proxy, "https_proxy=", "NO_PROXY=", "no_proxy=",
				"HUBWATCH_BASE_URL=https://example.com", config.TokenVariable+"="+secret)
			if tc.certificate != "" {
				cmd.Env = append(cmd.Env, "SSL_CERT_FILE="+tc.certificate)
			}
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != tc.code || !strings.Contains(string(out), tc.says) || strings.Contains(string(out), "CANARY") {
				t.Errorf("exit code %d, %s; want %d and %q", code, out, tc.code, tc.says)
			}
		})
	}
	through.mu.Lock()
	defer through.mu.Unlock()
	if !slices.Contains(through.asked, "CONNECT example.com:443") || strings.Contains(strings.Join(through.asked, " "), "CANARY") {
		t.Errorf("the proxy was asked %q", through.asked)
	}
}

// TestFirstRunWithoutAToken holds that the dashboard asks for the token that
// is missing, says what is wrong with another one, and shows the first row
// soon; also where no keyring can keep it.
func TestFirstRunWithoutAToken(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the keyring of this system cannot be kept out of the test")
	}
	t.Parallel()
	sim := hubsim.New(hubsim.Options{Token: secret, Scenario: hubsim.Scenario{Tasks: 3, Workers: 3, Duration: hubsim.Duration{Min: 300, Max: 300}}})
	server := httptest.NewServer(sim)
	defer server.Close()
	home := t.TempDir()
	env := []string{"HUBWATCH_BASE_URL=" + server.URL, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere", config.TokenVariable + "="}
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("token:")
	term.until("There is no keyring")
	term.until("a token_command")
	term.write("pat-eu1-wrong\r")
	term.until("HubSpot refuses the token")
	term.write(secret + "\r")
	term.until("not kept")
	term.until("24681012")
	term.until("processing")
	term.write("q")
	if code := term.end(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	w := &witness{t: t}
	w.see("the terminal", term.text())
	w.search(home)
}
