package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui"
)

// The exit codes. Scripts branch on them; they never change their meaning.
const (
	exitOK           = 0 // everything is settled and ok
	exitErrors       = 1 // everything is settled, but tasks have errors or were canceled
	exitInterrupted  = 2
	exitUsage        = 3 // bad usage, or nothing to do
	exitUnauthorised = 4 // no token, a refused one, or a missing scope
	exitMissing      = 5 // HubSpot knows no such task
	exitUnreachable  = 6 // no answer or out of quota: the tasks' fate is unknown
	exitInternal     = 7
	exitPending      = 8 // tasks are not settled yet
)

// exitStatuses are the exit codes in words, for the manual.
var exitStatuses = []struct{ code, means string }{
	{"0", "every task is ok, or within --max-errors; the command did what it was asked"},
	{"1", "all are settled, but some have errors or were canceled"},
	{"2", "interrupted; what is known so far is printed"},
	{"3", "bad usage, or nothing is selected"},
	{"4", "no token, a refused one, one of another account, or a missing scope"},
	{"5", "HubSpot does not know some of the tasks"},
	{"6", "unreachable or out of quota: what became of the tasks is unknown"},
	{"7", "a fault of hubwatch itself, or what it prints could not be written"},
	{"8", "some tasks are not settled yet"},
}

// exitError is an error that names its exit code. An error without one is bad
// usage: it comes from cobra or from a flag.
type exitError struct {
	code int
	err  error // nil if everything has been said
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

func exitWith(code int, err error) error {
	if code == exitOK && err == nil {
		return nil
	}
	return &exitError{code, err}
}

func usagef(format string, args ...any) error {
	return exitWith(exitUsage, fmt.Errorf(format, args...))
}

// exitCode is the code for what a command returned.
func exitCode(err error) int {
	if err == nil {
		return exitOK
	}
	if e, ok := errors.AsType[*exitError](err); ok {
		return e.code
	}
	switch {
	case errors.Is(err, ui.ErrInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, config.ErrNoToken):
		return exitUnauthorised
	}
	return exitUsage
}

// checkErrorCode is the code for what a check error teaches, in every command.
// That HubSpot knows no such task is no more than an answer until it has said so
// again: see [model.Task.State].
func checkErrorCode(e *model.CheckError) int {
	switch e.Kind {
	case model.KindAuth, model.KindPermission:
		return exitUnauthorised
	case model.KindUnavailable, model.KindRateLimited, model.KindMoving, model.KindNotFound, model.KindBadID,
		model.KindWrongRoute, model.KindBadReply:
		return exitUnreachable
	}
	return exitInternal
}

// withAdvice is a check error with what a person can do about it.
func withAdvice(e *model.CheckError) error {
	next := ""
	switch {
	case e.Kind == model.KindAuth && e.HTTPStatus != 0:
		next = "the token: copy it again from the private app's or service key's page, \"hubwatch auth login\" takes it"
	case e.Kind == model.KindAuth:
		next = "\"hubwatch auth login\" takes another one"
	case e.Kind == model.KindPermission && len(e.Scopes) > 0:
		next = "add one of the scopes " + strings.Join(texts(e.Scopes), ", ") + " to the token in HubSpot"
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

// Error is one line, safe to print.
func (a *advised) Error() string {
	return strings.TrimRight(a.CheckError.Error(), ".") + "; " + model.Text(a.next).Line()
}

// Unwrap gives the check error.
func (a *advised) Unwrap() error { return a.CheckError }
