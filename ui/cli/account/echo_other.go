//go:build !unix

package account

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// hideInput does nothing: reading hides what is typed from then on.
func hideInput(uintptr) error { return nil }

// readHidden reads a line that is not shown, without its end.
func readHidden(f *os.File) ([]byte, error) { return term.ReadPassword(f.Fd()) }
