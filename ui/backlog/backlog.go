// Package backlog writes to where nobody may be reading: a stopped multiplexer, a
// terminal after ctrl-s, a connection that hangs, a pipe into a stopped program.
package backlog

import (
	"io"
	"os"
	"sync"
	"time"
)

// maxBacklog is how much may wait to be read, in bytes. Anything beyond it is
// dropped.
const maxBacklog = 1 << 20

// Writer writes in the background, so that checks go on while nobody reads. It
// is safe for concurrent use.
type Writer struct {
	out      io.Writer
	patience time.Duration // how long a Write waits for a reader
	anew     func()        // is told when some was not written and reading goes on

	mu     sync.Mutex
	wake   *sync.Cond
	queue  [][]byte
	size   int
	lost   bool // some was not written
	busy   bool // a write goes on
	closed bool
	behind bool  // nobody reads: a Write waits no more
	err    error // why nothing can be written any more
}

// New returns a Writer to out. When output was dropped and out is read again,
// again is called on a goroutine of its own; it may be nil.
func New(out io.Writer, anew func()) *Writer {
	b := &Writer{out: out, anew: anew}
	b.wake = sync.NewCond(&b.mu)
	go b.run()
	return b
}

// Write queues p and returns at once. That of a [Patient] file waits for a
// reader while there is one.
func (b *Writer) Write(p []byte) (int, error) {
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
	b.await()
	return len(p), nil
}

// await waits until everything is written, if somebody reads.
func (b *Writer) await() {
	if b.patience == 0 || b.behind {
		return
	}
	late := time.AfterFunc(b.patience, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.behind = len(b.queue) > 0 || b.busy
		b.wake.Broadcast()
	})
	defer late.Stop()
	for (len(b.queue) > 0 || b.busy) && b.err == nil && !b.behind {
		b.wake.Wait()
	}
}

func (b *Writer) run() {
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
		b.behind = b.behind && len(b.queue) > 0
		if b.lost && len(b.queue) == 0 && b.anew != nil {
			b.lost = false
			go b.anew()
		}
		b.wake.Broadcast()
	}
}

// Drain waits until everything is written, at most for limit, and accepts
// nothing further.
func (b *Writer) Drain(limit time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	if !b.written(limit) {
		b.queue, b.busy = nil, false
	}
	b.wake.Broadcast()
}

// written waits until everything is written, and reports whether it was within
// limit. Its caller holds the lock.
func (b *Writer) written(limit time.Duration) bool {
	over := false
	late := time.AfterFunc(limit, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		over = true
		b.wake.Broadcast()
	})
	defer late.Stop()
	for (len(b.queue) > 0 || b.busy) && b.err == nil && !over {
		b.wake.Wait()
	}
	return !over
}

// File is a terminal with its output written through a backlog.
type File struct {
	file *os.File
	*Writer
}

// NewFile returns a File for a terminal; see [New].
func NewFile(file *os.File, anew func()) File { return File{file, New(file, anew)} }

// How long is waited for somebody to read: what a command says, and what stands
// there before another program has the terminal.
const (
	patience     = 200 * time.Millisecond
	handingLimit = 2 * time.Second
)

// Direct returns the terminal of a [File] for another program, after everything
// queued is written or nobody reads. Any other out is returned as it is.
func Direct(out io.Writer) io.Writer {
	f, ok := out.(File)
	if !ok {
		return out
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.written(handingLimit)
	return f.file
}

// Patient returns a File for the output of a command. Write returns when the
// text is written, so that it comes before what is written elsewhere later;
// only if nobody reads it is queued.
func Patient(file *os.File) File {
	f := NewFile(file, nil)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.patience = patience
	return f
}

// Read reads from the terminal.
func (f File) Read(p []byte) (int, error) { return f.file.Read(p) }

// Close closes the terminal.
func (f File) Close() error { return f.file.Close() }

// Fd returns the terminal's descriptor, for queries beside the text.
func (f File) Fd() uintptr { return f.file.Fd() }
