package output

import (
	"context"
	"io"
	"sync"
)

// Printed is the standard output of a command that is not a terminal. A file
// system may be full, whatever the command makes of the error: Printed keeps
// the first one and ends the command. It is safe for concurrent use.
type Printed struct {
	out io.Writer
	end context.CancelFunc

	mu     sync.Mutex
	failed error // the first error, or nil
}

// WatchOut makes standard output a Printed, unless it is a terminal. The
// context ends when it cannot be written, and with [Printed.End].
func (s *Streams) WatchOut(ctx context.Context) (context.Context, *Printed) {
	o := &Printed{out: s.Out}
	ctx, o.end = context.WithCancel(ctx)
	if !IsTerminal(s.Out) {
		s.Out = o
	}
	return ctx, o
}

// Write writes b, and keeps the first error.
func (o *Printed) Write(b []byte) (int, error) {
	n, err := o.out.Write(b)
	if err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.failed == nil {
			o.failed = err
		}
		o.end()
	}
	return n, err
}

// End ends the context of [Streams.WatchOut].
func (o *Printed) End() { o.end() }

// Failed returns why standard output could not be written, nil if it could.
func (o *Printed) Failed() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.failed
}
