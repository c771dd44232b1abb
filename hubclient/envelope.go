package hubclient

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"hubwatch/model"
)

// envelope is the form in which HubSpot sends an error. Every member may be
// missing, and each API sends different ones. Source: developers.hubspot.com,
// error handling.
type envelope struct {
	status        model.Text // the word error
	message       model.Text
	category      model.Text
	policy        model.Text // the limit that was reached, under a 429
	errorType     model.Text
	correlationID model.Text
	scopes        []model.Text // missing scopes, each once
	listed        bool         // it has a list of errors with messages
	id            bool         // its context names the ID that it is about
}

// readEnvelope reads an error envelope; of anything but an object it gives the
// zero envelope.
func readEnvelope(v value) envelope {
	var e envelope
	var inner model.Text // the message of the first of the errors that has one
	b := newAllowance()
	for m := range v.members() {
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
			fields := b.fields(m.val)
			e.addScopes(fields)
			e.id = slices.ContainsFunc(fields, func(f model.Field) bool { return slices.Contains(idKeys, f.Key) })
		case "errors":
			for _, d := range b.details(m.val) {
				e.listed = e.listed || d.Message != ""
				inner = cmp.Or(inner, d.Message)
				e.addScopes(d.Context)
			}
		}
	}
	e.message = cmp.Or(e.message, inner)
	return e
}

// idKeys are the context keys under which HubSpot repeats the ID it refuses.
var idKeys = []model.Text{"id", "taskId"}

// scopeKeys are the context keys under which HubSpot lists missing scopes.
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

// failure reports whether a body without a task or a known status is an error.
// Any status except "error" belongs to a task, even if we do not know it.
func (e envelope) failure() bool {
	if e.status != "" {
		return strings.EqualFold(string(e.status), "error")
	}
	return e.message != "" || e.category != "" || e.errorType != ""
}

// own reports whether HubSpot itself sent the envelope, and not a gateway with
// an API of its own.
func (e envelope) own() bool {
	return e.correlationID != "" || e.category != "" || e.policy != "" || strings.EqualFold(string(e.status), "error")
}

// refusal returns the kind of an error sent with an error status. The error is
// about the task only if its category says so, or if it names the ID or has no
// category at all.
func (e envelope) refusal(status int) model.Kind {
	kind := e.kind()
	switch {
	case status == http.StatusUnauthorized:
		return model.KindAuth
	case status == http.StatusTooManyRequests, status == http.StatusLocked:
		return model.KindRateLimited
	case status == statusMoving:
		return model.KindMoving
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusProxyAuthRequired:
		return model.KindUnavailable
	case kind == model.KindRateLimited:
		return kind
	case status == http.StatusForbidden:
		return model.KindPermission
	case kind != model.KindUnavailable:
		return kind
	case status == http.StatusMethodNotAllowed:
		return model.KindWrongRoute
	case (status == http.StatusNotFound || status == http.StatusGone) && e.category == "":
		return model.KindNotFound
	case (status == http.StatusBadRequest || status == http.StatusRequestURITooLong) && e.ofID():
		return model.KindBadID
	}
	return model.KindUnavailable
}

// ofID reports whether a refusal is about the ID in the URL, the only parameter
// a request has.
func (e envelope) ofID() bool {
	if e.category != "" {
		return e.category == "VALIDATION_ERROR"
	}
	message := string(e.message)
	return e.id || strings.Contains(message, "could not be decoded") || strings.Contains(message, "taskId")
}

// kind returns the kind of an error by its category, KindUnavailable if the
// category does not tell.
func (e envelope) kind() model.Kind {
	switch e.category {
	case "INVALID_AUTHENTICATION", "EXPIRED_AUTHENTICATION":
		return model.KindAuth
	case "MISSING_SCOPES":
		return model.KindPermission
	case "RATE_LIMITS":
		return model.KindRateLimited
	case "OBJECT_NOT_FOUND", "RESOURCE_NOT_FOUND", "NOT_FOUND":
		return model.KindNotFound
	}
	if e.policy != "" || e.errorType == "RATE_LIMIT" {
		return model.KindRateLimited
	}
	return model.KindUnavailable
}

// checkError returns the envelope as an error of the given kind.
func (e envelope) checkError(kind model.Kind) *model.CheckError {
	words := []model.Text{e.category, e.errorType}
	if kind == model.KindRateLimited {
		words = []model.Text{e.policy, e.category, e.errorType}
	}
	return &model.CheckError{
		Kind:          kind,
		Category:      cmp.Or(words...),
		Message:       cmp.Or(e.message, "HubSpot reports an error without saying which"),
		Scopes:        e.scopes,
		CorrelationID: e.correlationID,
	}
}
