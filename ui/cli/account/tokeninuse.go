package account

import (
	"context"
	"errors"
	"sync"
	"time"

	"hubwatch/config"
	"hubwatch/model"
)

// TokenInUse is the token that requests are sent with. While the dashboard runs
// it may be replaced: the user logs in again, or a token_command gives tokens
// that last for half an hour.
type TokenInUse struct {
	find func(context.Context) (config.Token, error) // looks for the token again

	mu    sync.Mutex
	token config.Token
	count int       // of the tokens before this one
	next  time.Time // it is not looked for again before
}

// lookAgain is how often the sources are tried while HubSpot refuses the token.
const lookAgain = 5 * time.Second

// Value returns the token.
func (u *TokenInUse) Value() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.token.Value()
}

// number identifies the token in use among those used so far.
func (u *TokenInUse) number() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.count
}

// renew looks for a replacement for the token with that number, which HubSpot
// has refused, and reports whether there is one now.
func (u *TokenInUse) renew(ctx context.Context, refused int) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.count != refused {
		return true // somebody else has found it
	}
	if now := time.Now(); now.Before(u.next) {
		return false
	}
	found, err := u.find(ctx)
	u.next = time.Now().Add(lookAgain)
	if err != nil || found.Value() == u.token.Value() {
		return false
	}
	u.token = found
	u.count++
	return true
}

// Use replaces the token in use.
func (u *TokenInUse) Use(token config.Token) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.token = token
	u.count++
}

// refusedToken reports whether HubSpot does not take the token.
func refusedToken(err error) bool {
	e, ok := errors.AsType[*model.CheckError](err)
	return ok && e.Kind == model.KindAuth
}
