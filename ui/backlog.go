package ui

import (
	"io"
	"os"
	"sync"
	"time"
)

// maxBacklog is how much waits for a terminal that is not read: a stopped
// multiplexer, ctrl-s, a connection that hangs. More than that is not written at
// all, and the screen is drawn anew when the terminal reads again.
const maxBacklog = 1 << 20

// backlog writes to a terminal behind the back of the program, so that the checks
// go on while nobody reads it.
type backlog struct {
	out  io.Writer
	anew func() // has everything drawn anew

	mu     sync.Mutex
	wake   *sync.Cond
	queue  [][]byte
	size   int
	lost   bool // some was not written
	busy   bool // a write goes on
	closed bool
	err    error // why nothing can be written any more
}

func newBacklog(out io.Writer, anew func()) *backlog {
	b := &backlog{out: out, anew: anew}
	b.wake = sync.NewCond(&b.mu)
	go b.run()
	return b
}

// Write takes p in. It never waits.
func (b *backlog) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return 0, b.err
	}
	if b.size+len(p) > maxBacklog {
		b.queue, b.size, b.lost = nil, 0, true
	}
	b.queue, b.size = append(b.queue, append([]byte(nil), p...)), b.size+len(p)
	b.wake.Broadcast()
	return len(p), nil
}

func (b *backlog) run() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		for len(b.queue) == 0 && !b.closed {
			b.wake.Wait()
		}
		if len(b.queue) == 0 || b.err != nil {
			return
		}
		next := b.queue[0]
		b.queue, b.size, b.busy = b.queue[1:], b.size-len(next), true
		b.mu.Unlock()
		_, err := b.out.Write(next)
		b.mu.Lock()
		b.busy, b.err = false, err
		if b.lost && len(b.queue) == 0 && b.anew != nil {
			b.lost = false
			go b.anew()
		}
		b.wake.Broadcast()
	}
}

// drain waits until everything is written, but no longer than limit, and takes
// nothing in any more.
func (b *backlog) drain(limit time.Duration) {
	late := time.AfterFunc(limit, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.queue, b.busy = nil, false
		b.wake.Broadcast()
	})
	defer late.Stop()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for (len(b.queue) > 0 || b.busy) && b.err == nil {
		b.wake.Wait()
	}
	b.wake.Broadcast()
}

// screenFile is a terminal that is written to by way of a backlog, and is the
// terminal itself in all else.
type screenFile struct {
	file    *os.File
	backlog *backlog
}

// Read reads from the terminal.
func (f screenFile) Read(p []byte) (int, error) { return f.file.Read(p) }

// Write takes p in for the terminal.
func (f screenFile) Write(p []byte) (int, error) { return f.backlog.Write(p) }

// Close closes the terminal.
func (f screenFile) Close() error { return f.file.Close() }

// Fd is the terminal's, for what it is asked and told beside the text.
func (f screenFile) Fd() uintptr { return f.file.Fd() }
