// Package exit has the exit codes that scripts branch on, and errors that carry
// one.
package exit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/model/store"
)

// The exit codes. Scripts branch on them; they never change their meaning.
const (
	OK           = 0 // everything is settled and ok
	Errors       = 1 // everything is settled, but tasks have errors or were canceled
	Interrupted  = 2
	Usage        = 3 // bad usage, nothing to do, or a watchlist that refuses
	Unauthorised = 4 // no token, a refused one, or a missing scope
	Missing      = 5 // HubSpot knows no such task
	Unreachable  = 6 // no answer or out of quota: the tasks' fate is unknown
	Internal     = 7
	Pending      = 8 // tasks are not settled yet
)

// Meanings are the exit codes in words, for the manual.
var Meanings = []struct{ Code, Means string }{
	{"0", "every task is ok, or within --max-errors; the command did what it was asked"},
	{"1", "all are settled, but some have errors or were canceled"},
	{"2", "interrupted; what is known so far is printed"},
	{"3", "bad usage, nothing is selected, or a watchlist that refuses, as a team's store a login"},
	{"4", "no token, a refused one, one of another account, or a missing scope"},
	{"5", "HubSpot does not know some of the tasks"},
	{"6", "unreachable or out of quota: what became of the tasks is unknown"},
	{"7", "a fault of hubwatch itself, a team's store out of reach, or what it prints could not be written"},
	{"8", "some tasks are not settled yet"},
}

// coded is an error that names its exit code. An error without one is bad
// usage: it comes from cobra or from a flag.
type coded struct {
	code int
	err  error // nil if everything has been said
}

// Error returns what is wrong, "" if everything has been said.
func (e *coded) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap gives the error without its code.
func (e *coded) Unwrap() error { return e.err }

// With returns an error that ends the command with code. Its text is that of err;
// if err is nil nothing more is printed. It returns nil for [OK] without an error.
func With(code int, err error) error {
	if code == OK && err == nil {
		return nil
	}
	return &coded{code, err}
}

// Usagef returns an error for bad usage.
func Usagef(format string, args ...any) error {
	return With(Usage, fmt.Errorf(format, args...))
}

// BadFormat returns the error for a format of output that a command does not have.
func BadFormat(format string, allowed []string) error {
	last := len(allowed) - 1
	return Usagef("--output %q: allowed are %s and %s", format, strings.Join(allowed[:last], ", "), allowed[last])
}

// Named reports whether err names its exit code.
func Named(err error) bool {
	_, ok := errors.AsType[*coded](err)
	return ok
}

// Of returns the code for what a command returned.
func Of(err error) int {
	if err == nil {
		return OK
	}
	if e, ok := errors.AsType[*coded](err); ok {
		if e.code == Internal {
			return OfStore(e.err)
		}
		return e.code
	}
	if errors.Is(err, context.Canceled) {
		return Interrupted
	}
	return Usage
}

// OfStore returns the exit code for an error of a watchlist, in every command.
// A refusal, such as a server that does not let the user in, is for the user to
// fix; everything else is the machine's fault.
func OfStore(err error) int {
	if store.Refused(err) {
		return Usage
	}
	return Internal
}

// Stopped returns the error of a command that could not check all tasks; nil
// stays nil.
func Stopped(err error) error {
	if err == nil || Named(err) {
		return err
	}
	if ce, ok := errors.AsType[*model.CheckError](err); ok {
		return With(OfCheck(ce), Advised(ce))
	}
	if errors.Is(err, context.Canceled) {
		return With(Interrupted, nil)
	}
	return With(Internal, fmt.Errorf("stopped: %w", err))
}

// Join adds what else went wrong to the error of a command: it is printed, and
// is the outcome if everything else was fine.
func Join(ended, also error) error {
	if ended == nil || also == nil {
		return errors.Join(ended, also)
	}
	said := also
	if ended.Error() != "" {
		said = fmt.Errorf("%w\nhubwatch: %w", ended, also)
	}
	return With(Of(ended), said)
}
