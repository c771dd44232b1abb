package hubclient

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"hubwatch/model"
)

// HTTP statuses that net/http has no names for.
// Source: developers.hubspot.com, error handling.
const (
	statusMoving   = 477 // the account moves between data centers
	statusEdgeName = 530 // the edge cannot tell the region from the token
)

// replyError is the error that a reply without a status of success stands for.
// The status decides the kind; the body can only add words to it.
func replyError(r reply) *model.CheckError {
	if r.status >= 300 && r.status <= 399 {
		return redirected(r)
	}
	var e *model.CheckError
	v, err := parse(r.body)
	isJSON := err == nil && v.kind() == '{'
	kind := kindOf(r.status, isJSON)
	if isJSON {
		env := readEnvelope(v)
		e = env.checkError(kind)
		if env.message == "" {
			e.Message = sentence(r.status, kind)
		}
	} else {
		e = &model.CheckError{Kind: kind, Message: sentence(r.status, kind)}
	}
	e.HTTPStatus = r.status
	if e.CorrelationID == "" {
		e.CorrelationID = r.correlationID()
	}
	e.RetryAfter = pauseOf(e, r.header, time.Now())
	return e
}

// kindOf sorts an HTTP status from 400 on. A missing task is told in JSON; a
// missing address by an error page.
func kindOf(status int, isJSON bool) model.Kind {
	switch status {
	case http.StatusUnauthorized, statusEdgeName:
		return model.KindAuth
	case http.StatusForbidden:
		return model.KindPermission
	case http.StatusNotFound:
		if isJSON {
			return model.KindNotFound
		}
		return model.KindWrongRoute
	case http.StatusMethodNotAllowed:
		return model.KindWrongRoute
	case http.StatusGone:
		return model.KindNotFound
	case http.StatusTooManyRequests, http.StatusLocked:
		return model.KindRateLimited
	case statusMoving:
		return model.KindMoving
	case http.StatusRequestTimeout, http.StatusProxyAuthRequired:
		return model.KindUnavailable
	}
	if status >= 500 {
		return model.KindUnavailable
	}
	return model.KindBadID
}

// sentence says what happened when HubSpot does not.
func sentence(status int, kind model.Kind) model.Text {
	switch status {
	case statusEdgeName:
		return "HubSpot cannot read the form of the access token"
	case http.StatusLocked:
		return "too many changes are under way in the account"
	case http.StatusRequestTimeout, http.StatusGatewayTimeout:
		return "HubSpot took too long to answer"
	case http.StatusProxyAuthRequired:
		return "the proxy wants a password"
	case http.StatusServiceUnavailable:
		return "HubSpot is down for a moment"
	}
	switch kind {
	case model.KindAuth:
		return "HubSpot does not accept the access token"
	case model.KindPermission:
		return "HubSpot does not allow this with the access token"
	case model.KindNotFound:
		return "HubSpot knows no such task"
	case model.KindWrongRoute:
		return "there is no such address: the API version or the host is wrong"
	case model.KindRateLimited:
		return "too many requests"
	case model.KindMoving:
		return "the account is moving to another data center"
	case model.KindBadID:
		return "HubSpot cannot read the task ID"
	case model.KindUnavailable, model.KindBadReply:
	}
	return "HubSpot failed to answer"
}

// maxHost is how much of a host name is shown, in bytes; real ones have at
// most 253.
const maxHost = 253

// redirected is the error for a reply that points elsewhere. The token is
// never sent there.
func redirected(r reply) *model.CheckError {
	message := "the address redirects and does not say where"
	if u, err := url.Parse(r.header.Get("Location")); err == nil && u.Hostname() != "" {
		host := model.Text(u.Hostname()).Line()
		message = "the address redirects to " + host[:min(len(host), maxHost)] + ", which is not followed"
	} else if err == nil && u.Path != "" {
		message = "the address redirects to another path, which is not followed"
	}
	return &model.CheckError{
		Kind:          model.KindWrongRoute,
		HTTPStatus:    r.status,
		Message:       model.Text(message),
		CorrelationID: r.correlationID(),
	}
}

// bodyError is the error for a reply of success whose body is not all there.
func bodyError(r reply) error {
	kind := model.KindUnavailable
	if errors.Is(r.broken, errTooLarge) {
		kind = model.KindBadReply
	}
	return &model.CheckError{
		Kind:          kind,
		HTTPStatus:    r.status,
		Message:       model.Text(networkWords(r.broken)),
		CorrelationID: r.correlationID(),
		Err:           r.broken,
	}
}
