package pg

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
)

// secret is the password where a program gives it. Its zero value leaves it to the
// driver.
type secret struct {
	ask func(context.Context) (string, error)

	mu    sync.Mutex
	value string
	known bool
}

// give puts the password into what a connection is made with.
func (p *secret) give(ctx context.Context, c *pgconn.Config) error {
	if p.ask == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.known {
		value, err := p.ask(ctx)
		if err != nil {
			return &passwordError{err}
		}
		p.value, p.known = value, true
	}
	if p.value != "" {
		c.Password = p.value
	}
	return nil
}

// forget has it asked for again: the server did not take it.
func (p *secret) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.value, p.known = "", false
}

// passwordError says that there is no password to be had.
type passwordError struct{ err error }

func (e *passwordError) Error() string { return "its password: " + e.err.Error() }
func (e *passwordError) Unwrap() error { return e.err }
