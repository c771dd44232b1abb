package hubclient

import (
	"context"
	"encoding/json"
	"net/http"

	"hubwatch/model"
)

// TokenInfo is what HubSpot says about the token itself.
type TokenInfo struct {
	PortalID model.Text // decimal, "" if it is not said
	Scopes   []model.Text
}

// TokenInfo asks what the token may do. HubSpot answers this for private apps
// and service keys; for other kinds of tokens it is an error, which does not
// make them invalid. Errors are those of Check.
//
// This is the one POST request: the token is in the body, and nothing changes
// in HubSpot.
func (c *Client) TokenInfo(ctx context.Context) (TokenInfo, error) {
	q := question{method: http.MethodPost, path: tokenInfoPath, body: func(token string) []byte {
		body, _ := json.Marshal(map[string]string{"tokenKey": token}) // text cannot fail
		return body
	}}
	return fetch(ctx, c, q, decodeTokenInfo)
}

func decodeTokenInfo(body []byte) (TokenInfo, error) {
	v, err := parseObject(body)
	if err != nil {
		return TokenInfo{}, err
	}
	var info TokenInfo
	told := false
	for m := range v.members() {
		switch m.key {
		case "hubId":
			info.PortalID = m.val.text()
		case "scopes":
			told = m.val.kind() == '['
			for scope := range m.val.items() {
				if name := scope.text(); name != "" {
					info.Scopes = append(info.Scopes, name)
				}
			}
		}
	}
	if !told {
		return TokenInfo{}, saysNothing(v, "a token")
	}
	return info, nil
}
