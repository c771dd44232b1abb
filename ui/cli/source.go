package cli

import (
	"context"
	"io"
	"os"

	"hubwatch/model"
	"hubwatch/ui/cli/exit"
)

// source opens a file to read, or standard input for -, and names it. Opening
// and reading end when ctx does, with its error: a pipe may say nothing for
// ever.
func (p *program) source(ctx context.Context, file string) (r io.ReadCloser, name string, err error) {
	if file == "-" {
		return io.NopCloser(until(ctx, p.io.In)), "standard input", nil
	}
	f, err := open(ctx, file)
	if err != nil {
		return nil, "", exit.With(exit.Usage, err)
	}
	name = model.Text(file).Line()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		return f, name, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{until(ctx, f), f}, name, nil
}

// open opens a file; a named pipe that nobody writes to waits for one who does.
func open(ctx context.Context, file string) (*os.File, error) {
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.Open(file)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		return o.f, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// until reads from r as long as ctx lasts, then it fails with ctx's error. A
// read that waits is left behind: there is no way to end it.
func until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		defer exit.OnPanic()
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out
}
