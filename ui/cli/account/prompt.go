package account

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// AskHidden reads a line from the terminal without showing it. The terminal is
// restored afterwards, even if ctx ends first.
func AskHidden(ctx context.Context, s output.Streams, prompt string) (string, error) {
	f, ok := s.In.(*os.File)
	if !ok {
		return "", exit.With(exit.Internal, errors.New("standard input is no terminal"))
	}
	before, err := term.GetState(f.Fd())
	if err != nil {
		return "", exit.With(exit.Internal, err)
	}
	defer func() { _ = term.Restore(f.Fd(), before) }() // there is nothing else to try
	if err := hideInput(f.Fd()); err != nil {
		return "", exit.With(exit.Internal, err)
	}
	fmt.Fprint(s.Err, prompt)
	defer fmt.Fprintln(s.Err)
	type line struct {
		text []byte
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := readHidden(f)
		read <- line{text, err}
	}()
	select {
	case l := <-read:
		if errors.Is(l.err, io.EOF) {
			return "", exit.With(exit.Interrupted, nil)
		}
		return string(l.text), l.err
	case <-ctx.Done():
		return "", exit.With(exit.Interrupted, nil)
	}
}
