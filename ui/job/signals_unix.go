//go:build unix

package job

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// continued is told when this process goes on. There is one in a process, as
// [stop] must know of it.
var continued = make(chan os.Signal, 1)

// Watch sends [Continued] until end is called. There is to be one at a time in a
// process. SIGTSTP is not caught: Go cannot let it stop a process again once it
// was, and of SIGSTOP nobody is told, either.
func Watch(send func(tea.Msg)) (end func()) {
	ended := make(chan struct{})
	signal.Notify(continued, syscall.SIGCONT)
	go func() {
		for {
			select {
			case <-ended:
				return
			case <-continued:
				send(Continued{})
			}
		}
	}()
	return func() { signal.Stop(continued); close(ended) }
}

// noShell is how long a signal may take to stop this process. The system drops it
// where nobody could let the process go on.
const noShell = 250 * time.Millisecond

// stop stops the processes of this job, as a terminal does.
func stop() {
	on := make(chan os.Signal, 1)
	signal.Notify(on, syscall.SIGCONT)
	defer signal.Stop(on)
	signal.Stop(continued) // the terminal is taken back in any case
	defer signal.Notify(continued, syscall.SIGCONT)
	_ = syscall.Kill(0, syscall.SIGTSTP) // it cannot fail for our own group
	select {
	case <-on:
	case <-time.After(noShell):
	}
}
