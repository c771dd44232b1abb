// Package config is this machine: settings, folders, profiles and the token.
package config

import (
	"errors"
	"fmt"
	"strings"
)

// TokenVariable is the environment variable that may hold the token, the one
// HubSpot's own tools read.
const TokenVariable = "HUBSPOT_ACCESS_TOKEN"

// ErrNoToken means that no source gave a token. Its text says what to do.
var ErrNoToken = errors.New("no HubSpot token: set " + TokenVariable +
	" to the access token of a private app or a service key with the scope files (or files.write)")

// maxToken is the longest token taken, in bytes.
const maxToken = 512

// Token finds the token. It comes as a function, so that printing a value that
// holds it prints an address. The error is [ErrNoToken], or says what is wrong
// with the token without showing it.
func Token(getenv func(string) string) (func() string, error) {
	token := strings.TrimRight(getenv(TokenVariable), "\r\n")
	if token == "" {
		return nil, ErrNoToken
	}
	if err := checkToken(token); err != nil {
		return nil, fmt.Errorf("%s %w", TokenVariable, err)
	}
	return func() string { return token }, nil
}

// checkToken refuses what could not go into a request header as it is.
func checkToken(token string) error {
	if len(token) > maxToken {
		return fmt.Errorf("has %d characters; at most %d are allowed", len(token), maxToken)
	}
	for _, r := range token {
		if r <= ' ' || r > '~' {
			return errors.New("holds a space, a control character or a character beyond ASCII, which no token has")
		}
	}
	return nil
}
