package pgtest

import (
	"net"
	"net/url"
	"strconv"
	"sync"
	"testing"
)

// Proxy stands between those who share a server and the server, and is the network
// that fails: it falls silent, or cuts every connection, until Resume.
type Proxy struct {
	listener net.Listener
	to       string

	mu     sync.Mutex
	silent chan struct{} // closed when it goes on; nil while it is not silent
	cut    bool
	conns  map[net.Conn]bool
}

// NewProxy returns a proxy before a server, for the time of a test.
func NewProxy(t testing.TB, s *Server) *Proxy {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: l, to: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)), conns: map[net.Conn]bool{}}
	t.Cleanup(func() {
		_ = l.Close()
		p.Resume()
		p.Cut() // what waits for more ends
	})
	go p.accept()
	return p
}

// URL returns the address of a database of the server for a role, by way of the
// proxy.
func (p *Proxy) URL(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Host: p.listener.Addr().String(), Path: "/" + database}
	return u.String()
}

// Silence lets nothing through any more, and tells nobody.
func (p *Proxy) Silence() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = make(chan struct{})
}

// Cut ends all connections, and each new one at once.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = true
	for c := range p.conns {
		_ = c.Close()
	}
}

// Resume lets everything through again.
func (p *Proxy) Resume() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = false
	if p.silent != nil {
		close(p.silent)
		p.silent = nil
	}
}

func (p *Proxy) accept() {
	for {
		from, err := p.listener.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", p.to) //nolint:noctx // it is on this machine
		if err != nil {
			_ = from.Close()
			continue
		}
		p.mu.Lock()
		cut := p.cut
		p.conns[from], p.conns[to] = true, true
		p.mu.Unlock()
		if cut {
			p.end(from, to)
			continue
		}
		go p.pump(from, to)
		go p.pump(to, from)
	}
}

// pump carries what comes from one end to the other until either is closed.
func (p *Proxy) pump(from, to net.Conn) {
	defer p.end(from, to)
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		p.wait()
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// wait waits for the end of a silence.
func (p *Proxy) wait() {
	p.mu.Lock()
	silent := p.silent
	p.mu.Unlock()
	if silent != nil {
		<-silent
	}
}

func (p *Proxy) end(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(p.conns, c)
	}
}
