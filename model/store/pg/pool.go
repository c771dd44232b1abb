package pg

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

const (
	mostConns = 4           // at once, besides the one that listens
	mostIdle  = 2           // kept when nobody has them
	keepIdle  = time.Minute // for how long
	goodbye   = time.Second // for the end of a connection
)

// pool is the connections of a Store, which are made when they are wanted. It is
// safe for concurrent use.
type pool struct {
	config *pgconn.Config
	secret *secret
	turns  chan struct{}

	mu     sync.Mutex
	idle   []*conn
	closed bool
}

func newPool(config *pgconn.Config, secret *secret) *pool {
	return &pool{config: config, secret: secret, turns: make(chan struct{}, mostConns)}
}

// dial makes a connection.
func (p *pool) dial(ctx context.Context) (*conn, error) { return p.dialWith(ctx, nil) }

// dialWith makes a connection that is none of the pool's, and says what becomes of
// its notices.
func (p *pool) dialWith(ctx context.Context, hear pgconn.NotificationHandler) (*conn, error) {
	config := p.config.Copy()
	config.OnNotification = hear
	if err := p.secret.give(ctx, config); err != nil {
		return nil, err
	}
	c, err := pgconn.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return &conn{PgConn: c}, nil
}

// errClosed means that the Store was closed.
var errClosed = errors.New("the store is closed")

// take takes a connection that is idle, or makes one.
func (p *pool) take(ctx context.Context) (*conn, error) {
	p.mu.Lock()
	var c *conn
	if n := len(p.idle); n > 0 {
		c, p.idle = p.idle[n-1], p.idle[:n-1]
	}
	closed := p.closed
	p.mu.Unlock()
	switch {
	case closed:
		return nil, errClosed
	case c != nil:
		return c, nil
	}
	return p.dial(ctx)
}

// give gives a connection back. One that is not as it was is closed.
func (p *pool) give(c *conn) {
	c.idle = time.Now()
	p.mu.Lock()
	keep := !p.closed && !c.IsClosed() && c.TxStatus() == 'I' && len(p.idle) < mostIdle
	var old []*conn
	if keep {
		for len(p.idle) > 0 && time.Since(p.idle[0].idle) > keepIdle {
			old, p.idle = append(old, p.idle[0]), p.idle[1:]
		}
		p.idle = append(p.idle, c)
	} else {
		old = append(old, c)
	}
	p.mu.Unlock()
	for _, c := range old {
		hangUp(c)
	}
}

// do runs do on a connection. do is run once more, on a new one, if the first was
// idle and turned out to be gone: so it must be something that may be done twice.
func (p *pool) do(ctx context.Context, do func(*conn) error) error {
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		c, err := p.take(ctx)
		if err != nil {
			return err
		}
		old := !c.idle.IsZero()
		err = do(c)
		broken := c.IsClosed()
		p.give(c)
		if err == nil || !old || !broken || !unsaid(err) && !ended(err) || ctx.Err() != nil {
			return err
		}
	}
}

// close ends all connections.
func (p *pool) close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range idle {
		hangUp(c)
	}
}

// hangUp ends a connection, which may be dead.
func hangUp(c *conn) {
	_ = limited(context.Background(), goodbye, c.Close)
}

// transact runs do in a transaction that begins so. Only its beginning is tried
// again where a connection turns out to be gone.
func (p *pool) transact(ctx context.Context, begin string, do func(*conn) error) error {
	var failed error
	err := p.do(ctx, func(c *conn) error {
		if err := c.script(ctx, begin); err != nil {
			return err
		}
		if failed = do(c); failed != nil && !c.IsClosed() {
			_ = limited(context.Background(), goodbye, func(ctx context.Context) error { return c.script(ctx, "ROLLBACK") })
		}
		return nil
	})
	return errors.Join(err, failed)
}
