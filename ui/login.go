package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/frame"
	"hubwatch/ui/screen"
)

// Login checks a token that a person gave and has everything asked with it from
// then on. It returns what the person should know: where the token is kept.
// Nothing has changed if it fails; its error is one sentence, or ctx's own.
type Login func(ctx context.Context, token string) (said string, err error)

// loginLimit bounds one Login: it asks HubSpot and the keyring.
const loginLimit = 45 * time.Second

// loggedInMsg says what came of a Login. Sent by loginCmd.
type loggedInMsg struct {
	then func(error) []screen.Intent
	said string
	err  error
}

// loginCmd checks a token and answers with a loggedInMsg.
func loginCmd(ctx context.Context, login Login, ask screen.Login) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, loginLimit)
		defer cancel()
		said, err := login(ctx, ask.Token)
		return loggedInMsg{ask.Then, said, err}
	})
}

// loggedIn goes on with the new token, or lets the sheet say why not.
func (a *app) loggedIn(msg loggedInMsg) tea.Cmd {
	cmd := a.do(msg.then(msg.err))
	if msg.err != nil {
		return cmd
	}
	a.NoToken = ""
	a.Note = frame.Say(model.Text(msg.said).Line(), "", a.Now)
	a.session.WantRefused()
	return tea.Batch(cmd, a.asksAccount(), a.exchange(), a.checks())
}
