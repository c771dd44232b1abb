package hubclient

import (
	"strings"

	"hubwatch/model"
)

// checkToken refuses what cannot be a bearer token, before it is sent. The
// error is a [*model.CheckError] and does not show the token.
func checkToken(token string) error {
	switch {
	case token == "":
		return &model.CheckError{Kind: model.KindAuth, Message: "there is no access token"}
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return &model.CheckError{Kind: model.KindAuth, Message: "the access token contains a space or a character that no token has"}
	}
	return nil
}
