package hubclient

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// nameServers is a resolver whose first name servers are dead. The ones after
// them say that every name is this machine.
func nameServers(dead int32) *net.Resolver {
	var asked atomic.Int32
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		if asked.Add(1) > dead {
			go answerNames(theirs)
		} else {
			go func() { _, _ = io.Copy(io.Discard, theirs) }()
		}
		return ours, nil
	}}
}

// answerNames answers one question over a stream: an address for A, none for
// anything else.
func answerNames(conn net.Conn) {
	defer conn.Close()
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return
	}
	q := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(conn, q); err != nil {
		return
	}
	end := 12 // of the question
	for q[end] != 0 {
		end += int(q[end]) + 1
	}
	end += 5
	a := append([]byte{}, q[:end]...)
	a[2], a[3] = a[2]|0x80, 0x80
	binary.BigEndian.PutUint16(a[10:], 0)
	if binary.BigEndian.Uint16(q[end-4:]) == 1 {
		binary.BigEndian.PutUint16(a[6:], 1)
		a = append(a, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1)
	}
	_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(a))), a...))
}

// TestADeadNameServer holds that a second name server is asked when the first is
// dead, and that it is said when none answers.
func TestADeadNameServer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	// The resolver reads the machine's configuration once, and not inside a bubble.
	_, _ = (&net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, io.EOF
	}}).LookupHost(t.Context(), "hub.example.")
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	for _, tc := range []struct {
		dead int32
		most time.Duration
		says string // "" is connected
	}{
		{0, time.Second, ""},
		{2, 6 * time.Second, ""}, // both questions, for A and AAAA
		{1000, lookupTime, "DNS does not answer for hub.example"},
	} {
		synctest.Test(t, func(t *testing.T) {
			begun := time.Now()
			dial := dialing(net.Dialer{Resolver: nameServers(tc.dead)})
			conn, err := dial(t.Context(), "tcp", "hub.example.:"+port)
			if err == nil {
				conn.Close()
			}
			took := time.Since(begun)
			if err != nil && tc.dead == 2 && took < 6*time.Second {
				t.Skip("this machine's resolver asks only once")
			}
			if took > tc.most {
				t.Errorf("%d dead: took %v", tc.dead, took)
			}
			if (err == nil) != (tc.says == "") || err != nil && !strings.Contains(networkWords(err), tc.says) {
				t.Errorf("%d dead: %v", tc.dead, err)
			}
		})
	}
}
