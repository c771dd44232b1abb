//go:build unix

package job

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// continued is told when this process goes on. There is one in a process, as
// [stop] must know of it.
var continued = make(chan os.Signal, 1)

// How long what was asked for may take.
const (
	// noShell is how long a signal may take to stop this process. The system drops it
	// where nobody could let the process go on.
	noShell = 250 * time.Millisecond
	// noAnswer is how long the dashboard may take to give its terminal back.
	noAnswer = 10 * time.Second
)

// Watch sends [Asked] and [Continued] until end is called. There is to be one at a
// time in a process. Of SIGSTOP nobody is told.
func Watch(send func(tea.Msg)) (end func()) {
	ended := make(chan struct{})
	signal.Notify(continued, syscall.SIGCONT)
	catch()
	go func() {
		for {
			select {
			case <-ended:
				return
			case <-continued:
				send(Continued{})
			case <-asked:
				ask(send)
			}
		}
	}()
	return func() { signal.Stop(continued); release(); close(ended) }
}

// ask has the dashboard stop, and stops it if it does not answer.
func ask(send func(tea.Msg)) {
	if lent.Load() {
		stop()
		return
	}
	var done atomic.Bool
	taken := make(chan struct{})
	go send(Asked{func() {
		if done.CompareAndSwap(false, true) {
			close(taken)
			stop()
		}
	}})
	select {
	case <-taken:
	case <-time.After(noAnswer):
		if done.CompareAndSwap(false, true) {
			stop()
			send(Continued{})
		}
	}
}

// stop stops the processes of this job, as a terminal does.
func stop() {
	on := make(chan os.Signal, 1)
	signal.Notify(on, syscall.SIGCONT)
	defer signal.Stop(on)
	signal.Stop(continued) // the terminal is taken back in any case
	defer signal.Notify(continued, syscall.SIGCONT)
	release()
	defer catch()
	_ = syscall.Kill(0, syscall.SIGTSTP) // it cannot fail for our own group
	select {
	case <-on:
	case <-time.After(noShell):
	}
}
