// Package pulse brings the messages that come by themselves: the time, and notes.
package pulse

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Tick brings the time. Every age on the screen uses it.
type Tick time.Time

// Every is the time between two ticks while something goes on.
const Every = 250 * time.Millisecond

// calmly is the time between two ticks while nothing goes on. What other
// processes write is still seen within a second.
const calmly = 2 * Every

// Next brings the next tick, later if all is calm.
func Next(calm bool) tea.Cmd {
	every := Every
	if calm {
		every = calmly
	}
	return tea.Tick(every, func(t time.Time) tea.Msg { return Tick(t) })
}

// Note carries something to say in the footer.
type Note string

// Listen waits for the next note, until ctx ends; nil if none can come.
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
