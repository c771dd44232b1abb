// Package account handles the token: where it comes from, whose it is, what it
// may do, and that nothing is asked with a token of another HubSpot account.
package account

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"hubwatch/config"
	"hubwatch/config/keyring"
	"hubwatch/ui/cli/exit"
)

// Keyring keeps tokens by profile. Its errors are those of [keyring.Keyring].
type Keyring interface {
	Get(ctx context.Context, profile string) (string, error)
	Set(ctx context.Context, profile, token string) error
	Delete(ctx context.Context, profile string) error
	Check(ctx context.Context) error
}

// Sources is where the token of a profile comes from.
type Sources struct {
	Profile  string
	Settings config.Settings
	Keyring  Keyring
	Env      func(string) string
}

// Find finds the token. A token_command may ask on the terminal, and the keyring
// may say that it waits.
func (t Sources) Find(ctx context.Context) (config.Token, error) {
	var tty *os.File
	if len(t.Settings.Profiles[t.Profile].TokenCommand) > 0 {
		if tty = config.Terminal(); tty != nil {
			defer tty.Close()
		}
	}
	return t.findOn(ctx, tty)
}

// findOn finds the token. tty is what a token_command may ask on, nil if there
// is nobody to be asked.
func (t Sources) findOn(ctx context.Context, tty *os.File) (config.Token, error) {
	if err := config.CheckProfile(t.Profile); err != nil {
		return config.Token{}, exit.With(exit.Usage, err)
	}
	token, err := config.FindToken(ctx, t.Profile, t.Settings, t.Keyring, t.Env, tty)
	switch {
	case errors.Is(err, context.Canceled):
		return config.Token{}, exit.With(exit.Interrupted, nil)
	case err != nil:
		return config.Token{}, exit.With(exit.Unauthorised, err)
	}
	return token, nil
}

// Unusable is a keyring that is not asked for tokens, so that it opens no dialog.
type Unusable struct {
	Keyring
	Why error
}

// Get fails for the known reason.
func (u Unusable) Get(context.Context, string) (string, error) { return "", u.Why }

// findQuietly finds the token without a dialog or output: the screen belongs to
// the dashboard.
func (t Sources) findQuietly(ctx context.Context) (config.Token, error) {
	ring := silent(t.Keyring)
	t.Keyring = ring
	if err := ring.Check(ctx); err != nil {
		t.Keyring = Unusable{ring, err}
	}
	return t.findOn(ctx, nil)
}

// silent returns a keyring that says nothing while it waits: the dashboard does.
func silent(ring Keyring) Keyring {
	if k, ok := ring.(keyring.Keyring); ok {
		k.Waiting = nil
		return k
	}
	return ring
}

// KeepQuietly puts a token into the keyring, without a dialog, if that is where
// the next start looks for it. It returns where the token is.
func (t Sources) KeepQuietly(ctx context.Context, value string) string {
	switch {
	case strings.TrimSpace(t.Env(config.TokenVariable)) != "":
		return "used until you leave: " + config.TokenVariable + " goes before the keyring"
	case len(t.Settings.Profiles[t.Profile].TokenCommand) > 0:
		return "used until you leave: the token_command goes before the keyring"
	}
	ring := silent(t.Keyring)
	err := ring.Check(ctx)
	if err == nil {
		err = ring.Set(ctx, t.Profile, value)
	}
	if err != nil {
		return "used until you leave, not kept: " + err.Error()
	}
	return fmt.Sprintf("kept in the keyring, profile %q", t.Profile)
}

// WaitFor waits for the token while the dashboard has the screen, as long as
// the keyring asks the user to unlock it, and starts using it.
func (t Sources) WaitFor(ctx context.Context, inUse *TokenInUse) error {
	t.Keyring = silent(t.Keyring)
	found, err := t.findOn(ctx, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		inUse.Use(found)
	}
	return err
}

// InUse returns the given token as the one in use; a replacement is looked for
// where it came from.
func (t Sources) InUse(found config.Token) *TokenInUse {
	return &TokenInUse{token: found, find: t.findQuietly}
}

// NoneYet returns a token in use that is still to come.
func (t Sources) NoneYet() *TokenInUse {
	return t.InUse(config.Token{Value: func() string { return "" }})
}

// BeforeKeyring reports whether there is a source that takes precedence over
// the keyring.
func (t Sources) BeforeKeyring() bool {
	return strings.TrimSpace(t.Env(config.TokenVariable)) != "" || len(t.Settings.Profiles[t.Profile].TokenCommand) > 0
}

// Place says where the token would come from, without looking for it. ring is
// why the keyring cannot be asked, or nil.
func (t Sources) Place(ctx context.Context, ring error) string {
	switch {
	case t.Env(config.TokenVariable) != "":
		return config.TokenVariable
	case len(t.Settings.Profiles[t.Profile].TokenCommand) > 0:
		return "token_command"
	case ring != nil:
		return "keyring not usable"
	}
	if _, err := t.Keyring.Get(ctx, t.Profile); err != nil {
		return "none"
	}
	return "keyring"
}
