// Package pulse sends the messages that come by themselves: the time, and notes.
package pulse

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Tick carries the time, which every age on the screen uses.
type Tick time.Time

// Every is the time between two ticks while something happens.
const Every = 250 * time.Millisecond

// calmly is the time between two ticks while nothing happens. What other
// processes write is still seen within a second.
const calmly = 2 * Every

// Next returns the command for the next tick, which comes later if everything
// is calm.
func Next(calm bool) tea.Cmd {
	every := Every
	if calm {
		every = calmly
	}
	return tea.Tick(every, func(t time.Time) tea.Msg { return Tick(t) })
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
