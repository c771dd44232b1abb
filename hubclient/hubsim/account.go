package hubsim

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// portalID is the account's number.
const portalID = 24_681_012

// The scopes of which a call needs one.
var (
	statusScopes = []string{"files", "files.write", "files.ui_hidden.write"}
	searchScopes = []string{"files", "files.read", "files.ui_hidden.read"}
)

func (s *Server) account(*http.Request, time.Time, string) (int, any) {
	return http.StatusOK, object{
		"portalId": portalID, "accountType": "DEVELOPER_TEST", "timeZone": "Europe/Berlin", "companyCurrency": "EUR",
		"utcOffset": "+01:00", "utcOffsetMilliseconds": 3_600_000, "uiDomain": "app-eu1.hubspot.com", "dataHostingLocation": "eu1",
	}
}

// tokenInfo tells the scopes of the token in the body.
func (s *Server) tokenInfo(r *http.Request, _ time.Time, correlation string) (int, any) {
	var in struct {
		TokenKey string `json:"tokenKey"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(&in); err != nil || in.TokenKey != s.opt.Token {
		return http.StatusBadRequest, envelope("VALIDATION_ERROR", "The token key cannot be read.", correlation)
	}
	return http.StatusOK, object{"userId": 7_654_321, "hubId": portalID, "appId": 1_234_567, "scopes": s.opt.Scopes}
}

// permitted reports whether the token has one of the scopes.
func (s *Server) permitted(scopes []string) bool {
	return slices.ContainsFunc(s.opt.Scopes, func(scope string) bool { return slices.Contains(scopes, scope) })
}

// forbidden returns the answer to a token that has none of the scopes.
func forbidden(scopes []string, correlation string) (int, any) {
	e := envelope("MISSING_SCOPES", "This app has not been granted all the scopes that this call needs.", correlation)
	e["errors"] = []object{{"message": "One of these scopes is needed.", "context": object{"requiredGranularScopes": scopes}}}
	return http.StatusForbidden, e
}
