package hubclient

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"hubwatch/model"
)

// checkToken refuses what cannot be a bearer token, before it is sent. The
// error is a [*model.CheckError] and does not show the token.
func checkToken(token string) error {
	message := ""
	if token == "" {
		message = "there is no access token"
	}
	for _, c := range []byte(token) {
		if c <= ' ' || c >= 0x7f {
			message = "the access token contains a space or a character that no token has"
		}
	}
	if message == "" {
		return nil
	}
	return &model.CheckError{Kind: model.KindAuth, Message: model.Text(message)}
}

const (
	tokenStandIn = "[token]"
	minToken     = 8 // bytes; anything shorter is no real token, and may be part of any text
)

// scrub replaces the token in text that somebody else wrote.
func scrub(s, token string) string {
	if len(token) < minToken {
		return s
	}
	return strings.ReplaceAll(s, token, tokenStandIn)
}

// scrubBytes is scrub for a body. A body without the token is returned as is.
func scrubBytes(b []byte, token string) []byte {
	if len(token) < minToken || !bytes.Contains(b, []byte(token)) {
		return b
	}
	return bytes.ReplaceAll(b, []byte(token), []byte(tokenStandIn))
}

// scrubHeader is scrub for all header values. It changes h.
func scrubHeader(h http.Header, token string) http.Header {
	for _, values := range h {
		for i := range values {
			values[i] = scrub(values[i], token)
		}
	}
	return h
}

// scrubError is err, or its scrubbed text if that shows the token.
func scrubError(err error, token string) error {
	text := err.Error()
	if clean := scrub(text, token); clean != text {
		return errors.New(clean)
	}
	return err
}
