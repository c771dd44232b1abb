//go:build unix

package account

import (
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
