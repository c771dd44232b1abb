package hubclient

import (
	"context"
	"errors"
	"net"
	"sync"
	"syscall"
	"time"
)

const (
	lookupTime  = 12 * time.Second // for a name: a name server that is dead takes 5 s before the next one is asked
	connectTime = 5 * time.Second  // for the connection, whichever of the addresses it is to
)

// The causes when a connection is given up.
var (
	errLookup  = errors.New("the name servers do not answer")
	errConnect = errors.New("no connection in time")
)

// dialing dials with separate time limits for the name lookup and the connection.
// With a single one, a dead name server would leave no time for the rest.
func dialing(dialer net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	check := dialer.Control
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		after := func(d time.Duration, cause error) *time.Timer {
			return time.AfterFunc(d, func() { cancel(cause) })
		}
		lookup := after(lookupTime, errLookup)
		defer lookup.Stop()
		connecting := sync.OnceFunc(func() {
			lookup.Stop()
			timer := after(connectTime, errConnect)
			context.AfterFunc(ctx, func() { timer.Stop() })
		})
		d := dialer
		d.ControlContext = func(_ context.Context, network, address string, raw syscall.RawConn) error {
			connecting() // the address is known
			if check == nil {
				return nil
			}
			return check(network, address, raw)
		}
		conn, err := d.DialContext(ctx, network, address)
		switch cause := context.Cause(ctx); {
		case err == nil:
		case errors.Is(cause, errLookup):
			host, _, _ := net.SplitHostPort(address)
			return nil, &net.DNSError{Err: errLookup.Error(), Name: host, IsTimeout: true}
		case errors.Is(cause, errConnect):
			return nil, &net.OpError{Op: "dial", Net: network, Err: errConnect}
		}
		return conn, err
	}
}
