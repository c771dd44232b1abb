// Package keyring keeps tokens in the keyring of the operating system: the
// Keychain, the Credential Manager, or a Secret Service such as GNOME's and
// KDE's. No call blocks forever, whatever state the keyring is in.
package keyring

import (
	"context"
	"errors"
	"fmt"
	"time"

	system "github.com/zalando/go-keyring"
)

// service is the name that all our entries carry; there is one entry for each
// profile.
const service = "hubwatch"

// maxSecret is the longest secret taken, in bytes. Windows allows no more in
// one entry; the other systems do.
const maxSecret = 2560

const (
	dialogLimit = 2 * time.Minute // for a user to answer a dialog of the keyring
	quietLimit  = time.Second     // after which a user is told what is waited for
)

var readyLimit = 3 * time.Second // for a keyring that is open

// Keyring is the keyring of this user. The zero value is ready to use. Errors
// are of type [*Error]; errors.Is tells them apart.
type Keyring struct {
	// Waiting is called once when a call has waited for a second and may wait
	// for a user to answer a dialog. It may be nil.
	Waiting func()
}

// Get reads the secret of a profile.
func (k Keyring) Get(ctx context.Context, profile string) (string, error) {
	return k.call(ctx, func() (string, error) { return system.Get(service, profile) })
}

// Set stores the secret of a profile, replacing an earlier one.
func (k Keyring) Set(ctx context.Context, profile, secret string) error {
	if len(secret) > maxSecret {
		return &Error{ErrTooLarge, fmt.Errorf("it has %d bytes; at most %d can be stored", len(secret), maxSecret)}
	}
	_, err := k.call(ctx, func() (string, error) { return "", system.Set(service, profile, secret) })
	return err
}

// Delete removes the secret of a profile. The error is [ErrNotFound] if there
// is none.
func (k Keyring) Delete(ctx context.Context, profile string) error {
	_, err := k.call(ctx, func() (string, error) { return "", system.Delete(service, profile) })
	return err
}

// Check reports whether the keyring can be used now. It opens no dialog and
// returns within two seconds.
func (k Keyring) Check(ctx context.Context) error {
	s, err := preflight(ctx)
	if err == nil && s == dialog {
		return &Error{ErrLocked, errors.New("a dialog will ask you to unlock it")}
	}
	return err
}

// state is what a look at the keyring told, without a dialog.
type state int

const (
	ready  state = iota + 1 // it should answer at once
	dialog                  // it is locked, and a dialog will open
	unsure                  // this system cannot tell; a dialog may open
)

// turn is held while the keyring is asked. It can take no second question
// while the first one hangs.
var turn = make(chan struct{}, 1)

// call asks the keyring, after a look whether it can answer. What hangs is
// left behind in its goroutine: there is no way to end it.
func (k Keyring) call(ctx context.Context, ask func() (string, error)) (string, error) {
	s, err := preflight(ctx)
	if err != nil {
		return "", err
	}
	limit := readyLimit
	if s != ready {
		limit = dialogLimit
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	select {
	case turn <- struct{}{}:
	case <-limited.Done():
		return "", ended(ctx)
	}
	answered := make(chan answer, 1)
	go func() {
		defer func() { <-turn }()
		answered <- safely(ask)
	}()
	tell := time.NewTimer(quietLimit)
	defer tell.Stop()
	for {
		select {
		case a := <-answered:
			return a.secret, classify(a.err, s)
		case <-limited.Done():
			return "", ended(ctx)
		case <-tell.C:
			if s != ready && k.Waiting != nil {
				k.Waiting()
			}
		}
	}
}

type answer struct {
	secret string
	err    error
}

// safely turns a panic into an error: the library panics when a service
// answers in a form it does not expect.
func safely(ask func() (string, error)) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{err: fmt.Errorf("an answer that cannot be read: %v", r)}
		}
	}()
	secret, err := ask()
	return answer{secret, err}
}

// ended returns the error for a call that was given up: that of the caller's
// ctx if it has ended, else ErrTimeout.
func ended(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &Error{ErrTimeout, nil}
}
