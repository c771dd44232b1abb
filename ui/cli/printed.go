package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/output"
)

// printed is the standard output of a command where it is no terminal. A file
// system may be full, whatever the command makes of the error: printed keeps the
// first one and ends the command.
type printed struct {
	out io.Writer
	end context.CancelFunc

	mu     sync.Mutex
	failed error // the first error, or nil
}

// watchOutput makes standard output a printed one, unless it is a terminal. The
// context ends when it cannot be written.
func (p *program) watchOutput(ctx context.Context) (context.Context, *printed) {
	o := &printed{out: p.io.Out}
	ctx, o.end = context.WithCancel(ctx)
	if !output.IsTerminal(p.io.Out) {
		p.io.Out = o
	}
	return ctx, o
}

// Write writes b, and keeps what goes wrong.
func (o *printed) Write(b []byte) (int, error) {
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

// outcome is how a command ends that ended with err: a failed write goes before
// everything else, but does not hide it.
func (p *program) outcome(o *printed, err error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed == nil {
		return err
	}
	if !errors.Is(err, o.failed) && !errors.Is(err, context.Canceled) {
		p.sayError(err)
	}
	return exit.With(exit.Internal, fmt.Errorf("standard output could not be written: %w", files.Reason(o.failed)))
}
