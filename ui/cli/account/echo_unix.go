//go:build unix

package account

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// hideInput stops the terminal from showing what is typed, before it is asked
// for: a paste may be faster than the prompt.
func hideInput(fd uintptr) error {
	state, err := term.GetState(fd)
	if err != nil {
		return err
	}
	state.Lflag &^= syscall.ECHO
	return term.SetState(fd, state)
}

// readHidden reads a line, without its end. It sets nothing: where nobody waits for
// the line any more the terminal is restored already.
func readHidden(f *os.File) ([]byte, error) {
	line, err := bufio.NewReader(f).ReadBytes('\n')
	if len(line) > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return bytes.TrimRight(line, "\r\n"), err
}
