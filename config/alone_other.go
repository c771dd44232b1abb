//go:build !unix

package config

import "os/exec"

// alone leaves a program as it is: only the program itself ends when it is
// given up.
func alone(*exec.Cmd) {}
