package hubclient

import (
	"bytes"
	"cmp"
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

// replyError returns the error that a reply without a status of success stands
// for. HubSpot's own words decide, not the status alone: firewalls, proxies and
// the edge in front of HubSpot use the same statuses.
func replyError(r reply) *model.CheckError {
	if r.status >= 300 && r.status <= 399 {
		return redirected(r)
	}
	env, own := ownEnvelope(r)
	var e *model.CheckError
	switch {
	case own:
		kind := env.refusal(r.status)
		e = env.checkError(kind)
		if env.message == "" {
			e.Message = sentence(r.status, kind)
		}
	case r.status == statusMoving:
		e = &model.CheckError{Kind: model.KindMoving, Message: sentence(r.status, model.KindMoving)}
	default:
		e = foreign(r)
	}
	e.HTTPStatus = r.status
	e.CorrelationID = cmp.Or(e.CorrelationID, r.correlationID())
	e.RetryAfter = pauseOf(e, r.header, time.Now())
	return e
}

// ownEnvelope reads HubSpot's own error from a reply. own is false if the body
// is not HubSpot's.
func ownEnvelope(r reply) (e envelope, own bool) {
	if len(bytes.TrimSpace(r.body)) == 0 {
		return e, r.correlationID() != ""
	}
	v, err := parse(r.body)
	if err != nil || v.kind() != '{' {
		return e, false
	}
	e = readEnvelope(v)
	return e, e.own() || r.correlationID() != "" || r.status == http.StatusUnauthorized && e.listed
}

// foreign returns the error for a reply that is not HubSpot's own. It says
// nothing about the task or the token, and asking again makes sense.
func foreign(r reply) *model.CheckError {
	e := &model.CheckError{Kind: model.KindUnavailable}
	switch {
	case r.status == statusEdgeName:
		e.Kind, e.Message = model.KindAuth, sentence(r.status, model.KindAuth)
	case len(bytes.TrimSpace(r.body)) == 0 && (r.status == http.StatusTooManyRequests || r.status == http.StatusLocked):
		e.Kind, e.Message = model.KindRateLimited, sentence(r.status, model.KindRateLimited)
	case r.status == http.StatusTooManyRequests:
		e.Kind, e.Err = model.KindRateLimited, errEdge
		e.Message = "the edge in front of HubSpot slows us down; it is not the quota"
	case r.status == http.StatusNotFound, r.status == http.StatusMethodNotAllowed:
		e.Kind, e.Message = model.KindWrongRoute, sentence(r.status, model.KindWrongRoute)
	case r.status >= 500, r.status == http.StatusRequestTimeout, r.status == http.StatusProxyAuthRequired:
		e.Message = sentence(r.status, e.Kind)
	default:
		e.Message = "a firewall or proxy answers in place of HubSpot"
	}
	if words := foreignWords(r.body); words != "" {
		e.Message += model.Text(": " + words)
	}
	return e
}

// foreignWords returns the first words of a body that is not HubSpot's: the
// title of a page, the message of JSON, or the text.
func foreignWords(body []byte) string {
	if title := pageTitle(body); title != "" {
		return model.Text(title).Line()
	}
	if v, err := parse(body); err == nil && v.kind() == '{' {
		return shortened(readEnvelope(v).message.Line())
	}
	return firstWords(body)
}

// sentence says what happened if HubSpot does not.
func sentence(status int, kind model.Kind) model.Text {
	switch status {
	case statusEdgeName:
		return "the edge in front of HubSpot cannot read the form of the access token"
	case http.StatusLocked:
		return "too many changes are under way in the account"
	case http.StatusRequestTimeout, http.StatusGatewayTimeout:
		return "HubSpot took too long to answer"
	case http.StatusProxyAuthRequired:
		return "the proxy wants a password"
	case http.StatusNetworkAuthenticationRequired:
		return "the network wants a login"
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

// errEdge is the cause when the edge in front of HubSpot limits us, whatever
// the quota allows.
var errEdge = errors.New("the edge limits the requests")

// maxHost is how much of a host name is shown, in bytes; real ones have at
// most 253.
const maxHost = 253

// redirected returns the error for a reply that points elsewhere. The token is
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

// bodyError returns the error for a successful reply with an incomplete body.
func bodyError(r reply) error {
	kind, words := model.KindUnavailable, networkWords(r.broken)
	for _, ours := range []error{errTooLarge, errTooLong, errSyntax, errBehind} {
		if errors.Is(r.broken, ours) {
			kind, words = model.KindBadReply, ours.Error()
		}
	}
	if r.unending() && kind != model.KindBadReply {
		kind, words = model.KindBadReply, errTooLarge.Error()+", and it did not end in time"
	}
	return &model.CheckError{
		Kind:          kind,
		HTTPStatus:    r.status,
		Message:       model.Text(words),
		CorrelationID: r.correlationID(),
		Err:           r.broken,
	}
}
