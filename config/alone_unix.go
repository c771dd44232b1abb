//go:build unix

package config

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// alone puts a program and its children in a session of their own: all of them
// end when it is given up, and none has a terminal, where it would wait for an
// answer that nobody can give.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// lend gives a program and its children the terminal, in the foreground. What it
// returns takes the terminal back as it was.
func lend(cmd *exec.Cmd, tty *os.File) (back func()) {
	fd := int(tty.Fd())
	cmd.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: fd}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	before, unknown := term.GetState(tty.Fd())
	return func() {
		// Who is not in the foreground is stopped when it wants the terminal.
		signal.Ignore(syscall.SIGTTOU)
		defer signal.Reset(syscall.SIGTTOU)
		_ = unix.IoctlSetPointerInt(fd, unix.TIOCSPGRP, unix.Getpgrp()) // there is nothing else to try
		if unknown == nil {
			_ = term.Restore(tty.Fd(), before)
		}
	}
}

// interrupted reports whether a user ended the program with ctrl-c.
func interrupted(err error) bool {
	e, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return false
	}
	status, ok := e.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}

// Terminal opens the terminal of this process for a user to be asked on, nil if
// there is none, or if others have it now.
func Terminal() *os.File {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	if front, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP); err != nil || front != unix.Getpgrp() {
		_ = tty.Close()
		return nil
	}
	return tty
}
