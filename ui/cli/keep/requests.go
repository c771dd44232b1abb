package keep

import (
	"sync"

	"hubwatch/model"
)

// maxUnlogged is how many requests may wait for the audit log. More gather only
// if it cannot be written for hours; then the oldest are dropped.
const maxUnlogged = 100_000

// Requests holds the requests that are not in the audit log yet. It is safe for
// concurrent use; the zero value is empty.
type Requests struct {
	mu      sync.Mutex
	waiting []model.Request
}

// Note adds a request.
func (l *Requests) Note(r model.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, r)
	if over := len(l.waiting) - maxUnlogged; over > 0 {
		l.waiting = l.waiting[over:]
	}
}

// Write writes the waiting requests. Those that cannot be written keep waiting.
func (l *Requests) Write(write func([]model.Request) error) error {
	l.mu.Lock()
	waiting := l.waiting
	l.waiting = nil
	l.mu.Unlock() // the checks go on while the store makes us wait
	err := write(waiting)
	if err != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.waiting = append(waiting, l.waiting...)
	}
	return err
}

// Empty reports whether nothing is waiting.
func (l *Requests) Empty() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting) == 0
}
