// Package config is this machine: settings, folders, profiles and the token.
package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"hubwatch/config/keyring"
)

// TokenVariable is the environment variable that may hold the token, the one
// HubSpot's own tools read.
const TokenVariable = "HUBSPOT_ACCESS_TOKEN"

// ErrNoToken means that no source gave a token. Its text says what to do.
var ErrNoToken = errors.New("no HubSpot token: store one with \"hubwatch auth login\", set " + TokenVariable +
	", or name a token_command in the settings; it is the access token of a private app or a service key with the scope files (or files.write)")

// Token is a token and where it comes from. The value is behind a function, so
// that printing a Token does not print it.
type Token struct {
	Value  func() string
	Source Source
}

// Source says where a token comes from.
type Source struct {
	Kind    SourceKind
	Profile string // "" for the environment and a user
}

// SourceKind is a way to give a token.
type SourceKind int

// The sources, in the order they are looked at.
const (
	FromEnvironment SourceKind = iota + 1
	FromCommand
	FromKeyring
	FromPerson // typed in for this run, when there was none of the others
)

// String names the source for people.
func (s Source) String() string {
	switch s.Kind {
	case FromEnvironment:
		return TokenVariable
	case FromCommand:
		return fmt.Sprintf("the token_command of profile %q", s.Profile)
	case FromKeyring:
		return fmt.Sprintf("the keyring, profile %q", s.Profile)
	case FromPerson:
		return "what was typed in"
	}
	return "nowhere"
}

// Keyring is where tokens are kept, by profile. Its errors are those of
// [keyring.Keyring].
type Keyring interface {
	Get(ctx context.Context, profile string) (string, error)
}

// FindToken finds the token for a profile: in the environment, from the
// profile's token_command, in the keyring; the first that is there. If a source
// is there and fails, that is the error, and the next one is not tried. The
// error is [ErrNoToken] if no source has a token; it never shows one.
//
// tty is the terminal where a token_command may ask the user, which it has
// alone while it runs; nil if there is none.
func FindToken(ctx context.Context, profile string, settings Settings, ring Keyring, getenv func(string) string, tty *os.File) (Token, error) {
	if value := strings.TrimRight(getenv(TokenVariable), "\r\n"); value != "" {
		return newToken(value, Source{Kind: FromEnvironment})
	}
	if argv := settings.Profiles[profile].TokenCommand; len(argv) > 0 {
		source := Source{FromCommand, profile}
		value, err := runTokenCommand(ctx, argv, tty)
		if err != nil {
			return Token{}, fmt.Errorf("%v: %w", source, err)
		}
		return newToken(value, source)
	}
	value, err := ring.Get(ctx, profile)
	switch {
	case err == nil:
		return newToken(strings.TrimRight(value, "\r\n"), Source{FromKeyring, profile})
	case ctx.Err() != nil:
		return Token{}, ctx.Err()
	case errors.Is(err, keyring.ErrNotFound):
		return Token{}, ErrNoToken
	}
	return Token{}, &noToken{err}
}

// noToken is ErrNoToken when the keyring could not be asked.
type noToken struct{ cause error }

func (e *noToken) Error() string {
	if errors.Is(e.cause, keyring.ErrNone) {
		return "no HubSpot token: " + e.cause.Error()
	}
	return "no HubSpot token: " + e.cause.Error() + "; or set " + TokenVariable + ", or name a token_command in the settings"
}

func (e *noToken) Unwrap() []error { return []error{ErrNoToken, e.cause} }

func newToken(value string, source Source) (Token, error) {
	if err := CheckToken(value); err != nil {
		return Token{}, fmt.Errorf("%v: the token %w", source, err)
	}
	return Token{func() string { return value }, source}, nil
}

const (
	maxToken = 512 // bytes; the longest token taken
	tailOf   = 16  // bytes; a shorter one is too short to show a part of
)

// CheckToken returns why a text cannot be a token, nil if it can. It does not
// show the text.
func CheckToken(value string) error {
	if value == "" {
		return errors.New("is empty")
	}
	if len(value) > maxToken {
		return fmt.Errorf("has %d characters; at most %d are allowed", len(value), maxToken)
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("holds a space, a control character or a character beyond ASCII, which no token has")
	}
	return nil
}

// Tail returns all that may be shown of a token: an ellipsis and its last four
// characters.
func (t Token) Tail() string {
	value := t.Value()
	if len(value) < tailOf {
		return "…"
	}
	return "…" + value[len(value)-4:]
}
