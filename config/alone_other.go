//go:build !unix

package config

import (
	"os"
	"os/exec"
)

// alone leaves a program as it is: only the program itself ends when it is
// given up.
func alone(*exec.Cmd) {}

// lend has nothing to do here: the program shares our console.
func lend(*exec.Cmd, *os.File) (back func()) { return func() {} }

func interrupted(error) bool { return false }

// Terminal opens the console of this process for a user to be asked on, nil if
// there is none.
func Terminal() *os.File {
	tty, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	return tty
}
