package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"hubwatch/model"
	"hubwatch/ui/cli/exit"
)

// Open opens a file for reading, or standard input for "-", and returns its
// name. Opening and reading end with ctx's error when ctx ends: a pipe may stay
// silent forever. An error of the file has the exit code for bad usage.
func (s Streams) Open(ctx context.Context, file string) (r io.ReadCloser, name string, err error) {
	if file == "-" {
		return io.NopCloser(Until(ctx, s.In)), "standard input", nil
	}
	f, err := open(ctx, file)
	if err != nil {
		return nil, "", exit.With(exit.Usage, Unread(file, err))
	}
	name = model.Text(file).Line()
	switch info, err := f.Stat(); {
	case err == nil && info.IsDir():
		return nil, "", errors.Join(exit.With(exit.Usage, Unread(file, syscall.EISDIR)), f.Close())
	case err == nil && info.Mode().IsRegular():
		return f, name, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{Until(ctx, f), f}, name, nil
}

// Unread returns why a file cannot be read, with its name first.
func Unread(file string, err error) error {
	if errors.Is(err, syscall.EISDIR) {
		return fmt.Errorf("%s is a directory, and a file is wanted", model.Text(file).Line())
	}
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", model.Text(file).Line(), err)
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

// Until reads from r until ctx ends, then it fails with ctx's error. A blocked
// read is left behind: there is no way to end it.
func Until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		defer exit.OnPanic()
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return out
}
