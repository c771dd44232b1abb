package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/fault"
)

// checkLimit bounds one check, its turn at the limiter included.
const checkLimit = time.Minute

// checkedMsg carries one finished check. Sent by checkCmd; only app handles
// it, whichever screen is in front.
type checkedMsg struct{ obs model.Observation }

// checkCmd asks for one task and answers with a checkedMsg.
func checkCmd(ctx context.Context, c session.Checker, clock func() time.Time, id model.TaskID) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkLimit)
		defer cancel()
		asked := clock()
		report, err := c.Check(ctx, id)
		return checkedMsg{model.Observe(id, asked, clock(), report, err)}
	})
}

// searchedMsg carries what a search for folders found. Sent by searchCmd; only app
// handles it.
type searchedMsg struct {
	search  model.Search
	folders []model.Folder
	err     error
}

// searchCmd searches for folders and answers with a searchedMsg.
func searchCmd(ctx context.Context, s session.Searcher, search model.Search) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkLimit)
		defer cancel()
		folders, err := s.Folders(ctx, search.Folders)
		return searchedMsg{search, folders, err}
	})
}

// accountMsg carries the account the token belongs to, or why it is not known.
type accountMsg struct {
	account model.Account
	err     error
}

// asksAccount asks whose the token is, if there is one.
func (a *app) asksAccount() tea.Cmd {
	if a.tokenless() {
		return nil
	}
	return accountCmd(a.ctx, a.opt.Account)
}

// accountCmd asks for the account and answers with an accountMsg.
func accountCmd(ctx context.Context, ask func(context.Context) (model.Account, error)) tea.Cmd {
	if ask == nil {
		return nil
	}
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkLimit)
		defer cancel()
		account, err := ask(ctx)
		return accountMsg{account, err}
	})
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
