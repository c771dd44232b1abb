package ask

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
)

// Login checks a token from the user and uses it from then on. It returns what
// the user should know, such as where the token is kept. If it fails nothing
// has changed; the error is one sentence, or ctx's own.
type Login func(ctx context.Context, token string) (said string, err error)

// loginLimit bounds one Login: it asks HubSpot and the keyring.
const loginLimit = 45 * time.Second

// LoggedIn carries the outcome of a Login.
type LoggedIn struct {
	Then func(error) []screen.Intent
	Said string
	Err  error
}

// Start checks a token and answers with a [LoggedIn].
func (l Login) Start(ctx context.Context, ask screen.Login) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, loginLimit)
		defer cancel()
		said, err := l(ctx, ask.Token)
		return LoggedIn{ask.Then, said, err}
	})
}
