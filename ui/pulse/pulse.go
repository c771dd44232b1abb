// Package pulse sends the messages that come by themselves: the time, and notes.
package pulse

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Tick carries the time, which every age on the screen uses.
type Tick time.Time

// Wake comes so soon after a [Tick] that only what it was asked for may be due.
type Wake struct{}

// Every is the longest time between two ticks while something happens.
const Every = 250 * time.Millisecond

const (
	calmly = 3 * Every            // the same while nothing happens: what other processes write is seen within a second
	early  = Every / 2            // after a tick no other one comes sooner
	apart  = 5 * time.Millisecond // between two messages at least
)

// Pulse sends a [Tick] several times a second, or a [Wake], and whatever is due
// earlier moves the next one forward: a process that sleeps is woken once for
// all of it. All but Run belongs to the event loop. Make one with [New].
type Pulse struct {
	timer *time.Timer
	next  time.Time // when the next one comes
	tick  time.Time // when the last Tick came, at first when it was made
}

// New returns a pulse. Its first message comes when Next has been called.
func New() *Pulse {
	p := &Pulse{timer: time.NewTimer(Every), tick: time.Now()}
	p.timer.Stop()
	return p
}

// Run sends the messages until ctx ends.
func (p *Pulse) Run(ctx context.Context, send func(tea.Msg)) {
	for {
		select {
		case now := <-p.timer.C:
			send(p.at(now))
		case <-ctx.Done():
			return
		}
	}
}

// at returns the message of a moment.
func (p *Pulse) at(now time.Time) tea.Msg {
	if now.Sub(p.tick) < early {
		return Wake{}
	}
	p.tick = now
	return Tick(now)
}

// Next has the next message come. It is called for the first one and after each;
// calm says that nothing happens.
func (p *Pulse) Next(calm bool) {
	after := Every
	if calm {
		after = calmly
	}
	now := time.Now()
	wait := max(apart, p.tick.Add(after).Sub(now))
	p.next = now.Add(wait)
	p.timer.Reset(wait)
}

// In has the next message come within wait, at once if it is not positive.
func (p *Pulse) In(wait time.Duration) {
	wait = max(apart, wait)
	if at := time.Now().Add(wait); p.next.Sub(at) >= apart {
		p.next = at
		p.timer.Reset(wait)
	}
}

// Note carries a message for the footer.
type Note string

// Listen waits for the next note, until ctx ends; it returns nil if notes is nil.
func Listen(ctx context.Context, notes <-chan string) tea.Cmd {
	if notes == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case note := <-notes:
			return Note(note)
		case <-ctx.Done():
			return nil
		}
	}
}
