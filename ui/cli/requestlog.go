package cli

import (
	"context"
	"sync"

	"hubwatch/model"
	"hubwatch/model/store"
)

// maxUnlogged is how many requests wait for the audit log; more only gather when
// it cannot be written for hours, and the oldest give way.
const maxUnlogged = 100_000

// requestLog holds the requests that are not in the audit log yet. It is safe for
// concurrent use; the zero requestLog is empty.
type requestLog struct {
	mu      sync.Mutex
	waiting []model.Request
}

// note takes in a request.
func (l *requestLog) note(r model.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, r)
	if over := len(l.waiting) - maxUnlogged; over > 0 {
		l.waiting = l.waiting[over:]
	}
}

// write writes what is waiting. What cannot be written waits on.
func (l *requestLog) write(ctx context.Context, s *store.Store) error {
	l.mu.Lock()
	waiting := l.waiting
	l.waiting = nil
	l.mu.Unlock() // the checks go on while the store makes us wait
	err := s.Log(ctx, waiting)
	if err != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.waiting = append(waiting, l.waiting...)
	}
	return err
}

func (l *requestLog) empty() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting) == 0
}

// logRequests writes what a command has asked and not logged by its end, with a
// new watchlist if there is none. That it cannot be done is said, and changes
// nothing of how the command ends.
func (p *program) logRequests(ctx context.Context) {
	if p.asked().empty() {
		return
	}
	limit := flushLimit
	if p.process.unsaved {
		limit = shortLimit // it has not worked just before
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	err := p.withStore(func(s *store.Store) error { return p.asked().write(ctx, s) })
	if err != nil {
		p.io.Say("the audit log could not be written: " + err.Error())
	}
}
