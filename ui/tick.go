package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/ask"
)

// asksAccount asks whose the token is, if there is one.
func (a *app) asksAccount() tea.Cmd {
	if a.tokenless() {
		return nil
	}
	return ask.Account(a.ctx, a.opt.Account)
}

// tickMsg brings the time. Every age on the screen uses it.
type tickMsg time.Time

const tickEvery = 250 * time.Millisecond

// tickCalm is the time between two ticks while nothing goes on. What other
// processes write is still seen within a second.
const tickCalm = 2 * tickEvery

func tickCmd(calm bool) tea.Cmd {
	every := tickEvery
	if calm {
		every = tickCalm
	}
	return tea.Tick(every, func(t time.Time) tea.Msg { return tickMsg(t) })
}

// noteMsg carries something to say in the footer.
type noteMsg string

// noteCmd waits for the next note.
func noteCmd(ctx context.Context, notes <-chan string) tea.Cmd {
	if notes == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case note := <-notes:
			return noteMsg(note)
		case <-ctx.Done():
			return nil
		}
	}
}
