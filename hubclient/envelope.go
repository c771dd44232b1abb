package hubclient

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// envelope is how HubSpot wraps an error. Every member may be missing, and
// which of them come differs from API to API.
// Source: developers.hubspot.com, error handling.
type envelope struct {
	status        model.Text // the word error
	message       model.Text
	category      model.Text
	policy        model.Text // the limit that was reached, under a 429
	errorType     model.Text
	correlationID model.Text
	scopes        []model.Text // missing scopes, each once
}

// readEnvelope reads an error envelope; of anything but an object it gives the
// zero envelope.
func readEnvelope(v value) envelope {
	var e envelope
	var inner model.Text // the message of the first of the errors that has one
	for _, m := range v.members() {
		switch m.key {
		case "status":
			e.status = m.val.text()
		case "message":
			e.message = m.val.text()
		case "category":
			e.category = m.val.text()
		case "policyName":
			e.policy = m.val.text()
		case "errorType":
			e.errorType = m.val.text()
		case "correlationId":
			e.correlationID = m.val.text()
		case "context":
			e.addScopes(m.val.fields())
		case "errors":
			for _, d := range readDetails(m.val) {
				if inner == "" {
					inner = d.Message
				}
				e.addScopes(d.Context)
			}
		}
	}
	if e.message == "" {
		e.message = inner
	}
	return e
}

// scopeKeys are the names under which HubSpot lists missing scopes.
var scopeKeys = []model.Text{"requiredGranularScopes", "requiredScopes", "missingScopes"}

func (e *envelope) addScopes(context []model.Field) {
	for _, f := range context {
		if !slices.Contains(scopeKeys, f.Key) {
			continue
		}
		for _, scope := range f.Values {
			if scope != "" && !slices.Contains(e.scopes, scope) {
				e.scopes = append(e.scopes, scope)
			}
		}
	}
}

// failure tells whether a body without task and known status is an error. A
// status word other than error is one of tasks, though we do not know it.
func (e envelope) failure() bool {
	if e.status != "" {
		return strings.EqualFold(string(e.status), "error")
	}
	return e.message != "" || e.category != "" || e.errorType != ""
}

// kind is the kind of an error that came under a status of success, so that
// only its category can tell.
func (e envelope) kind() model.Kind {
	switch e.category {
	case "INVALID_AUTHENTICATION", "EXPIRED_AUTHENTICATION":
		return model.KindAuth
	case "MISSING_SCOPES":
		return model.KindPermission
	case "RATE_LIMITS":
		return model.KindRateLimited
	case "OBJECT_NOT_FOUND":
		return model.KindNotFound
	}
	if e.policy != "" || e.errorType == "RATE_LIMIT" {
		return model.KindRateLimited
	}
	return model.KindUnavailable
}

// checkError is the envelope as an error of that kind.
func (e envelope) checkError(kind model.Kind) *model.CheckError {
	words := []model.Text{e.category, e.errorType}
	if kind == model.KindRateLimited {
		words = []model.Text{e.policy, e.category, e.errorType}
	}
	out := &model.CheckError{
		Kind:          kind,
		Message:       e.message,
		Scopes:        e.scopes,
		CorrelationID: e.correlationID,
	}
	for _, word := range words {
		if out.Category == "" {
			out.Category = word
		}
	}
	if out.Message == "" {
		out.Message = "HubSpot reports an error without saying which"
	}
	return out
}
