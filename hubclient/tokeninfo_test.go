package hubclient

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"hubwatch/model"
)

func TestTokenInfo(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer answer
		scopes []model.Text
		portal model.Text
		kind   model.Kind // 0 for none
	}{
		{name: "as documented", answer: answer{status: 200, body: `{"userId":1,"hubId":24681012,"appId":3,"scopes":["oauth","files"]}`},
			scopes: []model.Text{"oauth", "files"}, portal: "24681012"},
		{name: "no scopes at all", answer: answer{status: 200, body: `{"hubId":7,"scopes":[]}`}, portal: "7"},
		{name: "the token comes back", answer: answer{status: 200, body: `{"hubId":7,"scopes":["` + canary + `"]}`}, portal: "7", scopes: []model.Text{"[token]"}},
		{name: "a token of another kind", answer: answer{status: 400, body: `{"status":"error","message":"not a private app ` + canary + `"}`}, kind: model.KindUnavailable},
		{name: "refused", answer: answer{status: 401, body: `{"status":"error"}`}, kind: model.KindAuth},
		{name: "nothing said", answer: answer{status: 200, body: `{}`}, kind: model.KindBadReply},
		{name: "an error under 200", answer: answer{status: 200, body: `{"status":"error","category":"INVALID_AUTHENTICATION"}`}, kind: model.KindAuth},
		{name: "scopes of another type", answer: answer{status: 200, body: `{"hubId":7,"scopes":"files"}`}, kind: model.KindBadReply},
		{name: "a web page", answer: answer{status: 200, body: `<html>`}, kind: model.KindUnavailable},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := &script{answers: []answer{tc.answer}}
			info, err := newClient(t, s).TokenInfo(t.Context())
			e, _ := errors.AsType[*model.CheckError](err)
			switch {
			case tc.kind != 0 && (e == nil || e.Kind != tc.kind):
				t.Errorf("%v, want %s", err, tc.kind.Word())
			case tc.kind == 0 && (err != nil || !slices.Equal(info.Scopes, tc.scopes) || info.PortalID != tc.portal):
				t.Errorf("%+v, %v, want %v of %s", info, err, tc.scopes, tc.portal)
			}
			if err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("the error shows the token: %v", err)
			}
			req := s.asks[0]
			body, _ := io.ReadAll(req.Body)
			if req.Method != "POST" || req.URL.String() != "https://api.hubapi.com/oauth/v2/private-apps/get/access-token-info" ||
				string(body) != `{"tokenKey":"`+canary+`"}` || req.Header.Get("Authorization") != "Bearer "+canary {
				t.Errorf("sent %s %s %s", req.Method, req.URL, body)
			}
		})
	}
}
