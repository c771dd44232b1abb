//go:build unix

package config

import (
	"os/exec"
	"syscall"
)

// alone puts a program and its children in a process group of their own, so
// that all of them end when it is given up.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
