package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
	"hubwatch/ui/frame"
)

// loggedIn goes on with the new token, or lets the sheet say why not.
func (a *app) loggedIn(msg ask.LoggedIn) tea.Cmd {
	cmd := a.do(msg.Then(msg.Err))
	if msg.Err != nil {
		return cmd
	}
	a.NoToken = ""
	a.Note = frame.Say(model.Text(msg.Said).Line(), "", a.Now)
	a.session.WantRefused()
	return tea.Batch(cmd, a.asksAccount(), a.exchange(), a.checks())
}
