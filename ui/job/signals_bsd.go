//go:build unix && !linux

package job

import "os"

// asked is never told anything: Go cannot let SIGTSTP stop a process any more once
// it was caught, and the way around that is known for Linux only.
var asked chan os.Signal

func catch()   {}
func release() {}
