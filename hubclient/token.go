package hubclient

import "hubwatch/model"

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
