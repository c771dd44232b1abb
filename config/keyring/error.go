package keyring

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"

	system "github.com/zalando/go-keyring"
)

// Why a keyring did not do what was asked. Each says what to do next.
var (
	ErrNotFound error = &problem{"there is no token in the keyring", "store one with \"hubwatch auth login\""}
	ErrLocked   error = &problem{"the keyring is locked", "unlock it by logging in to the desktop, or with its own program"}
	ErrNone     error = &problem{"this machine has no keyring that can be used", "give the token in HUBSPOT_ACCESS_TOKEN, or by a token_command in the settings"}
	ErrRefused  error = &problem{"the keyring refused", "try again, and allow it when it asks"}
	ErrTimeout  error = &problem{"the keyring does not answer", "it may wait for a dialog on another screen, or hang; log out of the desktop and in again"}
	ErrTooLarge error = &problem{"the token is too long for the keyring", "copy it again, it may hold more than the token"}
)

// problem is what went wrong, and what to do next.
type problem struct{ what, next string }

func (p *problem) Error() string { return p.what + ": " + p.next }

// Error is why the keyring did not do what was asked. It never holds a secret.
type Error struct {
	Kind  error // one of the errors above
	Cause error // what the system said, or nil
}

// Error returns one line.
func (e *Error) Error() string {
	p, ok := errors.AsType[*problem](e.Kind)
	switch {
	case e.Cause == nil:
		return e.Kind.Error()
	case !ok:
		return e.Kind.Error() + " (" + e.Cause.Error() + ")"
	}
	return p.what + " (" + e.Cause.Error() + "): " + p.next
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// What the security program of macOS ends with.
// Source: security error codes, modulo 256.
const (
	macLocked   = 36  // errSecInteractionNotAllowed: locked, and no dialog can open
	macAuth     = 51  // errSecAuthFailed: the password was wrong
	macCanceled = 128 // errSecUserCanceled
)

// classify sorts what the library returned after the keyring was found in state s.
func classify(err error, s state) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, system.ErrNotFound):
		return &Error{ErrNotFound, nil}
	case errors.Is(err, system.ErrSetDataTooBig):
		return &Error{ErrTooLarge, fmt.Errorf("at most %d bytes can be stored", maxSecret)}
	case errors.Is(err, system.ErrUnsupportedPlatform):
		return &Error{ErrNone, nil}
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return ofSecurityProgram(exit)
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "failed to unlock correct collection"):
		if s == dialog {
			return &Error{ErrRefused, errors.New("the dialog was closed, or the password was wrong")}
		}
		return &Error{ErrLocked, nil}
	case strings.Contains(text, "logon session does not exist"): // Windows, in a session without a password, such as SSH by key
		return &Error{ErrNone, errors.New("this logon session has no credential store")}
	}
	return &Error{ErrRefused, err}
}

func ofSecurityProgram(exit *exec.ExitError) error {
	switch exit.ExitCode() {
	case macLocked:
		return &Error{ErrLocked, errors.New("\"security unlock-keychain\" opens it")}
	case macAuth, macCanceled:
		return &Error{ErrRefused, errors.New("the dialog was closed, or the password was wrong")}
	}
	return &Error{ErrRefused, exit}
}
