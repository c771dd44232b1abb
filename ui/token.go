package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/ask"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/sheet"
)

// NoTokenYet is the reason given where no token was ever stored.
const NoTokenYet = sheet.NoneYet

// tokenFound starts polling with the token, or asks the user for one.
func (a *app) tokenFound(msg ask.TokenFound) tea.Cmd {
	a.polling.FindingEnded()
	if msg.Err == nil {
		return tea.Batch(a.polling.AskAccount(a.ctx), a.exchange(), a.pollDue())
	}
	a.NoToken = model.Text(msg.Err.Error()).Line()
	if errors.Is(msg.Err, context.Canceled) {
		a.NoToken = "The keyring was not waited for; " + a.Keys.Name(keys.CheckAll) + " asks it again."
	}
	if _, asked := a.input().(*sheet.Token); a.CanLogin && !asked {
		a.openSheet(sheet.NewToken(a.Env, a.NoToken))
	}
	return nil
}

// loggedIn starts polling with the new token, or lets the sheet say why not.
func (a *app) loggedIn(msg ask.LoggedIn) tea.Cmd {
	cmd := a.do(msg.Then(msg.Err))
	if msg.Err != nil {
		return cmd
	}
	a.NoToken = ""
	a.Note = frame.Say(model.Text(msg.Said).Line(), "", a.Now)
	a.session.WantRefused()
	return tea.Batch(cmd, a.polling.AskAccount(a.ctx), a.exchange(), a.pollDue())
}
