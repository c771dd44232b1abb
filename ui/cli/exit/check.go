package exit

import (
	"strings"

	"hubwatch/model"
)

// OfCheck returns the exit code for a check error, in every command. A first
// answer that HubSpot knows no such task does not count as such yet: see
// [model.Task.State].
func OfCheck(e *model.CheckError) int {
	switch e.Kind {
	case model.KindAuth, model.KindPermission:
		return Unauthorised
	case model.KindUnavailable, model.KindRateLimited, model.KindMoving, model.KindNotFound, model.KindBadID,
		model.KindWrongRoute, model.KindBadReply:
		return Unreachable
	}
	return Internal
}

// Advised returns a check error with what a user can do about it.
func Advised(e *model.CheckError) error {
	next := ""
	switch {
	case e.Kind == model.KindAuth && e.HTTPStatus != 0:
		next = "the token: copy it again from the private app's or service key's page, \"hubwatch auth login\" takes it"
	case e.Kind == model.KindAuth:
		next = "\"hubwatch auth login\" takes another one"
	case e.Kind == model.KindPermission && len(e.Scopes) > 0:
		scopes := make([]string, len(e.Scopes))
		for i, s := range e.Scopes {
			scopes[i] = string(s)
		}
		next = "add one of the scopes " + strings.Join(scopes, ", ") + " to the token in HubSpot"
	case e.Kind == model.KindPermission:
		next = "\"hubwatch auth status\" tells what the token may do"
	case e.Kind == model.KindWrongRoute:
		next = "look at --base-url and --api-version; \"hubwatch doctor\" looks at the network"
	default:
		return e
	}
	return &advised{e, next}
}

// advised is a check error with a next step.
type advised struct {
	*model.CheckError
	next string
}

// Error returns one line, safe to print.
func (a *advised) Error() string {
	return strings.TrimRight(a.CheckError.Error(), ".") + "; " + model.Text(a.next).Line()
}

// Unwrap gives the check error.
func (a *advised) Unwrap() error { return a.CheckError }
